/* SPDX-License-Identifier: MIT */
/*
 * What a fault's frame says on both kinds of x86, whose regs_<cpu>.h names
 * the registers PORTSIG_OS_TRAPNO and PORTSIG_OS_ERR: the hardware's vector,
 * and for page faults (14) its error code.  QRK-68.
 */
#ifndef SOLARIS_REGS_X86_H
#define SOLARIS_REGS_X86_H

#include <cpuid.h>

enum {
	PORTSIG_OS_TRAP_PAGE_FAULT = 14,
	PORTSIG_OS_ERR_WRITE = 0x02,
	PORTSIG_OS_ERR_FETCH = 0x10,
	PORTSIG_OS_FPE_INTOVF = 2		/* FPE_INTOVF, of into */
};

/* DF and TF are left to whoever enters a C function. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	(void)f;
}

/* The pc is past int3, a single-stepped instruction and into. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int signo, int code)
{
	return signo == SIGFPE && code != PORTSIG_OS_FPE_INTOVF;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_frame_address_is_told(const ucontext_t *f)
{
	return f->PORTSIG_OS_TRAPNO == PORTSIG_OS_TRAP_PAGE_FAULT;
}

PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const ucontext_t *f, uintptr_t addr)
{
	if ((f->PORTSIG_OS_ERR & PORTSIG_OS_ERR_FETCH) != 0)
		return PORTSIG_ACCESS_EXEC;
	if ((f->PORTSIG_OS_ERR & PORTSIG_OS_ERR_WRITE) != 0)
		return PORTSIG_ACCESS_WRITE;
	return addr == (uintptr_t)f->PORTSIG_OS_PC ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_READ;
}

/*
 * The ucontext (864 or 512 bytes), the siginfo, what aligns them, and since
 * 2023 the state that XSAVE keeps, which CPUID tells the size of (ILL-11).
 * Not less than with AVX-512: the operating system may hide it from CPUID.
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_size(void)
{
	unsigned last, a, xsave = 0, c, d;

	__cpuid(0, last, a, c, d);
	if (last >= 0xd)
		__cpuid_count(0xd, 0, a, xsave, c, d);
	return (xsave > 2696 ? xsave : 2696) + 1344;
}

#endif /* SOLARIS_REGS_X86_H */
