/* SPDX-License-Identifier: MIT */
/*
 * [P18] What SIG_DFL does with a signal: POSIX.1-2017 <signal.h>, and the
 * signals beyond it that ignore by default wherever they exist.
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
#ifdef SIGWINCH
	case SIGWINCH:
#endif
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
