/* SPDX-License-Identifier: MIT */
/*
 * [P19] [P20] [P28] [P31]: sending signals again, where the kernel alone
 * writes their siginfo.  A value sent by sigqueue() is sent by it once more;
 * all else arrives as if by kill().  What a system says first, in os_raise.h:
 *
 *   int portsig_os_raise(int signo)  to the calling thread, by a system call
 *                                    without a lock; -1 and errno, or 0
 *   PORTSIG_OS_SENDER_IS_TOLD        1 if kill's siginfo has the sender's pid
 *   PORTSIG_OS_HAS_SIGQUEUE          0 if <unistd.h> is wrong to claim it
 */
#include "config.h"

#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"
#include "os_raise.h"

#ifndef PORTSIG_OS_HAS_SIGQUEUE
#define PORTSIG_OS_HAS_SIGQUEUE (_POSIX_REALTIME_SIGNALS + 0 > 0)
#endif

/* The result is 0 or an errno value; errno is left as found. */
PORTSIG_SIGNAL_PATH static int
error_of(int result, int saved)
{
	int err = result == 0 ? 0 : errno;

	errno = saved;
	return err;
}

PORTSIG_SIGNAL_PATH int
portsig_os_signal_resend(int signo, const siginfo_t *info)
{
	int saved = errno;

	(void)info;
	return error_of(portsig_os_raise(signo), saved);
}

#if PORTSIG_OS_HAS_SIGQUEUE
PORTSIG_SIGNAL_PATH int
portsig_os_signal_send(int signo, siginfo_t *info)
{
	int saved = errno;

	if (info->si_code == SI_QUEUE)
		return error_of(sigqueue(getpid(), signo, info->si_value),
		    saved);
	return error_of(kill(getpid(), signo), saved);
}

PORTSIG_SIGNAL_PATH static bool
is_code_resent(const siginfo_t *sent, const siginfo_t *got)
{
	if (sent->si_code == SI_QUEUE)
		return got->si_code == SI_QUEUE &&
		    got->si_value.sival_ptr == sent->si_value.sival_ptr;
	return got->si_code == SI_USER;
}
#else
PORTSIG_SIGNAL_PATH int
portsig_os_signal_send(int signo, siginfo_t *info)
{
	int saved = errno;

	(void)info;
	return error_of(kill(getpid(), signo), saved);
}

PORTSIG_SIGNAL_PATH static bool
is_code_resent(const siginfo_t *sent, const siginfo_t *got)
{
	(void)sent;
	return got->si_code == SI_USER;
}
#endif

/* What was sent says who sent it first; what comes back says that we did. */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_resent(const siginfo_t *sent, const siginfo_t *got)
{
	return got->si_signo == sent->si_signo && is_code_resent(sent, got) &&
	    (!PORTSIG_OS_SENDER_IS_TOLD || got->si_pid == getpid());
}

#ifdef SI_LWP
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_directed(int signo, const siginfo_t *info)
{
	(void)signo;
	return info != NULL && info->si_code == SI_LWP;
}
#else
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_directed(int signo, const siginfo_t *info)
{
	(void)signo;
	(void)info;
	return false;
}
#endif
