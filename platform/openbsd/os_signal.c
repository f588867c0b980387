/* SPDX-License-Identifier: MIT */
/* [P17] [P30]: which signals. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

/*
 * Cancellation.  libc's sigaction() and sigprocmask() hide it from everybody.
 * OpenBSD-7.4 lib/librthread/rthread.c pthread_cancel(), rthread_sig.c.
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	return signo == SIGTHR;
}

/* There are no real-time signals. */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	(void)signo;
	return false;
}
