/* SPDX-License-Identifier: MIT */
/*
 * [P25] Where the kernel's number of a thread does not say whether it is the
 * first one, and libc's pthread_main_np() knows but the program's.  What a
 * system says first, in os_raise.h:
 *
 *   long portsig_os_kernel_thread(void)  the caller's number, by a system call
 */
#include "config.h"

#include <pthread.h>
#include <pthread_np.h>
#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"
#include "os_raise.h"

/* The process that loaded us, by which its children are known. */
static pid_t loaded_in;

__attribute__((constructor)) static void
remember_process(void)
{
	loaded_in = getpid();
}

/*
 * In a child of another thread than the program's first, libc's first thread
 * is one that did not come along.  There it is the first to ask, since such a
 * child has no other thread until its fork handlers have run.
 */
PORTSIG_SIGNAL_PATH static bool
is_first_in_child(pid_t child)
{
	static _Atomic long first;
	static _Atomic pid_t of;
	long self = portsig_os_kernel_thread();

	if (atomic_load(&of) != child) {
		atomic_store(&first, self);
		atomic_store(&of, child);
	}
	return atomic_load(&first) == self;
}

PORTSIG_SIGNAL_PATH bool
portsig_os_thread_is_first(void)
{
	pid_t pid;

	if (pthread_main_np() == 1)
		return true;
	pid = getpid();
	return pid != loaded_in && is_first_in_child(pid);
}
