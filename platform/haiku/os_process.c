/* SPDX-License-Identifier: MIT */
/* [P21] [P25] [P26]: the process. */
#include "config.h"

#include <OS.h>

#include <portsig/portsig.h>
#include "platform.h"

const char portsig_os_name[] = "haiku";

/* Process 1 is the kernel; programs have other numbers, and no shield. */
PORTSIG_SIGNAL_PATH bool
portsig_os_process_is_init(void)
{
	return false;
}

/*
 * The first thread has the process's number, in a child of fork too.  getpid()
 * is what libroot remembers, which a child of vfork() finds stale; the thread's
 * own number was put in its memory by the kernel.
 * haiku src/system/kernel/team.cpp fork_team(), thread.cpp enter_userspace();
 * src/system/libroot/posix/unistd/process.c getpid(), fork.c vfork().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_thread_is_first(void)
{
	thread_id self = find_thread(NULL);
	thread_info info;

	return _get_thread_info(self, &info, sizeof(info)) == 0 &&
	    info.team == self;
}
