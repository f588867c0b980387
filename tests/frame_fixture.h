/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the frame share: a handler that asks everything a frame
 * can be asked, and a few bad accesses.
 */
#ifndef TESTS_FRAME_FIXTURE_H
#define TESTS_FRAME_FIXTURE_H

#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>

#include <portsig/frame.h>
#include "harness.h"
#include "libc_frame.h"
#include "platform.h"

enum { ARGS = 9 };			/* more than come in registers */

/* What one signal's handler was told. */
struct told {
	int signo, code, address_err;
	uintptr_t address, pc, sp, fp, ra, arg[ARGS];
	unsigned access;
	bool is_kernel, pc_is_at;
};
static struct told told;
static sigjmp_buf out;

static inline void
ask(int signo, const siginfo_t *info, const void *frame)
{
	unsigned n;

	told.signo = signo;
	told.code = info->si_code;
	told.address = 0x5a5a;
	told.address_err = portsig_frame_fault_address(signo, info, frame,
	    &told.address);
	told.access = portsig_frame_fault_access(signo, info, frame);
	told.is_kernel = portsig_frame_fault_is_kernel(signo, info);
	told.pc_is_at = portsig_os_fault_pc_is_at(signo, info, frame);
	told.pc = portsig_frame_pc(frame);
	told.sp = portsig_frame_sp(frame);
	told.fp = portsig_frame_fp(frame);
	told.ra = portsig_frame_ra(frame);
	for (n = 0; n < ARGS; n++)
		told.arg[n] = portsig_frame_arg(frame, n);
}

static inline void
ask_and_leave(int signo, siginfo_t *info, void *frame)
{
	ask(signo, info, frame);
	siglongjmp(out, 1);
}

static inline void
on_signal(int signo, void (*fn)(int, siginfo_t *, void *), int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	memset(&told, 0, sizeof(told));
	sa.sa_sigaction = fn;
	sa.sa_flags = SA_SIGINFO | flags;
	sigemptyset(&sa.sa_mask);
	ck_assert_int_eq(sigaction(signo, &sa, NULL), 0);
}

static inline void
on_faults(void (*fn)(int, siginfo_t *, void *))
{
	on_signal(SIGSEGV, fn, 0);
	on_signal(SIGBUS, fn, 0);
	on_signal(SIGILL, fn, 0);
	on_signal(SIGTRAP, fn, 0);
}

static inline void
do_read(volatile unsigned char *p)
{
	(void)*p;
}

static inline void
do_write(volatile unsigned char *p)
{
	*p = 1;
}

static inline void
do_fetch(volatile unsigned char *p)
{
	((void (*)(void))(uintptr_t)p)();
}

static inline volatile unsigned char *
map(size_t size, int prot)
{
	void *p = mmap(NULL, size, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ck_assert_ptr_ne(p, MAP_FAILED);
	return p;
}

#endif /* TESTS_FRAME_FIXTURE_H */
