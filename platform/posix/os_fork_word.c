/* SPDX-License-Identifier: MIT */
/*
 * [P24] A page that the kernel gives every child zeroed, by whichever way of
 * forking it was made: minherit(2).  A kernel that is older than the headers
 * refuses, and then there is no such memory.
 */
#include "config.h"

#include <sys/types.h>
#include <sys/mman.h>

#include "platform.h"

/* FreeBSD's name for it; NetBSD and OpenBSD have the other. */
#ifndef MAP_INHERIT_ZERO
#define MAP_INHERIT_ZERO INHERIT_ZERO
#endif

#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif

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
		if (p != MAP_FAILED && minherit(p, size, MAP_INHERIT_ZERO)) {
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
