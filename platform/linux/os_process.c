/* SPDX-License-Identifier: MIT */
/* [P21] [P24] [P25] [P26]: the process, and what a child starts with. */
#include "config.h"

#include <sys/mman.h>

#include <portsig/portsig.h>
#include "platform.h"
#include "sys_linux.h"

#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 18
#endif

const char portsig_os_name[] = "linux";

/*
 * The kernel drops default actions that are sent to the first process of a
 * PID namespace.  linux-6.12 kernel/signal.c, sig_task_ignored().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_process_is_init(void)
{
	return sys_getpid() == 1;
}

PORTSIG_SIGNAL_PATH bool
portsig_os_thread_is_first(void)
{
	return sys_getpid() == sys_gettid();
}

/*
 * Wiped in the child by every way of forking that copies memory: linux-6.12
 * kernel/fork.c, dup_mmap(), VM_WIPEONFORK.  Since linux-4.14.
 */
int
portsig_os_fork_word(_Atomic unsigned **word)
{
	static void *page;
	size_t size = portsig_os_page_size();
	int saved = errno;
	void *p = page;

	if (p == NULL) {
		p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (p != MAP_FAILED && madvise(p, size, MADV_WIPEONFORK) != 0) {
			munmap(p, size);
			p = MAP_FAILED;
		}
	}
	errno = saved;
	if (p == MAP_FAILED)
		return ENOTSUP;
	page = p;
	*word = p;
	return 0;
}
