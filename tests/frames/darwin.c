/* SPDX-License-Identifier: MIT */
/* Darwin: what faults say (QRK-60 to QRK-65), and the stack (XNU-9, XNU-10). */
#if defined(__aarch64__)
#define __arm64__ 1			/* as its own compilers say */
#endif
#include "frames.h"

enum { FAULT = 0x7000, CODE = 0x1000, SOMEBODY = 7 };

static struct __darwin_mcontext64 mc;
static ucontext_t uc = { .uc_mcontext = &mc };

#if defined(__aarch64__)
static const uint32_t load = 0xf9400000, nop = 0xd503201f;

static void
abort_of(unsigned class, unsigned bits, uintptr_t far, const void *pc)
{
	mc.__es.__esr = class << 26 | bits;
	mc.__es.__far = far;
	mc.__ss.__pc = (uintptr_t)pc;
}

static void
check_faults(void)
{
	abort_of(0x24, 0x40, FAULT, &load);
	CHECK(address(told(SIGBUS, 1, FAULT)) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_WRITE);
	CHECK(is_at(&info));
	abort_of(0x24, 0x140, FAULT, &load);
	CHECK(access_of(&info) == PORTSIG_ACCESS_READ);
	abort_of(0x24, 0x400, FAULT, &load);
	CHECK(is_at(&info) && address(&info) == 0);
	abort_of(0x24, 0x40, FAULT, &nop);
	CHECK(!is_at(&info) && address(&info) == 0);
	abort_of(0x20, 0, (uintptr_t)&nop, &nop);
	CHECK(is_at(told(SIGSEGV, 2, (uintptr_t)&nop)));
	CHECK(access_of(&info) == PORTSIG_ACCESS_EXEC);
	abort_of(0x20, 0, FAULT, &nop);
	CHECK(!is_at(&info) && address(&info) == 0);
	abort_of(0x15, 0, FAULT, &nop);
	CHECK(!is_at(&info));
	abort_of(0x3c, 0, 0, &nop);
	CHECK(is_at(told(SIGTRAP, 0, 0)));
}

static void
make_frame(ucontext_t *f)
{
	f->uc_mcontext = (void *)(f + 1);
}
#else
static void
trap(unsigned number, unsigned error)
{
	mc.__es.__trapno = (uint16_t)number;
	mc.__es.__err = error;
}

static void
check_faults(void)
{
	mc.__ss.__rip = CODE;
	trap(14, 6);
	CHECK(address(told(SIGBUS, 1, FAULT)) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_WRITE);
	CHECK(is_at(&info));
	trap(14, 4);
	CHECK(access_of(&info) == PORTSIG_ACCESS_READ);
	trap(14, 0x14);
	CHECK(access_of(&info) == PORTSIG_ACCESS_EXEC);
	trap(13, 0);
	CHECK(address(told(SIGSEGV, 0, 0)) == 0);
	CHECK(is_at(&info));
	trap(0x85, 0);
	CHECK(!is_at(&info));
	trap(3, 0);
	CHECK(!is_at(told(SIGTRAP, 1, CODE)));
}

static void
make_frame(ucontext_t *f)
{
	f->uc_mcsize = sizeof(mc);
	f->uc_mcontext = (void *)((char *)f - sizeof(siginfo_t) - sizeof(mc));
}
#endif

static _Alignas(16) unsigned char stack[32768];

static void
check_stack(void)
{
	ucontext_t *f = (void *)(stack + sizeof(stack) -
	    PORTSIG_OS_ABOVE_FRAME);
	uintptr_t base = 0;
	size_t size = 0;

	make_frame(f);
	f->uc_stack.ss_size = sizeof(stack);
	CHECK(portsig_os_frame_altstack(f, &base, &size) == 0);
	CHECK(base == (uintptr_t)stack && size == sizeof(stack));
	f->uc_onstack = 1;
	CHECK(portsig_os_frame_altstack(f, &base, &size) == ENOTSUP);
	f->uc_onstack = 0;
	f->uc_mcontext = &mc;		/* as in a copy */
	CHECK(portsig_os_frame_altstack(f, &base, &size) == ENOTSUP);
}

static void
check_all(void)
{
	under = &uc;
	check_faults();
	check_stack();
	(void)told(SIGTRAP, 0, 0);
	info.si_pid = SOMEBODY;		/* of the signal before */
	CHECK(portsig_os_fault_is_kernel(SIGTRAP, &info));
	CHECK(!portsig_os_fault_is_kernel(SIGUSR1, told(SIGUSR1, 0, 0)));
	CHECK(address(told(SIGUSR1, 0, FAULT)) == 0);
}
