/* SPDX-License-Identifier: MIT */
/*
 * [P18] What SIG_DFL does with a signal on the BSDs, which ignore more of them
 * than POSIX says: SIGIO, SIGINFO, and where they exist NetBSD's SIGPWR and
 * the SIGTHR of OpenBSD's threads.  FreeBSD's SIGTHR does end the process, but
 * nobody may claim it there ([P17]).  NetBSD-10 and OpenBSD-7.4
 * sys/kern/kern_sig.c and sys/signalvar.h, sigprop[]; freebsd-13.0
 * sys/kern/kern_sig.c, sigproptbl[].
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

PORTSIG_SIGNAL_PATH enum portsig_os_default
portsig_os_signal_default(int signo)
{
	switch (signo) {
	case SIGCHLD:
	case SIGURG:
	case SIGCONT:
	case SIGIO:
	case SIGWINCH:
	case SIGINFO:
#ifdef SIGPWR
	case SIGPWR:
#endif
#ifdef SIGTHR
	case SIGTHR:
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
