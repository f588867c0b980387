/* SPDX-License-Identifier: MIT */
/*
 * What a fault's frame says on both kinds of x86: the kernel's own trap
 * number, not the CPU's, and for page faults (6) the hardware's error code.
 * OpenBSD-7.4 sys/arch/amd64/include/trap.h, sys/arch/i386/include/trap.h.
 */
#ifndef OPENBSD_REGS_X86_H
#define OPENBSD_REGS_X86_H

enum {
	PORTSIG_OS_BREAKPOINT_IS_AT = 0,	/* QRK-47 */
	PORTSIG_OS_TRAP_PAGE_FAULT = 6,
	PORTSIG_OS_ERR_WRITE = 0x02,
	PORTSIG_OS_ERR_FETCH = 0x10
};

/*
 * QRK-48, and QRK-49: a general protection fault (4) has the pc in si_addr,
 * and so has every other trap but a page fault.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	return f->sc_trapno == PORTSIG_OS_TRAP_PAGE_FAULT &&
	    info->si_trapno != 0;
}

/* A CPU that cannot forbid execution calls a fetch a read. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	(void)info;
	if ((f->sc_err & PORTSIG_OS_ERR_FETCH) != 0)
		return PORTSIG_ACCESS_EXEC;
	if ((f->sc_err & PORTSIG_OS_ERR_WRITE) != 0)
		return PORTSIG_ACCESS_WRITE;
	return addr == (uintptr_t)f->PORTSIG_OS_PC ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_READ;
}

/*
 * The flags stay: code that goes on after a repaired instruction wants its
 * own DF.  Whoever enters a C function must clear bits 10 and 8 himself.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	(void)f;
}

#endif /* OPENBSD_REGS_X86_H */
