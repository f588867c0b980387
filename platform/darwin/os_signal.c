/* SPDX-License-Identifier: MIT */
/*
 * [P17] [P19] [P20] [P28] [P30] [P31]: which signals, and sending them again.
 * There is no sigqueue(), no real-time signal and no signal of libc's own.
 */
#include "config.h"

#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	(void)signo;
	return false;
}

PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	(void)signo;
	return false;
}

/* The result is 0 or an errno value; errno is left as found. */
PORTSIG_SIGNAL_PATH static int
error_of(int result, int saved)
{
	int err = result == 0 ? 0 : errno;

	errno = saved;
	return err;
}

/*
 * libc's raise() is pthread_kill(), which for the calling thread takes no
 * lock, and kill() where the kernel refuses that: a thread of a work queue may
 * not be signalled.  xnu-11417.101.15 bsd/kern/kern_sig.c, __pthread_kill().
 */
PORTSIG_SIGNAL_PATH int
portsig_os_signal_resend(int signo, const siginfo_t *info)
{
	int saved = errno;

	(void)info;
	return error_of(raise(signo), saved);
}

PORTSIG_SIGNAL_PATH int
portsig_os_signal_send(int signo, siginfo_t *info)
{
	int saved = errno;

	(void)info;
	return error_of(kill(getpid(), signo), saved);
}

/*
 * What is sent has si_code 0, not the header's SI_USER.  The sender is in one
 * record per process, which the next delivery of most signals takes (QRK-62),
 * so that ours may come as nobody's.
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_resent(const siginfo_t *sent, const siginfo_t *got)
{
	return got->si_signo == sent->si_signo &&
	    (got->si_pid == getpid() || got->si_pid == 0);
}

/* Nothing tells: pthread_kill() and kill() write the same record. */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_directed(int signo, const siginfo_t *info)
{
	(void)signo;
	(void)info;
	return false;
}
