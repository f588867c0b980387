/* SPDX-License-Identifier: MIT */
/*
 * [P17] [P18] [P30]: which signals.  Sending them again is
 * posix/os_signal_posix.c.
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

/* In the headers of Oracle's Solaris and newer illumos, or no more. */
#ifndef SIGWAITING
#define SIGWAITING 32
#endif

/*
 * libc cancels threads by SIGCANCEL, and asynchronous reads and writes by
 * SIGLWP; SIGWAITING is reserved and used no longer.  sigaction() takes them
 * all, and SIGCANCEL is never blocked.  illumos-gate
 * usr/src/lib/libc/port/threads/sigaction.c, sigaction() and
 * call_user_handler(); inc/thr_uberdata.h, delete_reserved_signals().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	return signo == SIGWAITING || signo == SIGLWP || signo == SIGCANCEL;
}

/*
 * By number, since SIGRTMIN is a call.  A standard signal queues only if it
 * was sent by sigqueue(): illumos-gate usr/src/uts/common/os/sig.c,
 * sigaddqins().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	return signo >= _SIGRTMIN && signo <= _SIGRTMAX;
}

/* illumos-gate usr/src/uts/common/os/sig.c, ignoredefault and stopdefault. */
PORTSIG_SIGNAL_PATH enum portsig_os_default
portsig_os_signal_default(int signo)
{
	switch (signo) {
	case SIGCHLD:
	case SIGPWR:
	case SIGWINCH:
	case SIGURG:
	case SIGCONT:
	case SIGWAITING:
	case SIGLWP:
	case SIGFREEZE:
	case SIGTHAW:
	case SIGCANCEL:
	case SIGXRES:
	case SIGJVM1:
	case SIGJVM2:
#ifdef SIGINFO
	case SIGINFO:
#endif
		return PORTSIG_OS_DEFAULT_IGNORE;
	case SIGSTOP:
	case SIGTSTP:
	case SIGTTIN:
	case SIGTTOU:
		return PORTSIG_OS_DEFAULT_STOP;
	default:
		return PORTSIG_OS_DEFAULT_END;
	}
}
