/* SPDX-License-Identifier: MIT */
/* [P21] [P24] [P25] [P26]: the process, and what a child starts with. */
#include "config.h"

#include <fcntl.h>
#include <sys/types.h>
#include <sys/mman.h>
#include <thread.h>
#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

/* illumos since 2015; an older kernel says EINVAL. */
#ifndef MC_INHERIT_ZERO
#define MC_INHERIT_ZERO 8
#endif

/*
 * memcntl(2): its pointers have other types in newer headers, and older ones
 * hide it from X/Open programs, which is what clang makes of all.
 */
extern int portsig_os_memcntl(void *, size_t, int, void *, int, int)
    __asm__("memcntl");

const char portsig_os_name[] = "solaris";

/*
 * Nobody can send SIGKILL or SIGSTOP to process 1, and the kernel drops
 * nothing else: illumos-gate usr/src/uts/common/os/sig.c, sigsendproc().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_process_is_init(void)
{
	return false;
}

static pid_t made_in;		/* the process that asked for the word */

/*
 * An anonymous page that a child finds zeroed: illumos-gate
 * usr/src/uts/common/syscall/memcntl.c.
 */
int
portsig_os_fork_word(_Atomic unsigned **word)
{
	static void *page;
	size_t size = portsig_os_page_size();
	int saved = errno;
	void *p = page;

	made_in = getpid();
	if (p == NULL) {
		p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (p != MAP_FAILED &&
		    portsig_os_memcntl(p, size, MC_INHERIT_ZERO, NULL, 0, 0)) {
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

/*
 * Whether this is the process's one thread: the second word of psinfo, which
 * everybody may read.
 */
PORTSIG_SIGNAL_PATH static bool
is_alone(void)
{
	int saved = errno, head[2] = { 0, 0 }, fd;

	fd = open("/proc/self/psinfo", O_RDONLY);
	if (fd >= 0) {
		if (read(fd, head, sizeof(head)) != (ssize_t)sizeof(head))
			head[1] = 0;
		(void)close(fd);
	}
	errno = saved;
	return head[1] == 1;
}

/*
 * In fork's child a thread keeps its number, and libc's idea of which one is
 * the main one: thr_main() there knows only the parent's.  After forkall() all
 * threads are there, and none of them may take what the others hold.  So a
 * child's first thread is one that has no other beside it.  illumos-gate
 * usr/src/lib/libc/port/threads/thr.c, postfork1_child().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_thread_is_first(void)
{
	if (made_in != 0 && made_in != getpid())
		return is_alone();
	return thr_main() == 1;
}
