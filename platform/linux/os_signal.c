/* SPDX-License-Identifier: MIT */
/* [P17] [P19] [P20] [P28] [P30]: which signals, and sending them again. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"
#include "sys_linux.h"

#ifndef SI_TKILL
#define SI_TKILL (-6)
#endif

enum { FIRST_REAL_TIME = 32 };		/* the kernel's; libc keeps some */

/*
 * glibc keeps 32 and 33, musl 34 too.  SIGRTMIN is a call into libc that
 * returns a constant: glibc-2.36 signal/allocrtsig.c, musl-1.2.3
 * src/signal/sigrtmin.c.
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	return signo >= FIRST_REAL_TIME && signo < SIGRTMIN;
}

PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	return signo >= FIRST_REAL_TIME && signo <= SIGRTMAX;
}

/*
 * A process may give itself any siginfo: linux-6.12 kernel/signal.c,
 * do_rt_tgsigqueueinfo() and do_rt_sigqueueinfo() refuse a si_code that
 * says "kernel" only if the target is another process.  Ids by number, since
 * a raw clone may leave libc's copies stale.
 */
PORTSIG_SIGNAL_PATH int
portsig_os_signal_resend(int signo, const siginfo_t *info)
{
	int saved = errno, err;
	long pid = sys_getpid(), tid = sys_gettid();

	err = sys_error(syscall(SYS_rt_tgsigqueueinfo, pid, tid, signo, info),
	    saved);
	if (err == 0 || err == EAGAIN)
		return err;
	return sys_error(syscall(SYS_tgkill, pid, tid, signo), saved);
}

/*
 * To the whole process the rule above compares the process with the calling
 * thread, so that only the first thread may say SI_USER again.  The others
 * say SI_QUEUE, with all the rest as it was.
 */
PORTSIG_SIGNAL_PATH int
portsig_os_signal_send(int signo, siginfo_t *info)
{
	int saved = errno, err;
	long pid = sys_getpid();

	err = sys_error(syscall(SYS_rt_sigqueueinfo, pid, signo, info), saved);
	if (err != EPERM)
		return err;
	info->si_code = SI_QUEUE;
	return sys_error(syscall(SYS_rt_sigqueueinfo, pid, signo, info), saved);
}

PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_resent(const siginfo_t *sent, const siginfo_t *got)
{
	return got->si_signo == sent->si_signo &&
	    (got->si_code == sent->si_code || got->si_code == SI_QUEUE) &&
	    got->si_pid == sent->si_pid && got->si_uid == sent->si_uid &&
	    got->si_value.sival_ptr == sent->si_value.sival_ptr;
}

/*
 * pthread_kill and raise say SI_TKILL; pthread_sigqueue says SI_QUEUE, like
 * sigqueue to the whole process.  linux-6.12 kernel/signal.c,
 * prepare_kill_siginfo().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_directed(int signo, const siginfo_t *info)
{
	(void)signo;
	return info->si_code == SI_TKILL;
}
