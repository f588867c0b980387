/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame on illumos and Solaris.  The one file here that names
 * a CPU: it picks the registers, and what is the same on all CPUs follows.
 * A siginfo may be missing altogether (QRK-67).
 *
 * The headers hide the registers' names from a program that asks for strict
 * X/Open; __EXTENSIONS__ shows them.  Installed as portsig/os/os_regs.h.
 */
#ifndef SOLARIS_OS_REGS_H
#define SOLARIS_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_FRAME ucontext_t
#define PORTSIG_OS_MASK uc_sigmask

enum { PORTSIG_OS_STACK_FLOOR = 2048 };		/* ILL-1 */

#if defined(__x86_64__)
#include "regs_x86_64.h"
#elif defined(__i386__)
#include "regs_i386.h"
#elif defined(__sparc__)
#include "regs_sparc.h"
#else
#error "portsig does not know the signal frame of this CPU on Solaris"
#endif

#include <portsig/os/os_frame.h>
#include <portsig/os/os_frame_mask.h>

/*
 * A positive si_code is the kernel's, but three of them say something else:
 * QRK-69.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_is_kernel(int signo, const siginfo_t *info)
{
	if (info == NULL || info->si_code <= 0 || info->si_code == SI_NOINFO ||
	    info->si_code == SI_RCTL || info->si_code == SI_DTRACE)
		return false;
	return signo == SIGSEGV || signo == SIGBUS || signo == SIGILL ||
	    signo == SIGFPE || signo == SIGTRAP || signo == SIGSYS;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_pc_is_at(int signo, const siginfo_t *info, const void *frame)
{
	(void)frame;
	if (!portsig_os_fault_is_kernel(signo, info) || signo == SIGSYS)
		return false;
	return (signo != SIGTRAP && signo != SIGFPE) ||
	    portsig_os_trap_is_at(signo, info->si_code);
}

/* QRK-68: without a page fault si_addr is the pc on x86. */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_fault_address(int signo, const siginfo_t *info, const void *frame,
    uintptr_t *addr)
{
	if ((signo != SIGSEGV && signo != SIGBUS) ||
	    !portsig_os_fault_is_kernel(signo, info) ||
	    !portsig_os_frame_address_is_told((const ucontext_t *)frame))
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
 * ILL-4: uc_stack is the stack that was in use, and libc's record, which
 * stack_getbounds() copies, the one that is in use now.  Either is the setting
 * if it is marked as a signal stack; off it, nothing tells.
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	const stack_t *was = &((const ucontext_t *)frame)->uc_stack;
	stack_t now;

	if ((was->ss_flags & SS_ONSTACK) != 0) {
		*base = (uintptr_t)was->ss_sp;
		*size = was->ss_size;
		return 0;
	}
	if (stack_getbounds(&now) != 0 || (now.ss_flags & SS_ONSTACK) == 0)
		return ENOTSUP;
	*base = (uintptr_t)now.ss_sp;
	*size = now.ss_size;
	return 0;
}

#endif /* SOLARIS_OS_REGS_H */
