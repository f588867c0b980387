/* SPDX-License-Identifier: MIT */
/*
 * [P18] What SIG_DFL does: as POSIX has it, but real-time signals are ignored.
 * haiku src/system/kernel/signal.cpp handle_signals().
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

PORTSIG_SIGNAL_PATH enum portsig_os_default
portsig_os_signal_default(int signo)
{
	if (signo >= SIGRTMIN && signo <= SIGRTMAX)
		return PORTSIG_OS_DEFAULT_IGNORE;
	switch (signo) {
	case SIGCHLD:
	case SIGURG:
	case SIGCONT:
	case SIGWINCH:
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
