/* SPDX-License-Identifier: MIT */
/*
 * The frame on mips64, either byte order.  OpenBSD-7.4
 * sys/arch/mips64/include/signal.h.
 */
#ifndef OPENBSD_REGS_MIPS64_H
#define OPENBSD_REGS_MIPS64_H

#define PORTSIG_OS_PC	sc_pc
#define PORTSIG_OS_SP	sc_regs[29]
#define PORTSIG_OS_FP	sc_regs[30]
#define PORTSIG_OS_RA	sc_regs[31]

enum {
	PORTSIG_OS_BREAKPOINT_IS_AT = 1		/* QRK-47 */
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	return n < 8 ? &f->sc_regs[4 + n] : NULL;
}

/* A function finds its data by t9, which holds its own address. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	f->sc_regs[25] = f->sc_pc;
}

/*
 * QRK-48, as QRK-52 has a number other than 0 for each page fault.  Code 1 is
 * also a misaligned access (BUS_ADRALN), of which only the address is told.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	(void)f;
	return info->si_trapno != 0 || info->si_code == 1;
}

/* QRK-52: si_trapno is what the access needs: PROT_READ, _WRITE, _EXEC. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	(void)f;
	(void)addr;
	if ((info->si_trapno & 4) != 0)
		return PORTSIG_ACCESS_EXEC;
	if ((info->si_trapno & 2) != 0)
		return PORTSIG_ACCESS_WRITE;
	return info->si_trapno == 1 ? PORTSIG_ACCESS_READ :
	    PORTSIG_ACCESS_UNKNOWN;
}

#endif /* OPENBSD_REGS_MIPS64_H */
