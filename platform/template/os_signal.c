/* SPDX-License-Identifier: MIT */
/* [P17] [P30]: which signals. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

/* PORT: those that libc's threads use among themselves. */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	(void)signo;
	return false;
}

/*
 * PORT: `return false' where there are no real-time signals; true for others
 * too where the kernel queues those.
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	return signo >= SIGRTMIN && signo <= SIGRTMAX;
}
