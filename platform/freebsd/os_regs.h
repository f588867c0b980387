/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame on FreeBSD, a ucontext_t of libc's own.  The one
 * file here that names a CPU: it picks the registers, and what is the same on
 * all CPUs follows.  Installed as portsig/os/os_regs.h.
 */
#ifndef FREEBSD_OS_REGS_H
#define FREEBSD_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_FRAME	ucontext_t
#define PORTSIG_OS_MASK		uc_sigmask

enum { PORTSIG_OS_STACK_FLOOR = MINSIGSTKSZ };	/* FBS-2 */

#if defined(__x86_64__) && !defined(__ILP32__)
#include "regs_x86_64.h"
#elif defined(__i386__)
#include "regs_i386.h"
#elif defined(__aarch64__) && defined(__LP64__)
#include "regs_aarch64.h"
#elif defined(__arm__)
#include "regs_arm.h"
#elif defined(__riscv) && __riscv_xlen == 64
#include "regs_riscv64.h"
#elif defined(__powerpc64__) && _CALL_ELF == 2
#include "regs_ppc64le.h"
#else
#error "portsig does not know the signal frame of this CPU on FreeBSD"
#endif

#include <portsig/os/os_frame.h>
#include <portsig/os/os_frame_mask.h>

/*
 * What processes and the kernel's timers send is numbered from 0x10001 on; 0
 * says that the siginfo was lost.  freebsd-13.0 sys/sys/signal.h, SI_USER.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_is_kernel(int signo, const siginfo_t *info)
{
	if (info->si_code <= 0 || info->si_code >= 0x10000)
		return false;
	return signo == SIGSEGV || signo == SIGBUS || signo == SIGILL ||
	    signo == SIGFPE || signo == SIGTRAP || signo == SIGSYS;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_pc_is_at(int signo, const siginfo_t *info, const void *frame)
{
	if (!portsig_os_fault_is_kernel(signo, info) || signo == SIGSYS)
		return false;
	return signo == SIGTRAP ?
	    portsig_os_trap_is_at(info, (const ucontext_t *)frame) :
	    !portsig_os_pc_is_past(info);
}

/*
 * A protection fault is SIGSEGV, or, of programs that say they were built for
 * FreeBSD 6 or earlier, SIGBUS with code 12: QRK-22.  Which of the two it was
 * is for none of the questions here to tell apart.
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_fault_address(int signo, const siginfo_t *info, const void *frame,
    uintptr_t *addr)
{
	if ((signo != SIGSEGV && signo != SIGBUS) ||
	    !portsig_os_fault_is_kernel(signo, info) ||
	    !portsig_os_address_is_told(signo, info,
	    (const ucontext_t *)frame))
		return ENOENT;
	*addr = (uintptr_t)info->si_addr;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_fault_access(int signo, const siginfo_t *info, const void *frame)
{
	uintptr_t addr;

	if (portsig_os_fault_address(signo, info, frame, &addr) != 0)
		return PORTSIG_ACCESS_UNKNOWN;
	return portsig_os_frame_access(info, (const ucontext_t *)frame, addr);
}

/*
 * FBS-8: a signal that libthr put off comes with a context that is a local of
 * the function which filled it in by getcontext(), so it stands a little above
 * the stack pointer that it tells.  Its uc_stack is what that memory held
 * before.  The kernel writes a frame below the stack pointer that it tells, or
 * on the signal stack, if that stack pointer is off it.  freebsd-13.0
 * lib/libthr/thread/thr_sig.c check_deferred_signal(), sys/kern/
 * kern_context.c sys_getcontext(), UC_COPY_SIZE.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_frame_is_libthrs(const ucontext_t *f)
{
	uintptr_t base = (uintptr_t)f->uc_stack.ss_sp, at = (uintptr_t)f;
	uintptr_t sp = (uintptr_t)f->PORTSIG_OS_SP;

	if (at - sp >= 4096)
		return false;
	return at - base >= f->uc_stack.ss_size ||
	    sp - base < f->uc_stack.ss_size;
}

/* FBS-5: uc_stack is the setting at delivery. */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	const ucontext_t *f = (const ucontext_t *)frame;

	if (portsig_os_frame_is_libthrs(f))
		return ENOTSUP;
	if ((f->uc_stack.ss_flags & SS_DISABLE) != 0 ||
	    f->uc_stack.ss_size == 0)
		return ENOENT;
	*base = (uintptr_t)f->uc_stack.ss_sp;
	*size = f->uc_stack.ss_size;
	return 0;
}

#endif /* FREEBSD_OS_REGS_H */
