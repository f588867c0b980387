/* SPDX-License-Identifier: MIT */
/*
 * [P15] [P16] Memory for stacks: an anonymous mapping with a guard page below
 * it, and the page size.
 */
#include "config.h"

#include <sys/mman.h>
#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

/* What else mmap must know; a system that has something includes this file. */
#ifndef PORTSIG_OS_STACK_FLAGS
#define PORTSIG_OS_STACK_FLAGS 0
#endif

PORTSIG_SIGNAL_PATH size_t
portsig_os_page_size(void)
{
	static _Atomic size_t known;
	size_t size = atomic_load_explicit(&known, memory_order_relaxed);

	if (size == 0) {
		size = (size_t)sysconf(_SC_PAGESIZE);
		atomic_store_explicit(&known, size, memory_order_relaxed);
	}
	return size;
}

int
portsig_os_stack_map(size_t size, void **base)
{
	size_t guard = portsig_os_page_size();
	int saved = errno, err = 0;
	char *area = MAP_FAILED;

	if (size <= SIZE_MAX - guard)
		area = mmap(NULL, guard + size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | PORTSIG_OS_STACK_FLAGS,
		    -1, 0);
	if (area == MAP_FAILED) {
		err = ENOMEM;
	} else if (mprotect(area, guard, PROT_NONE) != 0) {
		munmap(area, guard + size);
		err = ENOMEM;
	} else {
		*base = area + guard;
	}
	errno = saved;
	return err;
}

void
portsig_os_stack_unmap(void *base, size_t size)
{
	size_t guard = portsig_os_page_size();
	int saved = errno;

	(void)munmap((char *)base - guard, guard + size);
	errno = saved;
}
