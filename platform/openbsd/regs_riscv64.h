/* SPDX-License-Identifier: MIT */
/* The frame on riscv64.  OpenBSD-7.4 sys/arch/riscv64/include/signal.h. */
#ifndef OPENBSD_REGS_RISCV64_H
#define OPENBSD_REGS_RISCV64_H

#define PORTSIG_OS_PC	sc_sepc
#define PORTSIG_OS_SP	sc_sp
#define PORTSIG_OS_FP	sc_s[0]
#define PORTSIG_OS_RA	sc_ra

enum {
	PORTSIG_OS_BREAKPOINT_IS_AT = 1		/* QRK-47 */
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	return n < 8 ? &f->sc_a[n] : NULL;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	(void)f;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	(void)f;
	(void)info;
	return true;
}

/*
 * QRK-53: the kernel does not hand the cause on, and the instruction, which
 * would tell as well, is in memory that may not be read.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	(void)info;
	return addr == (uintptr_t)f->sc_sepc ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_UNKNOWN;
}

#endif /* OPENBSD_REGS_RISCV64_H */
