/* SPDX-License-Identifier: MIT */
/*
 * What a fault's frame says on both kinds of x86: the trap number, and for
 * page faults (14) the hardware's error code.  QRK-1 to QRK-4 in
 * tests/facts/fault-quirks.
 */
#ifndef LINUX_REGS_X86_H
#define LINUX_REGS_X86_H

#include <cpuid.h>

#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_SP	sp
#define PORTSIG_OS_FP	bp

enum {
	PORTSIG_OS_TRAP_PAGE_FAULT = 14,
	PORTSIG_OS_ERR_WRITE = 0x02,
	PORTSIG_OS_ERR_FETCH = 0x10,
	PORTSIG_OS_ALIGN_IS_TOLD = 0,	/* QRK-4 */
	PORTSIG_OS_HWCAP_FXSR = 1 << 24	/* CPUID 1, edx */
};

/*
 * QRK-1: for a non-canonical address the kernel says si_code 128, si_addr 0,
 * and cr2 is an earlier fault's.  The error code is a page fault's only.  A
 * CPU that cannot forbid execution calls a fetch a read.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	if (f->trapno != PORTSIG_OS_TRAP_PAGE_FAULT)
		return PORTSIG_ACCESS_UNKNOWN;
	if ((f->err & PORTSIG_OS_ERR_FETCH) != 0)
		return PORTSIG_ACCESS_EXEC;
	if ((f->err & PORTSIG_OS_ERR_WRITE) != 0)
		return PORTSIG_ACCESS_WRITE;
	return addr == f->ip ? PORTSIG_ACCESS_EXEC : PORTSIG_ACCESS_READ;
}

/*
 * The frame where the auxiliary vector is silent: what stands round the XSAVE
 * area, and the area for all that the kernel enabled, which CPUID tells.  Not
 * less than with AVX-512 and protection keys: a sandbox may hide them.
 * Not by __get_cpuid_count(), which bears no mark; the FXSR bit says that
 * there is the instruction to ask with.
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_untold(unsigned long hwcap)
{
	unsigned last = 0, a, xsave = 0, c, d;

	if ((hwcap & PORTSIG_OS_HWCAP_FXSR) != 0)
		__cpuid(0, last, a, c, d);
	if (last >= 0xd)
		__cpuid_count(0xd, 0, a, xsave, c, d);
	return xsave > 2560 ? (size_t)xsave + 1088 : 3648;
}

/* QRK-2: the pc is past int3, int1 and a single-stepped instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	(void)code;
	return false;
}

#endif /* LINUX_REGS_X86_H */
