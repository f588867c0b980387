/* SPDX-License-Identifier: MIT */
/*
 * What becomes of a signal that nobody takes: forwarded as the kernel would
 * have delivered it, ignored, or ended with the true wait status.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "claim_fixture.h"

/* Runs SIGUSR1 without portsig and with it; the handler sees one mask. */
static void
same_mask_with_and_without(unsigned claim_flags)
{
	sigset_t bare;
	int signo;

	send_value(SIGUSR1, 1);
	ck_assert_int_eq(displaced_calls, 1);
	bare = seen_mask;
	answer = PORTSIG_VERDICT_NEXT;
	claim(SIGUSR1, claim_flags);
	send_value(SIGUSR1, 2);
	ck_assert_int_eq(displaced_calls, 2);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(seen_code, SI_QUEUE);
	ck_assert_int_eq(seen_value, 2);
	for (signo = 1; signo < 65; signo++)
		ck_assert_msg(sigismember(&bare, signo) ==
		    sigismember(&seen_mask, signo), "signal %d", signo);
}

START_TEST(forwarded_handler_has_the_mask_of_a_direct_delivery)
{
	static const int flags[] = { 0, SA_NODEFER };
	static const int masked[] = { 0, SIGUSR2 };
	sigset_t mask;

	sigemptyset(&mask);
	if ((_i & 4) != 0)
		sigaddset(&mask, SIGWINCH);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &mask, NULL), 0);
	displace(note_displaced, flags[_i & 1], masked[_i >> 1 & 1]);
	same_mask_with_and_without((_i & 8) != 0 ?
	    PORTSIG_CLAIM_UNBLOCKED : 0);
}
END_TEST

static volatile sig_atomic_t displaced_got_none;

static void
note_whether_there_is_info(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)frame;
	displaced_got_none = info == NULL;
}

/* Calls our handler as a kernel does that had no memory for a siginfo. */
static void
hand_over_without_info(int signo, siginfo_t *info, void *frame)
{
	struct sigaction ours;

	(void)info;
	if (sigaction(SIGUSR1, NULL, &ours) == 0)
		ours.sa_sigaction(signo - SIGUSR2 + SIGUSR1, NULL, frame);
}

START_TEST(without_a_siginfo_callbacks_get_the_number_and_others_nothing)
{
	struct sigaction sa;

	displace(note_whether_there_is_info, 0, 0);
	answer = PORTSIG_VERDICT_NEXT;
	claim(SIGUSR1, 0);
	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = hand_over_without_info;
	sa.sa_flags = SA_SIGINFO;
	ck_assert_int_eq(sigaction(SIGUSR2, &sa, NULL), 0);
	ck_assert_int_eq(raise(SIGUSR2), 0);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(seen_signo, SIGUSR1);
	ck_assert_int_eq(seen_code, 0);
	ck_assert_int_eq(seen_value, 0);
	ck_assert_int_eq(displaced_got_none, 1);
}
END_TEST

START_TEST(forwarded_handler_of_one_argument_is_called_so)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = note_one_argument;
	sigemptyset(&sa.sa_mask);
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
	answer = PORTSIG_VERDICT_NEXT;
	claim(SIGUSR1, 0);
	errno = 77;
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(displaced_calls, 1);
	ck_assert_int_eq(seen_signo, SIGUSR1);
	ck_assert_int_eq(errno, 77);
}
END_TEST

static int
child_status(void (*fn)(void))
{
	int status = 0;
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		struct rlimit none = { 0, 0 };

		setrlimit(RLIMIT_CORE, &none);
		fn();
		_exit(55);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return status;
}

static void
raise_twice_with_resethand(void)
{
	displace(note_displaced, (int)SA_RESETHAND, 0);
	answer = PORTSIG_VERDICT_NEXT;
	claim(SIGUSR1, 0);
	raise(SIGUSR1);
	if (displaced_calls != 1)
		_exit(1);
	raise(SIGUSR1);
}

START_TEST(resethand_runs_once_and_then_the_default_ends)
{
	int status = child_status(raise_twice_with_resethand);

	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGUSR1);
}
END_TEST

static volatile sig_atomic_t errno_left;

static void
leave_errno(int signo)
{
	errno = errno == 31 ? 32 : 33;
	(void)signo;
}

START_TEST(errno_of_a_displaced_handler_is_left)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = leave_errno;
	sigemptyset(&sa.sa_mask);
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
	answer = PORTSIG_VERDICT_NEXT;
	claim(SIGUSR1, 0);
	errno = 31;
	raise(SIGUSR1);
	errno_left = errno;
	ck_assert_int_eq(errno_left, 32);
}
END_TEST

START_TEST(claim_over_ignored_needs_its_flag)
{
	struct portsig_claim_options o = { .fn = note_event };
	struct portsig_claim *c = NULL;
	struct portsig_action_counts n;

	signal(SIGHUP, SIG_IGN);
	ck_assert_int_eq(portsig_action_claim(pool, SIGHUP, &o, &c), EBUSY);
	ck_assert_ptr_null(c);
	o.flags = PORTSIG_CLAIM_OVER_IGNORED;
	ck_assert_int_eq(portsig_action_claim(pool, SIGHUP, &o, &c), 0);
	answer = PORTSIG_VERDICT_NEXT;
	ck_assert_int_eq(raise(SIGHUP), 0);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(portsig_action_counts_get(&n), 0);
	ck_assert_uint_eq(n.ignored, 1);
}
END_TEST

START_TEST(default_that_ignores_goes_on)
{
	answer = PORTSIG_VERDICT_NEXT;
	claim(SIGWINCH, 0);
	ck_assert_int_eq(raise(SIGWINCH), 0);
	answer = PORTSIG_VERDICT_DEFAULT;
	ck_assert_int_eq(raise(SIGWINCH), 0);
	ck_assert_int_eq(calls, 2);
}
END_TEST

/* How a process can be ended, by the table below. */
enum cause { BY_RAISE, BY_KILL, BY_QUEUE, BY_FAULT, BY_ABORT };

static const struct ending {
	int signo;
	enum cause cause;
} endings[] = {
	{ SIGTERM, BY_RAISE }, { SIGTERM, BY_KILL }, { SIGTERM, BY_QUEUE },
	{ SIGHUP, BY_KILL }, { SIGINT, BY_KILL }, { SIGQUIT, BY_KILL },
	{ SIGUSR1, BY_RAISE }, { SIGUSR2, BY_QUEUE }, { SIGPIPE, BY_RAISE },
	{ SIGALRM, BY_KILL }, { SIGPROF, BY_KILL }, { SIGXCPU, BY_KILL },
	{ SIGABRT, BY_RAISE }, { SIGABRT, BY_ABORT },
	{ SIGSEGV, BY_FAULT }, { SIGSEGV, BY_RAISE }, { SIGSEGV, BY_KILL },
	{ SIGBUS, BY_KILL }, { SIGBUS, BY_FAULT }, { SIGILL, BY_KILL },
	{ SIGFPE, BY_QUEUE }, { SIGTRAP, BY_RAISE }, { SIGSYS, BY_KILL },
};
static const struct ending *end_now;
static bool end_on_thread;

static void
fault(int signo)
{
	volatile unsigned char *p = mmap(NULL, 4096, PROT_NONE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	FILE *f;

	if (signo == SIGBUS) {
		f = tmpfile();
		p = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fileno(f), 0);
	}
	(void)*p;
}

static void *
end_here(void *arg)
{
	union sigval value = { .sival_int = 1 };

	switch (end_now->cause) {
	case BY_RAISE:
		raise(end_now->signo);
		break;
	case BY_KILL:
		kill(getpid(), end_now->signo);
		break;
	case BY_QUEUE:
		sigqueue(getpid(), end_now->signo, value);
		break;
	case BY_FAULT:
		fault(end_now->signo);
		break;
	case BY_ABORT:
		abort();
	}
	return arg;
}

static void
end_bare(void)
{
	pthread_t t;

	if (!end_on_thread) {
		end_here(NULL);
	} else {
		pthread_create(&t, NULL, end_here, NULL);
		pthread_join(t, NULL);
	}
}

static void
end_claimed(void)
{
	claim(end_now->signo, 0);
	end_bare();
}

START_TEST(default_ends_with_the_same_wait_status)
{
	static const enum portsig_verdict verdicts[] = {
	    PORTSIG_VERDICT_NEXT, PORTSIG_VERDICT_DEFAULT };
	int bare, status, n;

	end_now = &endings[_i];
	for (n = 0; n < 4; n++) {
		end_on_thread = (n & 1) != 0;
		answer = verdicts[n >> 1];
		bare = child_status(end_bare);
		status = child_status(end_claimed);
		ck_assert_msg(WIFSIGNALED(bare), "not ended when bare");
		ck_assert_int_eq(bare, status);
		ck_assert_int_eq(WTERMSIG(status), end_now->signo);
	}
}
END_TEST

/*
 * sigsuspend opens a signal that is blocked otherwise, so the mask that the
 * return restores has it blocked.
 */
static void
wait_for_it(void)
{
	sigset_t blocked, open;

	sigemptyset(&open);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	pthread_sigmask(SIG_SETMASK, &blocked, NULL);
	raise(SIGTERM);
	sigsuspend(&open);
}

static void
claim_and_wait_for_it(void)
{
	claim(SIGTERM, 0);
	wait_for_it();
}

START_TEST(default_ends_a_thread_that_waits_in_sigsuspend)
{
	int status;

	answer = _i == 0 ? PORTSIG_VERDICT_NEXT : PORTSIG_VERDICT_DEFAULT;
	status = child_status(claim_and_wait_for_it);
	ck_assert_int_eq(status, child_status(wait_for_it));
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGTERM);
}
END_TEST

/* In a group of its own, since an orphaned one cannot be stopped. */
static void
stop_twice(void)
{
	setpgid(0, 0);
	answer = PORTSIG_VERDICT_NEXT;
	claim(SIGTSTP, 0);
	raise(SIGTSTP);
	raise(SIGTSTP);
	_exit(calls == 2 ? 42 : calls);
}

START_TEST(default_stop_stops_and_goes_on_claimed)
{
	int status, n;
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		stop_twice();
	for (n = 0; n < 2; n++) {
		ck_assert_int_eq(waitpid(pid, &status, WUNTRACED), pid);
		ck_assert(WIFSTOPPED(status));
		ck_assert_int_eq(WSTOPSIG(status), SIGTSTP);
		ck_assert_int_eq(kill(pid, SIGCONT), 0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 42);
}
END_TEST

static int
not_ready(void *payload, unsigned depth, void *arg)
{
	(void)payload;
	(void)depth;
	(void)arg;
	return ENODEV;
}

START_TEST(a_runtime_that_is_not_ready_is_passed_over)
{
	struct portsig_pool_options o = { .contexts = 1, .enter = not_ready };
	struct portsig_pool *p = make_pool(&o);

	on_signal(SIGUSR1, note_displaced, 0);
	claim_empty(p, SIGUSR1, PORTSIG_EMPTY_CALL);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(calls, 0);
	ck_assert_int_eq(displaced_calls, 1);
	assert_all_free(p, 1);
}
END_TEST

static void
add_endings(Suite *s)
{
	TCase *tc = add_action_case(s, "forward");

	tcase_add_loop_test(tc,
	    forwarded_handler_has_the_mask_of_a_direct_delivery, 0, 16);
	tcase_add_test(tc,
	    without_a_siginfo_callbacks_get_the_number_and_others_nothing);
	tcase_add_test(tc, forwarded_handler_of_one_argument_is_called_so);
	tcase_add_test(tc, resethand_runs_once_and_then_the_default_ends);
	tcase_add_test(tc, errno_of_a_displaced_handler_is_left);
	tcase_add_test(tc, claim_over_ignored_needs_its_flag);
	tcase_add_test(tc, default_that_ignores_goes_on);
	tcase_add_loop_test(tc, default_ends_with_the_same_wait_status, 0,
	    (int)(sizeof(endings) / sizeof(endings[0])));
	tcase_add_loop_test(tc,
	    default_ends_a_thread_that_waits_in_sigsuspend, 0, 2);
	tcase_add_test(tc, default_stop_stops_and_goes_on_claimed);
	tcase_add_test(tc, a_runtime_that_is_not_ready_is_passed_over);
}

int
main(void)
{
	Suite *s = suite_create("forward");

	add_endings(s);
	return harness_main(s);
}
