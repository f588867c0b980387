/* SPDX-License-Identifier: MIT */
/* The frame on arm64.  OpenBSD-7.4 sys/arch/arm64/include/signal.h. */
#ifndef OPENBSD_REGS_AARCH64_H
#define OPENBSD_REGS_AARCH64_H

#define PORTSIG_OS_PC	sc_elr
#define PORTSIG_OS_SP	sc_sp
#define PORTSIG_OS_FP	sc_x[29]
#define PORTSIG_OS_RA	sc_lr

enum {
	PORTSIG_OS_BREAKPOINT_IS_AT = 1		/* QRK-47 */
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	return n < 8 ? &f->sc_x[n] : NULL;
}

/* BTYPE, bits 11 and 10: kept, the CPU may refuse the new pc (QRK-5). */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	f->sc_spsr &= ~0xc00ul;
}

/* QRK-48: old kernels say si_trapno 0 of every fault. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	(void)f;
	(void)info;
	return true;
}

/*
 * QRK-50: si_trapno is the exception syndrome, or 0.  WnR, bit 6, is true of
 * cache maintenance as well (bit 8), which is no write (QRK-6).
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	unsigned esr = (unsigned)info->si_trapno, ec = esr >> 26;

	if (ec == 0x20 || (esr == 0 && addr == f->sc_elr))
		return PORTSIG_ACCESS_EXEC;
	if (ec != 0x24)
		return PORTSIG_ACCESS_UNKNOWN;
	if ((esr & 0x40) != 0 && (esr & 0x100) == 0)
		return PORTSIG_ACCESS_WRITE;
	return PORTSIG_ACCESS_READ;
}

#endif /* OPENBSD_REGS_AARCH64_H */
