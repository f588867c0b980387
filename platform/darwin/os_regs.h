/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame on Darwin.  The one file here that names a CPU: it
 * picks the registers, and what is the same on all CPUs follows.
 *
 * <signal.h> brings ucontext_t; <ucontext.h> wants feature macros.  The quirks
 * QRK-60 to QRK-66 are in tests/facts/fault-quirks.  Installed as
 * portsig/os/os_regs.h.
 */
#ifndef DARWIN_OS_REGS_H
#define DARWIN_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_FRAME ucontext_t

enum { PORTSIG_OS_STACK_FLOOR = 32768 };	/* XNU-2 */

/* What the frame shows of the thread's last exception. */
enum portsig_os_exception {
	PORTSIG_OS_EXCEPTION_NONE = 0,	/* not of the instruction at pc */
	PORTSIG_OS_EXCEPTION_HERE,	/* the pc is at the instruction */
	PORTSIG_OS_EXCEPTION_ACCESS	/* and si_addr is what it accessed */
};

#if defined(__x86_64__)
#include "regs_x86_64.h"
#include <portsig/os/os_frame.h>
#elif defined(__arm64__) && defined(__LP64__)
#include "regs_aarch64.h"
#if __DARWIN_OPAQUE_ARM_THREAD_STATE64
#include "regs_arm64e.h"
#else
#include <portsig/os/os_frame.h>
#endif
#else
#error "portsig does not know the signal frame of this CPU on Darwin"
#endif

/*
 * QRK-60: a fault signal looks the same when it was sent, so all of them count
 * as the kernel's: taking a fault for a sent signal would put it off and come
 * back to it.  A sender is no proof, as a breakpoint may show that of an
 * earlier signal (QRK-62).
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_is_kernel(int signo, const siginfo_t *info)
{
	(void)info;
	return signo == SIGSEGV || signo == SIGBUS || signo == SIGILL ||
	    signo == SIGFPE || signo == SIGTRAP;
}

/* The frame tells more than the siginfo: QRK-61. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_pc_is_at(int signo, const siginfo_t *info, const void *frame)
{
	return portsig_os_fault_is_kernel(signo, info) &&
	    portsig_os_frame_exception((const ucontext_t *)frame) !=
	    PORTSIG_OS_EXCEPTION_NONE;
}

/* QRK-63: a page that is there but forbids it is SIGBUS. */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_fault_address(int signo, const siginfo_t *info, const void *frame,
    uintptr_t *addr)
{
	if ((signo != SIGSEGV && signo != SIGBUS) ||
	    portsig_os_frame_exception((const ucontext_t *)frame) !=
	    PORTSIG_OS_EXCEPTION_ACCESS)
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
 * XNU-9: uc_stack is not the setting.  But its size is the setting's if this
 * frame is the first on the signal stack, and 0 if it is on none, and then the
 * kernel wrote the frame right below the stack's end (XNU-10).  A frame that
 * somebody copied is not where its mcontext says, and tells nothing.
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	const ucontext_t *f = (const ucontext_t *)frame;

	if (f->uc_onstack != 0 || f->uc_stack.ss_size == 0 ||
	    !portsig_os_frame_is_the_kernels(f))
		return ENOTSUP;
	*base = portsig_os_frame_stack_base(f, f->uc_stack.ss_size);
	*size = f->uc_stack.ss_size;
	return 0;
}

/* The set is 32 bits, of which bit 0 is signal 1. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_get(const void *frame, sigset_t *set)
{
	*set = ((const ucontext_t *)frame)->uc_sigmask;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_add(void *frame, int signo)
{
	((ucontext_t *)frame)->uc_sigmask |= 1u << (signo - 1);
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_del(void *frame, int signo)
{
	((ucontext_t *)frame)->uc_sigmask &= ~(1u << (signo - 1));
}

#endif /* DARWIN_OS_REGS_H */
