/* SPDX-License-Identifier: MIT */
/*
 * [P18] What SIG_DFL does with a signal on DragonFly, where it is nothing for
 * most that POSIX does not name.  SIGCKPT writes a checkpoint and goes on, as
 * one that stops does in the end.  dragonfly-5.9 sys/kern/kern_sig.c,
 * sigproptbl[].
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

enum {
	FIRST_OWN = 32,			/* SIGTHR */
	CHECKPOINT = 33,		/* SIGCKPT */
	CHECKPOINT_AND_EXIT = 34	/* SIGCKPTEXIT */
};

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
		return PORTSIG_OS_DEFAULT_IGNORE;
	case SIGSTOP:
	case SIGTSTP:
	case SIGTTIN:
	case SIGTTOU:
	case CHECKPOINT:
		return PORTSIG_OS_DEFAULT_STOP;
	case CHECKPOINT_AND_EXIT:
		return PORTSIG_OS_DEFAULT_END;
	default:
		return signo >= FIRST_OWN && signo <= NSIG ?
		    PORTSIG_OS_DEFAULT_IGNORE : PORTSIG_OS_DEFAULT_END;
	}
}
