/* SPDX-License-Identifier: MIT */
/* [P21] [P25] [P26]: the process, and what a child starts with. */
#include "config.h"

#include <pthread.h>

#include <portsig/portsig.h>
#include "platform.h"

const char portsig_os_name[] = "darwin";

/*
 * The kernel lets nobody send SIGKILL to launchd, and drops nothing else:
 * xnu-11417.101.15 bsd/kern/kern_sig.c, cansignal_nomac() and
 * psignal_internal().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_process_is_init(void)
{
	return false;
}

/*
 * In fork's child libpthread makes the thread that forked the main one:
 * libpthread-539 src/pthread.c, _pthread_main_thread_postfork_init().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_thread_is_first(void)
{
	return pthread_main_np() == 1;
}
