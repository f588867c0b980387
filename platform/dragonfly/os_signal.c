/* SPDX-License-Identifier: MIT */
/* [P17] [P30]: which signals. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

#ifndef SIGTHR
#define SIGTHR 32
#endif

/* By which libthread_xu cancels threads, and which its sigaction() refuses. */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	return signo == SIGTHR;
}

/*
 * There is one bit a signal and no queue, whatever the headers say of
 * sigqueue().  dragonfly-5.9 sys/kern/kern_sig.c, lwpsignal().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	(void)signo;
	return false;
}
