/* SPDX-License-Identifier: MIT */
/*
 * What a fault says on both kinds of x86: the trap number, which is FreeBSD's
 * own, and for page faults the hardware's error code.  freebsd-13.0
 * sys/x86/include/trap.h; sys/amd64/amd64/trap.c and sys/i386/i386/trap.c,
 * trap().
 */
#ifndef FREEBSD_REGS_X86_H
#define FREEBSD_REGS_X86_H

#include <cpuid.h>

enum {
	PORTSIG_OS_TRAP_PAGE_FAULT = 12,	/* T_PAGEFLT */
	PORTSIG_OS_TRAP_OVERFLOW = 20,		/* T_OFLOW */
	PORTSIG_OS_ERR_WRITE = 0x02,
	PORTSIG_OS_ERR_FETCH = 0x10
};

/* QRK-20: of all other traps si_addr is the pc. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(int signo, const siginfo_t *info,
    const ucontext_t *f)
{
	(void)signo;
	(void)f;
	return info->si_trapno == PORTSIG_OS_TRAP_PAGE_FAULT;
}

/* A CPU that cannot forbid execution calls a fetch a read. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const siginfo_t *info, const ucontext_t *f,
    uintptr_t addr)
{
	unsigned err = (unsigned)f->uc_mcontext.mc_err;

	(void)info;
	if ((err & PORTSIG_OS_ERR_FETCH) != 0)
		return PORTSIG_ACCESS_EXEC;
	if ((err & PORTSIG_OS_ERR_WRITE) != 0)
		return PORTSIG_ACCESS_WRITE;
	return addr == (uintptr_t)f->PORTSIG_OS_PC ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_READ;
}

/* `into' is a trap; all else that ends in SIGFPE is a fault. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_pc_is_past(const siginfo_t *info)
{
	return info->si_signo == SIGFPE &&
	    info->si_trapno == PORTSIG_OS_TRAP_OVERFLOW;
}

/* QRK-21: the pc is past int3 and a single-stepped instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(const siginfo_t *info, const ucontext_t *f)
{
	(void)info;
	(void)f;
	return false;
}

/*
 * The frame: 976 bytes with the 512 of FXSAVE in them, and apart from it, at a
 * multiple of 64, what the XSAVE area has beyond those, as CPUID tells of what
 * the kernel enabled.  freebsd-13.0 sys/amd64/amd64/machdep.c, sendsig().  On
 * i386 it is 800.  Every CPU that it runs on has CPUID, but not by
 * __get_cpuid_count(), which bears no mark.
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_bytes(void)
{
	unsigned last, a, xsave = 0, c, d;

	__cpuid(0, last, a, c, d);
	if (last >= 0xd)
		__cpuid_count(0xd, 0, a, xsave, c, d);
	return (xsave > 512 ? (size_t)xsave : 512) + 576;
}

#endif /* FREEBSD_REGS_X86_H */
