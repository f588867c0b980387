/* SPDX-License-Identifier: MIT */
/*
 * The frame's registers on aarch64: freebsd-13.0
 * sys/arm64/include/ucontext.h.
 */
#ifndef FREEBSD_REGS_AARCH64_H
#define FREEBSD_REGS_AARCH64_H

#define PORTSIG_OS_PC	uc_mcontext.mc_gpregs.gp_elr
#define PORTSIG_OS_SP	uc_mcontext.mc_gpregs.gp_sp
#define PORTSIG_OS_FP	uc_mcontext.mc_gpregs.gp_x[29]
#define PORTSIG_OS_RA	uc_mcontext.mc_gpregs.gp_lr

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	return n < 8 ? &f->uc_mcontext.mc_gpregs.gp_x[n] : NULL;
}

/*
 * BTYPE, bits 11 and 10, says how the interrupted code got where it is: kept,
 * it makes the CPU refuse a new pc in a protected page (QRK-5).  The field has
 * 32 bits in FreeBSD 13 and 64 later, with the same low half.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	f->uc_mcontext.mc_gpregs.gp_spsr &= ~0xc00;
}

/*
 * QRK-23: of SIGBUS si_addr may be the pc, and always is of a misaligned
 * access (BUS_ADRALN, 1).
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(int signo, const siginfo_t *info,
    const ucontext_t *f)
{
	return signo == SIGSEGV || (info->si_code != 1 &&
	    (uintptr_t)info->si_addr != (uintptr_t)f->PORTSIG_OS_PC);
}

/* QRK-23: the exception syndrome is nowhere. */
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

/* QRK-21: the pc is at a brk, and past a single-stepped instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(const siginfo_t *info, const ucontext_t *f)
{
	(void)f;
	return info->si_code == 1;	/* TRAP_BRKPT */
}

/*
 * The frame is 1040 bytes.  Kernels that know SVE, newer than this was read
 * in, write the vectors as well; nothing that a handler may call says how long
 * they are, so it is as much as the longest take, 2048 bits: 32 registers of
 * that, 17 of an eighth, and their headers.
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_bytes(void)
{
	return 1040 + 32 * 256 + 17 * 32 + 128;
}

#endif /* FREEBSD_REGS_AARCH64_H */
