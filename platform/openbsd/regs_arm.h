/* SPDX-License-Identifier: MIT */
/*
 * The frame on armv7.  FP is r11; what Thumb code calls its frame pointer is
 * r7.  OpenBSD-7.4 sys/arch/arm/include/signal.h.
 */
#ifndef OPENBSD_REGS_ARM_H
#define OPENBSD_REGS_ARM_H

#define PORTSIG_OS_PC	sc_pc
#define PORTSIG_OS_SP	sc_usr_sp
#define PORTSIG_OS_FP	sc_r11
#define PORTSIG_OS_RA	sc_usr_lr

enum {
	PORTSIG_OS_BREAKPOINT_IS_AT = 1,	/* QRK-47 */
	PORTSIG_OS_CPSR_THUMB = 0x20,
	PORTSIG_OS_CPSR_IT_AND_J = 0x0700fc00,
	PORTSIG_OS_FSR_WRITE = 0x800
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	return n < 4 ? &f->sc_r0 + n : NULL;
}

/*
 * Bit 0 of a function's address says that its code is Thumb, and moves into
 * the T flag.  The IT flags would make the first instructions conditional.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	f->sc_spsr &= ~(unsigned)(PORTSIG_OS_CPSR_IT_AND_J |
	    PORTSIG_OS_CPSR_THUMB);
	if ((f->sc_pc & 1) != 0)
		f->sc_spsr |= PORTSIG_OS_CPSR_THUMB;
	f->sc_pc &= ~1u;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	(void)f;
	(void)info;
	return true;
}

/* QRK-51: si_trapno is the fault status, and 0 for a fetch. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	if (info->si_trapno == 0)
		return addr == f->sc_pc ? PORTSIG_ACCESS_EXEC :
		    PORTSIG_ACCESS_UNKNOWN;
	return (info->si_trapno & PORTSIG_OS_FSR_WRITE) != 0 ?
	    PORTSIG_ACCESS_WRITE : PORTSIG_ACCESS_READ;
}

#endif /* OPENBSD_REGS_ARM_H */
