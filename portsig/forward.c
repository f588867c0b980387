/* SPDX-License-Identifier: MIT */
/*
 * Running what our handler displaced as the kernel would have run it: a
 * handler with its own mask and arity, SIG_IGN, or the default action with
 * its true wait status.
 */
#include "config.h"

#include <unistd.h>

#include "action_internal.h"

/*
 * What has a large frame is not inlined (PORTSIG_RARE), so that the frames do
 * not add up; tests/stack_depth.sh has the sum.
 */

/*
 * The mask that the kernel would have set for the displaced handler: what
 * the interrupted code had, plus its sa_mask, plus the signal itself.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static void
set_displaced_mask(const struct portsig_delivery *d, sigset_t *before)
{
	const struct sigaction *sa = &d->action->displaced;
	sigset_t set;
	int signo;

	portsig_os_frame_mask_get(d->ev.frame, &set);
	for (signo = 1; signo < PORTSIG_SIGNALS; signo++)
		if (sigismember(&sa->sa_mask, signo) == 1)
			sigaddset(&set, signo);
	if ((sa->sa_flags & SA_NODEFER) == 0)
		sigaddset(&set, d->ev.signo);
	(void)pthread_sigmask(SIG_SETMASK, &set, before);
}

PORTSIG_SIGNAL_PATH static void
call_as_asked(const struct portsig_delivery *d, int saved_errno)
{
	const struct sigaction *sa = &d->action->displaced;
	siginfo_t *info = d->ev.info;

	if (info == &portsig_no_info[d->ev.signo])
		info = NULL;
	errno = saved_errno;
	if ((sa->sa_flags & SA_SIGINFO) != 0)
		sa->sa_sigaction(d->ev.signo, info, d->ev.frame);
	else
		sa->sa_handler(d->ev.signo);
}

/*
 * With the displaced handler's mask, and ours again when it comes back: the
 * kernel would see to that as we return, but those who call us late, as a
 * plain function, would not.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static void
call_with_mask(const struct portsig_delivery *d, int saved_errno)
{
	sigset_t before;
	int left;

	set_displaced_mask(d, &before);
	call_as_asked(d, saved_errno);
	left = errno;
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = left;
}

/*
 * Calls the displaced handler, last of all: the loans are returned and nothing
 * of ours is set or blocked, so it may jump out and never come back.
 */
PORTSIG_SIGNAL_PATH static void
call_displaced(const struct portsig_delivery *d, int saved_errno)
{
	portsig_outcome_count(PORTSIG_OUTCOME_FORWARDED);
	if (d->action->mask_differs)
		call_with_mask(d, saved_errno);
	else
		call_as_asked(d, saved_errno);
}

/* SA_RESETHAND: true for the one delivery, on all threads, that may call. */
PORTSIG_SIGNAL_PATH static bool
may_call(struct portsig_action *act)
{
	if ((act->displaced.sa_flags & SA_RESETHAND) == 0)
		return true;
	return atomic_exchange(&act->reset, 1) == 0;
}

PORTSIG_SIGNAL_PATH void
portsig_forward(const struct portsig_delivery *d, int saved_errno)
{
	const struct sigaction *sa = &d->action->displaced;
	bool siginfo = (sa->sa_flags & SA_SIGINFO) != 0;

	if (!siginfo && sa->sa_handler == SIG_IGN) {
		portsig_outcome_count(PORTSIG_OUTCOME_IGNORED);
		errno = saved_errno;
	} else if ((!siginfo && sa->sa_handler == SIG_DFL) ||
	    !may_call(d->action)) {
		portsig_default(d);
		errno = saved_errno;
	} else {
		call_displaced(d, saved_errno);
	}
}

PORTSIG_SIGNAL_PATH PORTSIG_RARE static void
set_default(int signo)
{
	struct sigaction sa;

	sa.sa_handler = SIG_DFL;
	sa.sa_flags = 0;
	sigemptyset(&sa.sa_mask);
	(void)sigaction(signo, &sa, NULL);
}

/* PID 1: the kernel drops what is sent to it and has no handler. */
PORTSIG_SIGNAL_PATH static void
end_init(const struct portsig_delivery *d)
{
	if (!portsig_os_fault_is_kernel(d->ev.signo, d->ev.info)) {
		portsig_outcome_count(PORTSIG_OUTCOME_DISCARDED);
		return;
	}
	set_default(d->ev.signo);
	if (!portsig_os_fault_pc_is_at(d->ev.signo, d->ev.info, d->ev.frame))
		_exit(128 + d->ev.signo);
}

/*
 * Ends the process by the signal itself: it is queued again to this thread,
 * blocked until we return, and then meets the default action with the
 * original siginfo and the interrupted registers.
 */
PORTSIG_SIGNAL_PATH static void
end_process(const struct portsig_delivery *d)
{
	if (portsig_os_process_is_init()) {
		end_init(d);
		return;
	}
	portsig_outcome_count(PORTSIG_OUTCOME_DEFAULTED);
	set_default(d->ev.signo);
	portsig_os_frame_mask_del(d->ev.frame, d->ev.signo);
	if (portsig_os_signal_resend(d->ev.signo, d->ev.info) != 0)
		_exit(128 + d->ev.signo);
}

/* Lets the pending SIGNO through, here and now. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static void
let_through(int signo)
{
	sigset_t set;
	bool blocked;

	sigemptyset(&set);
	(void)pthread_sigmask(SIG_BLOCK, NULL, &set);
	blocked = sigismember(&set, signo) == 1;
	sigemptyset(&set);
	sigaddset(&set, signo);
	(void)pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	if (blocked)
		(void)pthread_sigmask(SIG_BLOCK, &set, NULL);
}

/*
 * Stops here and now, and goes on with the action back that was in front,
 * ours or that of somebody who called us.  One struct for both, as it is large.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static void
stop_process(const struct portsig_delivery *d)
{
	struct sigaction sa;
	void (*handler)(int);
	int flags;

	portsig_outcome_count(PORTSIG_OUTCOME_DEFAULTED);
	if (sigaction(d->ev.signo, NULL, &sa) != 0)
		return;
	handler = sa.sa_handler;
	flags = sa.sa_flags;
	sa.sa_handler = SIG_DFL;
	sa.sa_flags = 0;
	(void)sigaction(d->ev.signo, &sa, NULL);
	if (portsig_os_signal_resend(d->ev.signo, d->ev.info) == 0)
		let_through(d->ev.signo);
	sa.sa_handler = handler;
	sa.sa_flags = flags;
	(void)sigaction(d->ev.signo, &sa, NULL);
}

PORTSIG_SIGNAL_PATH void
portsig_default(const struct portsig_delivery *d)
{
	switch (portsig_os_signal_default(d->ev.signo)) {
	case PORTSIG_OS_DEFAULT_IGNORE:
		portsig_outcome_count(PORTSIG_OUTCOME_IGNORED);
		return;
	case PORTSIG_OS_DEFAULT_STOP:
		stop_process(d);
		return;
	case PORTSIG_OS_DEFAULT_END:
		end_process(d);
		return;
	}
}
