/* SPDX-License-Identifier: MIT */
/*
 * System calls by number, for what libc has no wrapper for, wraps with checks
 * of its own, or caches across a raw clone.
 */
#ifndef LINUX_SYS_LINUX_H
#define LINUX_SYS_LINUX_H

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <portsig/portsig.h>

/* The result is 0 or an errno value; errno is left as found. */
PORTSIG_SIGNAL_PATH static inline int
sys_error(long result, int saved)
{
	int err = result == -1 ? errno : 0;

	errno = saved;
	return err;
}

PORTSIG_SIGNAL_PATH static inline long
sys_getpid(void)
{
	return syscall(SYS_getpid);
}

PORTSIG_SIGNAL_PATH static inline long
sys_gettid(void)
{
	return syscall(SYS_gettid);
}

#endif /* LINUX_SYS_LINUX_H */
