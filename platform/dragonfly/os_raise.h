/* SPDX-License-Identifier: MIT */
/*
 * [P19] To the calling thread, by its number in the kernel: pthread_kill()
 * takes a lock, and raise() is kill().  [P31] A siginfo says who sent that
 * signal last: dragonfly-5.9 sys/kern/kern_sig.c, sigsetfrompid().
 */
#ifndef DRAGONFLY_OS_RAISE_H
#define DRAGONFLY_OS_RAISE_H

#include <signal.h>
#include <unistd.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_SENDER_IS_TOLD 1
#define PORTSIG_OS_HAS_SIGQUEUE 0	/* the headers have it, libc does not */

PORTSIG_SIGNAL_PATH static inline long
portsig_os_kernel_thread(void)
{
	return lwp_gettid();
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_raise(int signo)
{
	return lwp_kill(-1, lwp_gettid(), signo);
}

#endif /* DRAGONFLY_OS_RAISE_H */
