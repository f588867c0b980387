/* SPDX-License-Identifier: MIT */
/*
 * The frame's registers on ppc64le (ELFv2): freebsd-13.0
 * sys/powerpc/include/ucontext.h.
 */
#ifndef FREEBSD_REGS_PPC64LE_H
#define FREEBSD_REGS_PPC64LE_H

enum {					/* mc_exc */
	PORTSIG_OS_EXC_DATA = 0x300,
	PORTSIG_OS_EXC_DATA_SEGMENT = 0x380,
	PORTSIG_OS_EXC_FETCH = 0x400,
	PORTSIG_OS_EXC_FETCH_SEGMENT = 0x480,
	PORTSIG_OS_EXC_PROGRAM = 0x700,
	PORTSIG_OS_DSISR_STORE = 0x02000000
};

#define PORTSIG_OS_PC	uc_mcontext.mc_srr0
#define PORTSIG_OS_SP	uc_mcontext.mc_frame[1]
#define PORTSIG_OS_FP	uc_mcontext.mc_frame[31]
#define PORTSIG_OS_RA	uc_mcontext.mc_lr

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	return n < 8 ? &f->uc_mcontext.mc_frame[3 + n] : NULL;
}

/* A function finds its data by r12, which holds its own address. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	f->uc_mcontext.mc_frame[12] = f->PORTSIG_OS_PC;
}

/* QRK-26: of all other interrupts it is the pc. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(int signo, const siginfo_t *info,
    const ucontext_t *f)
{
	(void)signo;
	(void)info;
	switch (f->uc_mcontext.mc_exc) {
	case PORTSIG_OS_EXC_DATA:
	case PORTSIG_OS_EXC_DATA_SEGMENT:
	case PORTSIG_OS_EXC_FETCH:
	case PORTSIG_OS_EXC_FETCH_SEGMENT:
		return true;
	default:
		return false;
	}
}

/* An address out of all ranges (0x380) does not set the status: QRK-84. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const siginfo_t *info, const ucontext_t *f,
    uintptr_t addr)
{
	(void)info;
	(void)addr;
	switch (f->uc_mcontext.mc_exc) {
	case PORTSIG_OS_EXC_DATA:
		return (f->uc_mcontext.mc_dsisr & PORTSIG_OS_DSISR_STORE) != 0 ?
		    PORTSIG_ACCESS_WRITE : PORTSIG_ACCESS_READ;
	case PORTSIG_OS_EXC_FETCH:
	case PORTSIG_OS_EXC_FETCH_SEGMENT:
		return PORTSIG_ACCESS_EXEC;
	default:
		return PORTSIG_ACCESS_UNKNOWN;
	}
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_pc_is_past(const siginfo_t *info)
{
	(void)info;
	return false;
}

/* QRK-26: a program interrupt has the pc at the trap, a trace past it. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(const siginfo_t *info, const ucontext_t *f)
{
	(void)info;
	return f->uc_mcontext.mc_exc == PORTSIG_OS_EXC_PROGRAM;
}

/* ucontext 1472, siginfo 80, and the alignment. */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_bytes(void)
{
	return 1584;
}

#endif /* FREEBSD_REGS_PPC64LE_H */
