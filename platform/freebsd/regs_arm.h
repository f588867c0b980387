/* SPDX-License-Identifier: MIT */
/* The frame's registers on arm: freebsd-13.0 sys/arm/include/ucontext.h. */
#ifndef FREEBSD_REGS_ARM_H
#define FREEBSD_REGS_ARM_H

enum {
	PORTSIG_OS_CPSR_THUMB = 0x20,
	PORTSIG_OS_CPSR_IT_AND_J = 0x0700fc00
};

/* FP is r11; what Thumb code calls its frame pointer is r7. */
#define PORTSIG_OS_PC	uc_mcontext.__gregs[15]
#define PORTSIG_OS_SP	uc_mcontext.__gregs[13]
#define PORTSIG_OS_FP	uc_mcontext.__gregs[11]
#define PORTSIG_OS_RA	uc_mcontext.__gregs[14]

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	return n < 4 ? &f->uc_mcontext.__gregs[n] : NULL;
}

/*
 * Bit 0 of a function's address says that its code is Thumb, and moves into
 * the T flag of the status, the register after the pc.  The IT flags would
 * make the first instructions conditional.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	f->uc_mcontext.__gregs[16] &= ~(uint32_t)(PORTSIG_OS_CPSR_IT_AND_J |
	    PORTSIG_OS_CPSR_THUMB);
	if ((f->PORTSIG_OS_PC & 1) != 0)
		f->uc_mcontext.__gregs[16] |= PORTSIG_OS_CPSR_THUMB;
	f->PORTSIG_OS_PC &= ~(uint32_t)1;
}

/* What aborts has its own address there, a misaligned access too. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(int signo, const siginfo_t *info,
    const ucontext_t *f)
{
	(void)signo;
	(void)info;
	(void)f;
	return true;
}

/* QRK-24: the fault status is nowhere. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const siginfo_t *info, const ucontext_t *f,
    uintptr_t addr)
{
	(void)info;
	return addr == (uintptr_t)f->PORTSIG_OS_PC ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_UNKNOWN;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_pc_is_past(const siginfo_t *info)
{
	(void)info;
	return false;
}

/* QRK-21: the pc is at a breakpoint. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(const siginfo_t *info, const ucontext_t *f)
{
	(void)f;
	return info->si_code == 1;	/* TRAP_BRKPT */
}

/* siginfo 64, ucontext 260, floating point 264, and the alignment. */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_bytes(void)
{
	return 640;
}

#endif /* FREEBSD_REGS_ARM_H */
