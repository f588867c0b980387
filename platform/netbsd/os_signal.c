/* SPDX-License-Identifier: MIT */
/* [P17] [P19] [P20] [P28] [P30] [P31]: signals, and sending them again. */
#include "config.h"

#include <lwp.h>
#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

/* The result is 0 or an errno value; errno is left as found. */
PORTSIG_SIGNAL_PATH static int
error_of(int result, int saved)
{
	int err = result == 0 ? 0 : errno;

	errno = saved;
	return err;
}

/*
 * None: libpthread wakes and cancels threads by system calls of their own.
 * NetBSD-10 lib/libpthread/pthread.c pthread_cancel(), pthread__unpark_all().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	(void)signo;
	return false;
}

/*
 * Real-time signals merge as well: what would queue them is not compiled.
 * NetBSD-10 sys/kern/kern_sig.c sigput().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	(void)signo;
	return false;
}

/*
 * Nothing sends a siginfo to one thread.  Not pthread_kill(), which searches
 * the threads under a lock.
 */
PORTSIG_SIGNAL_PATH int
portsig_os_signal_resend(int signo, const siginfo_t *info)
{
	int saved = errno;

	(void)info;
	return error_of(_lwp_kill(_lwp_self(), signo), saved);
}

/*
 * A process may send itself any siginfo; only other processes' are looked at.
 * NetBSD-10 sys/kern/sys_sig.c kill1().
 */
PORTSIG_SIGNAL_PATH int
portsig_os_signal_send(int signo, siginfo_t *info)
{
	int saved = errno;

	info->si_signo = signo;
	return error_of(sigqueueinfo(getpid(), info), saved);
}

PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_resent(const siginfo_t *sent, const siginfo_t *got)
{
	return got->si_signo == sent->si_signo &&
	    got->si_code == sent->si_code && got->si_pid == sent->si_pid &&
	    got->si_uid == sent->si_uid &&
	    got->si_value.sival_ptr == sent->si_value.sival_ptr;
}

/* NetBSD-10 sys/kern/sys_lwp.c sys__lwp_kill(). */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_directed(int signo, const siginfo_t *info)
{
	(void)signo;
	return info != NULL && info->si_code == SI_LWP;
}
