/* SPDX-License-Identifier: MIT */
/* [P17] [P30]: which signals. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

/*
 * None: cancelling, suspending and debugging have numbers above all those that
 * sigaction() knows.  haiku headers/private/kernel/ksignal.h, signal_defs.h.
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	(void)signo;
	return false;
}

/* QRK-93 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	return signo > 0 && signo <= SIGRTMAX;
}
