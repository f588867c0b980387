/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame on DragonFly, a ucontext_t of libc's own.  The one
 * file here that names a CPU, of which there is one.  Installed as
 * portsig/os/os_regs.h.
 */
#ifndef DRAGONFLY_OS_REGS_H
#define DRAGONFLY_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_FRAME	ucontext_t
#define PORTSIG_OS_MASK		uc_sigmask

enum { PORTSIG_OS_STACK_FLOOR = MINSIGSTKSZ };	/* DFL-1 */

#if defined(__x86_64__) && !defined(__ILP32__)
#include "regs_x86_64.h"
#else
#error "portsig does not know the signal frame of this CPU on DragonFly"
#endif

#include <portsig/os/os_frame.h>
#include <portsig/os/os_frame_mask.h>

/*
 * QRK-28: a floating-point exception of x87 or SSE has code 0, as what was sent
 * has.  Without a sender it is one; once somebody sent a SIGFPE it shows him,
 * and is taken for sent.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_is_kernel(int signo, const siginfo_t *info)
{
	if (signo == SIGFPE && info->si_code == 0)
		return info->si_pid == 0;
	if (info->si_code <= 0)
		return false;
	return signo == SIGSEGV || signo == SIGBUS || signo == SIGILL ||
	    signo == SIGFPE || signo == SIGTRAP || signo == SIGSYS;
}

/* QRK-21: of SIGTRAP it is past int3 and a single-stepped instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_pc_is_at(int signo, const siginfo_t *info, const void *frame)
{
	if (!portsig_os_fault_is_kernel(signo, info) || signo == SIGSYS ||
	    signo == SIGTRAP)
		return false;
	return !portsig_os_pc_is_past((const ucontext_t *)frame);
}

/*
 * QRK-27: si_addr is filled in whatever the signal, so it counts only of a
 * page fault, which is SIGSEGV even beyond the end of a file.
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_fault_address(int signo, const siginfo_t *info, const void *frame,
    uintptr_t *addr)
{
	if (signo != SIGSEGV || !portsig_os_fault_is_kernel(signo, info) ||
	    !portsig_os_is_page_fault((const ucontext_t *)frame))
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
	return portsig_os_frame_access((const ucontext_t *)frame, addr);
}

/*
 * DFL-4: uc_stack is the setting at delivery.  Its flags are those that are
 * stored, and SS_ONSTACK among them may be left from a jump (DFL-3).
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	const ucontext_t *f = (const ucontext_t *)frame;

	if ((f->uc_stack.ss_flags & SS_DISABLE) != 0 ||
	    f->uc_stack.ss_size == 0)
		return ENOENT;
	*base = (uintptr_t)f->uc_stack.ss_sp;
	*size = f->uc_stack.ss_size;
	return 0;
}

#endif /* DRAGONFLY_OS_REGS_H */
