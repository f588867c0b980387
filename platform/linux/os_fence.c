/* SPDX-License-Identifier: MIT */
/*
 * [P23] membarrier(2): the kernel interrupts the other running threads of the
 * process and fences them.  linux-6.12 kernel/sched/membarrier.c,
 * membarrier_private_expedited(); registration is once per process.
 */
#include "config.h"

#include "platform.h"
#include "sys_linux.h"

/* <linux/membarrier.h>, which old systems lack. */
enum {
	PRIVATE_EXPEDITED = 1 << 3,
	REGISTER_PRIVATE_EXPEDITED = 1 << 4
};

PORTSIG_SIGNAL_PATH static int
barrier(int command)
{
#ifdef SYS_membarrier
	int saved = errno;

	if (sys_error(syscall(SYS_membarrier, command, 0, 0), saved) == 0)
		return 0;
#endif
	(void)command;
	return ENOTSUP;
}

int
portsig_os_fence_init(void)
{
	return barrier(REGISTER_PRIVATE_EXPEDITED);
}

PORTSIG_SIGNAL_PATH int
portsig_os_fence_others(void)
{
	return barrier(PRIVATE_EXPEDITED);
}
