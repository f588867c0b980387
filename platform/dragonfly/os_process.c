/* SPDX-License-Identifier: MIT */
/* [P21] [P26]: the process. */
#include "config.h"

#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

const char portsig_os_name[] = "dragonfly";

/*
 * The kernel drops default actions of process 1.  dragonfly-5.9
 * sys/kern/kern_sig.c, issignal().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_process_is_init(void)
{
	return getpid() == 1;
}
