/* SPDX-License-Identifier: MIT */
/* [P21] [P25] [P26]: the process. */
#include "config.h"

#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

/* PORT: the directory's name; tests/expect.c finds its row by it. */
const char portsig_os_name[] = "template";

/* PORT: may the first process of a container die of a signal here? */
PORTSIG_SIGNAL_PATH bool
portsig_os_process_is_init(void)
{
	return getpid() == 1;
}

/*
 * PORT: a system call that tells whether this is the thread that fork made
 * the process with.  Not what libc remembers, which a raw clone, and some
 * systems' vfork, leave stale.
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_thread_is_first(void)
{
	return true;
}
