/* SPDX-License-Identifier: MIT */
/* [P21] [P25] [P26]: the process. */
#include "config.h"

#include <pthread.h>
#include <pthread_np.h>
#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

/*
 * libc's: set by pthread_create(), cleared in the child by fork() and vfork().
 * OpenBSD-7.4 lib/librthread/rthread.c pthread_create(), rthread_fork.c.
 */
extern int __isthreaded;

/* The thread that called fork() last, and is its child's first one; or 0. */
static _Atomic uintptr_t forker;

const char portsig_os_name[] = "openbsd";

static void
note_forker(void)
{
	atomic_store(&forker, portsig_os_thread_self());
}

/* If there is no memory for it, a thread that is not found is not the first. */
__attribute__((constructor)) static void
watch_forks(void)
{
	(void)pthread_atfork(NULL, NULL, note_forker);
}

/* Default actions pass it by: OpenBSD-7.4 sys/kern/kern_sig.c cursig(). */
PORTSIG_SIGNAL_PATH bool
portsig_os_process_is_init(void)
{
	return getpid() == 1;
}

/*
 * Thread numbers are drawn at random, the first one's too (OpenBSD-7.4
 * sys/kern/kern_fork.c alloctid()), so it is told by what libc knows: the one
 * thread there is, also in vfork()'s child, where fork handlers do not run;
 * else the one that a fork left; else the one that main() was called on.  There
 * is no other way to fork: syscall(2) is gone.
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_thread_is_first(void)
{
	uintptr_t first = atomic_load_explicit(&forker, memory_order_relaxed);

	if (__isthreaded == 0)
		return true;
	if (first != 0)
		return first == portsig_os_thread_self();
	return pthread_main_np() != 0;
}
