/* SPDX-License-Identifier: MIT */
/*
 * [P19] To the calling thread, by its number in the kernel, which no fork
 * makes stale.  [P31] A siginfo says who sent it: freebsd-13.0
 * sys/kern/kern_sig.c, sys_kill().
 */
#ifndef FREEBSD_OS_RAISE_H
#define FREEBSD_OS_RAISE_H

#include <sys/types.h>
#include <sys/thr.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_SENDER_IS_TOLD 1

/* It fails for no pointer that can be written. */
PORTSIG_SIGNAL_PATH static inline long
portsig_os_kernel_thread(void)
{
	long self = 0;

	(void)thr_self(&self);
	return self;
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_raise(int signo)
{
	return thr_kill(portsig_os_kernel_thread(), signo);
}

#endif /* FREEBSD_OS_RAISE_H */
