/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame on Linux.  The one file here that names a CPU: it
 * picks the registers, and what is the same on all CPUs follows.
 *
 * The structs describe what the kernel writes, not libc's ucontext_t, so that
 * they need no feature macro and nobody writes past the kernel's 8 bytes of
 * signal mask (QRK-7).  Installed as portsig/os/os_regs.h.
 */
#ifndef LINUX_OS_REGS_H
#define LINUX_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_FRAME struct portsig_os_frame

#if defined(__x86_64__) && !defined(__ILP32__)
#include "regs_x86_64.h"
#elif defined(__i386__)
#include "regs_i386.h"
#elif defined(__aarch64__) && !defined(__ILP32__)
#include "regs_aarch64.h"
#elif defined(__arm__)
#include "regs_arm.h"
#elif defined(__loongarch__) && __loongarch_grlen == 64
#include "regs_loongarch64.h"
#elif defined(__mips64) && _MIPS_SIM == _ABI64
#include "regs_mips64el.h"
#elif defined(__powerpc64__) && _CALL_ELF == 2
#include "regs_ppc64le.h"
#elif defined(__riscv) && __riscv_xlen == 64
#include "regs_riscv64.h"
#elif defined(__s390x__)
#include "regs_s390x.h"
#elif defined(__sparc__) && defined(__arch64__)
#include "regs_sparc64.h"
#else
#error "portsig does not know the signal frame of this CPU on Linux"
#endif

#include <portsig/os/os_frame.h>

/* The pc is past some faults on some CPUs. */
#ifndef PORTSIG_OS_PC_IS_PAST
#define PORTSIG_OS_PC_IS_PAST(signo, code)	false
#endif
/* A CPU may be asked only of some signals what was to be done. */
#ifndef PORTSIG_OS_ACCESS_IS_TOLD
#define PORTSIG_OS_ACCESS_IS_TOLD(signo)	true
#endif

/*
 * A positive si_code is the kernel's, 128 (SI_KERNEL) included: int3 and a
 * non-canonical address on x86 say no more.  QRK-1, QRK-3.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_is_kernel(int signo, const siginfo_t *info)
{
	if (__builtin_expect(info->si_code <= 0, 1))
		return false;
	return signo == SIGSEGV || signo == SIGBUS || signo == SIGILL ||
	    signo == SIGFPE || signo == SIGTRAP || signo == SIGSYS;
}

/*
 * A poisoned page noticed on the side (BUS_MCEERR_AO, 5) is nobody's, and a
 * wrong tag that is told later (SEGV_MTEAERR, 8) was some instruction before.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_pc_is_at(int signo, const siginfo_t *info, const void *frame)
{
	(void)frame;
	if (!portsig_os_fault_is_kernel(signo, info) || signo == SIGSYS)
		return false;
	if (signo == SIGTRAP)
		return portsig_os_trap_is_at(info->si_code);
	if (PORTSIG_OS_PC_IS_PAST(signo, info->si_code))
		return false;
	return info->si_code != (signo == SIGBUS ? 5 :
	    signo == SIGSEGV ? 8 : 0);
}

/*
 * The address is not known, though si_addr says 0 or the pc, with SI_KERNEL
 * (128), of a wrong tag told later (8) or a shadow stack (SEGV_CPERR, 10), and
 * on some CPUs of a misaligned access (BUS_ADRALN, 1).  QRK-1, QRK-4.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(int signo, int code)
{
	if (code <= 0 || code == 128)
		return false;
	if (signo == SIGBUS)
		return code != 1 || PORTSIG_OS_ALIGN_IS_TOLD;
	return signo == SIGSEGV && code != 8 && code != 10;
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_fault_address(int signo, const siginfo_t *info, const void *frame,
    uintptr_t *addr)
{
	(void)frame;
	if (!portsig_os_address_is_told(signo, info->si_code))
		return ENOENT;
	*addr = (uintptr_t)info->si_addr;
	return 0;
}

/* What some other instruction did is not told of in the frame. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_fault_access(int signo, const siginfo_t *info, const void *frame)
{
	uintptr_t addr;

	if (portsig_os_fault_address(signo, info, frame, &addr) != 0 ||
	    !portsig_os_fault_pc_is_at(signo, info, frame) ||
	    !PORTSIG_OS_ACCESS_IS_TOLD(signo))
		return PORTSIG_ACCESS_UNKNOWN;
	return portsig_os_frame_access((const struct portsig_os_frame *)frame,
	    addr);
}

/*
 * LNX-14: uc_stack is the setting at delivery.  A thread that never had one
 * may show flags 0 and size 0 (LNX-9: exec clears the size alone), and gVisor
 * shows SS_ONSTACK, so only SS_DISABLE and the size are looked at.
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	const struct portsig_os_frame *f =
	    (const struct portsig_os_frame *)frame;

	if ((f->stack_flags & SS_DISABLE) != 0 || f->stack_size == 0)
		return ENOENT;
	*base = (uintptr_t)f->stack_sp;
	*size = (size_t)f->stack_size;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_frame_mask_has(const struct portsig_os_frame *f, int signo)
{
	unsigned bit = (unsigned)signo - 1;

	return (f->sigmask[bit / PORTSIG_OS_MASK_BITS] >>
	    bit % PORTSIG_OS_MASK_BITS & 1) != 0;
}

/* sigaddset refuses the signals that libc keeps for itself: no news. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_get(const void *frame, sigset_t *set)
{
	const struct portsig_os_frame *f =
	    (const struct portsig_os_frame *)frame;
	int saved = errno, signo;

	sigemptyset(set);
	for (signo = 1; signo <= (int)sizeof(f->sigmask) * 8; signo++)
		if (portsig_os_frame_mask_has(f, signo))
			sigaddset(set, signo);
	errno = saved;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_add(void *frame, int signo)
{
	struct portsig_os_frame *f = (struct portsig_os_frame *)frame;
	unsigned bit = (unsigned)signo - 1;

	f->sigmask[bit / PORTSIG_OS_MASK_BITS] |=
	    (uintptr_t)1 << bit % PORTSIG_OS_MASK_BITS;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_del(void *frame, int signo)
{
	struct portsig_os_frame *f = (struct portsig_os_frame *)frame;
	unsigned bit = (unsigned)signo - 1;

	f->sigmask[bit / PORTSIG_OS_MASK_BITS] &=
	    ~((uintptr_t)1 << bit % PORTSIG_OS_MASK_BITS);
}

#endif /* LINUX_OS_REGS_H */
