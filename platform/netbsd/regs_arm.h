/* SPDX-License-Identifier: MIT */
/*
 * The frame on 32-bit arm.  FP is r11; what Thumb code calls its frame pointer
 * is r7.  NetBSD-10 sys/arch/arm/include/mcontext.h.
 */
#ifndef NETBSD_REGS_ARM_H
#define NETBSD_REGS_ARM_H

#define PORTSIG_OS_PC	uc_mcontext.__gregs[_REG_PC]
#define PORTSIG_OS_SP	uc_mcontext.__gregs[_REG_SP]
#define PORTSIG_OS_FP	uc_mcontext.__gregs[_REG_FP]
#define PORTSIG_OS_RA	uc_mcontext.__gregs[_REG_LR]

enum {
	PORTSIG_OS_BREAKPOINT_IS_AT = 1,	/* QRK-41 */
	PORTSIG_OS_CPSR_THUMB = 0x20,
	PORTSIG_OS_CPSR_IT_AND_J = 0x0700fc00,
	PORTSIG_OS_FSR_WRITE = 0x800
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	return n < 4 ? &f->uc_mcontext.__gregs[_REG_R0 + n] : NULL;
}

/*
 * Bit 0 of a function's address says that its code is Thumb, and moves into
 * the T flag.  The IT flags would make the first instructions conditional.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	f->uc_mcontext.__gregs[_REG_CPSR] &=
	    ~(unsigned)(PORTSIG_OS_CPSR_IT_AND_J | PORTSIG_OS_CPSR_THUMB);
	if ((f->PORTSIG_OS_PC & 1) != 0)
		f->uc_mcontext.__gregs[_REG_CPSR] |= PORTSIG_OS_CPSR_THUMB;
	f->PORTSIG_OS_PC &= ~1u;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	(void)f;
	(void)info;
	return true;
}

/*
 * QRK-44: si_trap is the fault status, and for a fetch the pc.  Before ARMv6
 * the status does not say whether it was a write.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	unsigned fsr = (unsigned)info->si_trap;

	if (addr == f->PORTSIG_OS_PC && fsr == addr)
		return PORTSIG_ACCESS_EXEC;
	if ((fsr & PORTSIG_OS_FSR_WRITE) != 0)
		return PORTSIG_ACCESS_WRITE;
	return __ARM_ARCH >= 6 ? PORTSIG_ACCESS_READ : PORTSIG_ACCESS_UNKNOWN;
}

#endif /* NETBSD_REGS_ARM_H */
