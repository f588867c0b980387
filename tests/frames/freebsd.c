/* SPDX-License-Identifier: MIT */
/* FreeBSD: whose frame it is (FBS-8), and what faults say (QRK-20 to 26). */
#include "frames.h"

enum { AREA = 65536, FAULT = 0x7000, CODE = 0x1000 };

static _Alignas(64) unsigned char area[2 * AREA];
static uintptr_t base;
static size_t size;

/* A frame at AT of code whose stack pointer was SP, and the setting. */
static ucontext_t *
frame(void *at, uintptr_t sp, const void *stack, size_t bytes, int flags)
{
	static const ucontext_t zero;
	ucontext_t *f = at;

	*f = zero;
	f->PORTSIG_OS_PC = CODE;
	f->PORTSIG_OS_SP = sp;
	f->uc_stack.ss_sp = (void *)(uintptr_t)stack;
	f->uc_stack.ss_size = bytes;
	f->uc_stack.ss_flags = flags;
	return f;
}

static int
ask(const ucontext_t *f)
{
	base = size = 0;
	return portsig_os_frame_altstack(f, &base, &size);
}

static bool
tells(const ucontext_t *f, const void *stack, size_t bytes)
{
	return ask(f) == 0 && base == (uintptr_t)stack && size == bytes;
}

/* The kernel writes below the stack pointer, or at the signal stack's top. */
static void
check_kernels(void)
{
	unsigned char *own = area, *alt = area + AREA, *top = area + 2 * AREA;
	uintptr_t sp = (uintptr_t)own + 32768;

	CHECK(tells(frame(own + 32768 - 4096, sp, alt, AREA, 0), alt, AREA));
	CHECK(tells(frame(own + 32768 - 1024, sp, alt, AREA, 0), alt, AREA));
	CHECK(tells(frame(top - 4096, sp, alt, AREA, 0), alt, AREA));
	CHECK(tells(frame(top - 8192, (uintptr_t)top - 4096, alt, AREA,
	    SS_ONSTACK), alt, AREA));
	/* the signal stack is a local of code that goes on below it */
	CHECK(tells(frame(alt + 64, (uintptr_t)alt - 8, alt, 4096, 0), alt,
	    4096));
	CHECK(ask(frame(own + 16384, sp, alt, AREA, SS_DISABLE)) == ENOENT);
	CHECK(ask(frame(own + 16384, sp, NULL, 0, SS_DISABLE)) == ENOENT);
	CHECK(ask(frame(own + 16384, sp, NULL, 0, 0)) == ENOENT);
}

/* libthr's is a local of the function whose stack pointer it tells. */
static void
check_libthrs(void)
{
	unsigned char *own = area + 4096, *alt = area + AREA;
	uintptr_t below = (uintptr_t)own - 64;

	CHECK(ask(frame(own, below, alt, AREA, 0)) == ENOTSUP);
	CHECK(ask(frame(own, below, NULL, 0, 0)) == ENOTSUP);
	CHECK(ask(frame(own, below, alt, AREA, SS_DISABLE)) == ENOTSUP);
	CHECK(ask(frame(own, below, NULL, SIZE_MAX, 0)) == ENOTSUP);
	/* put off on the signal stack, with what an old frame left there */
	CHECK(ask(frame(alt + 8192, (uintptr_t)alt + 8000, alt, AREA, 0)) ==
	    ENOTSUP);
}

static void
check_senders(void)
{
	CHECK(portsig_os_fault_is_kernel(SIGSEGV, told(SIGSEGV, 1, FAULT)));
	CHECK(portsig_os_fault_is_kernel(SIGBUS, told(SIGBUS, 100, FAULT)));
	CHECK(!portsig_os_fault_is_kernel(SIGSEGV, told(SIGSEGV, 0, 0)));
	CHECK(!portsig_os_fault_is_kernel(SIGSEGV,
	    told(SIGSEGV, SI_USER, 0)));
	CHECK(!portsig_os_fault_is_kernel(SIGSEGV, told(SIGSEGV, SI_LWP, 0)));
	CHECK(!portsig_os_fault_is_kernel(SIGUSR1, told(SIGUSR1, 1, 0)));
}

#if defined(__x86_64__) || defined(__i386__)
static siginfo_t *
trap(int signo, int code, uintptr_t addr, int number)
{
	told(signo, code, addr);
	info.si_trapno = number;
	return &info;
}

static void
check_cpu(ucontext_t *f)
{
	CHECK(address(trap(SIGSEGV, 1, FAULT, 12)) == FAULT);
	CHECK(address(trap(SIGBUS, 12, FAULT, 12)) == FAULT);
	CHECK(address(trap(SIGBUS, 3, CODE, 9)) == 0);
	CHECK(address(trap(SIGBUS, 2, CODE, 27)) == 0);
	CHECK(access_of(trap(SIGBUS, 3, CODE, 9)) ==
	    PORTSIG_ACCESS_UNKNOWN);
	f->uc_mcontext.mc_err = 4;
	CHECK(access_of(trap(SIGSEGV, 1, FAULT, 12)) ==
	    PORTSIG_ACCESS_READ);
	CHECK(access_of(trap(SIGSEGV, 1, CODE, 12)) ==
	    PORTSIG_ACCESS_EXEC);
	f->uc_mcontext.mc_err = 6;
	CHECK(access_of(trap(SIGSEGV, 2, FAULT, 12)) ==
	    PORTSIG_ACCESS_WRITE);
	f->uc_mcontext.mc_err = 0x14;
	CHECK(access_of(trap(SIGSEGV, 2, FAULT, 12)) ==
	    PORTSIG_ACCESS_EXEC);
	CHECK(is_at(trap(SIGFPE, 2, CODE, 18)));
	CHECK(!is_at(trap(SIGFPE, 1, CODE, 20)));
	CHECK(!is_at(trap(SIGTRAP, 1, CODE, 3)));
}
#elif defined(__aarch64__)
static void
check_cpu(ucontext_t *f)
{
	CHECK(address(told(SIGSEGV, 1, FAULT)) == FAULT);
	CHECK(address(told(SIGBUS, 3, FAULT)) == FAULT);
	CHECK(address(told(SIGBUS, 3, CODE)) == 0);
	CHECK(address(told(SIGBUS, 1, FAULT)) == 0);
	CHECK(access_of(told(SIGSEGV, 1, FAULT)) ==
	    PORTSIG_ACCESS_UNKNOWN);
	CHECK(access_of(told(SIGSEGV, 1, CODE)) == PORTSIG_ACCESS_EXEC);
	CHECK(is_at(told(SIGTRAP, 1, CODE)));
	CHECK(!is_at(told(SIGTRAP, 2, CODE)));
	f->uc_mcontext.mc_gpregs.gp_spsr = 0x60000c00;
	portsig_os_frame_set_pc(f, FAULT);
	CHECK(f->uc_mcontext.mc_gpregs.gp_spsr == 0x60000000);
}
#elif defined(__riscv)
static void
check_cpu(ucontext_t *f)
{
	(void)f;
	told(SIGSEGV, 1, FAULT);
	CHECK(address(&info) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_UNKNOWN);
	info.si_trapno = 13;
	CHECK(access_of(&info) == PORTSIG_ACCESS_READ);
	info.si_trapno = 15;
	CHECK(access_of(&info) == PORTSIG_ACCESS_WRITE);
	info.si_trapno = 12;
	CHECK(access_of(&info) == PORTSIG_ACCESS_EXEC);
	told(SIGBUS, 2, CODE);
	info.si_trapno = 7;
	CHECK(address(&info) == 0);
	CHECK(is_at(told(SIGTRAP, 1, CODE)));
}
#elif defined(__powerpc64__)
static void
check_cpu(ucontext_t *f)
{
	f->uc_mcontext.mc_exc = 0x300;
	CHECK(address(told(SIGSEGV, 1, FAULT)) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_READ);
	f->uc_mcontext.mc_dsisr = 0x42000000;
	CHECK(access_of(&info) == PORTSIG_ACCESS_WRITE);
	f->uc_mcontext.mc_exc = 0x380;
	CHECK(address(&info) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_UNKNOWN);
	f->uc_mcontext.mc_exc = 0x400;
	CHECK(access_of(told(SIGSEGV, 1, CODE)) == PORTSIG_ACCESS_EXEC);
	f->uc_mcontext.mc_exc = 0x600;
	CHECK(address(told(SIGBUS, 1, CODE)) == 0);
	f->uc_mcontext.mc_exc = 0x700;
	CHECK(is_at(told(SIGTRAP, 1, CODE)));
	f->uc_mcontext.mc_exc = 0xd00;
	CHECK(!is_at(told(SIGTRAP, 2, CODE)));
}
#else
static void
check_cpu(ucontext_t *f)
{
	CHECK(address(told(SIGSEGV, 1, FAULT)) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_UNKNOWN);
	CHECK(access_of(told(SIGSEGV, 1, CODE)) == PORTSIG_ACCESS_EXEC);
	CHECK(is_at(told(SIGTRAP, 1, CODE)));
	portsig_os_frame_set_pc(f, FAULT + 1);
	CHECK(portsig_os_frame_pc(f) == FAULT);
	CHECK(f->uc_mcontext.__gregs[16] == 0x20);
}
#endif

static void
check_all(void)
{
	ucontext_t *f = frame(area, (uintptr_t)area + AREA, NULL, 0, 0);

	under = f;
	check_cpu(f);
	CHECK(!is_at(told(SIGSYS, 1, CODE)));
	CHECK(address(told(SIGILL, 1, CODE)) == 0);
	check_senders();
	check_kernels();
	check_libthrs();
}
