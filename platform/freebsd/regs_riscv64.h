/* SPDX-License-Identifier: MIT */
/*
 * The frame's registers on riscv64: freebsd-13.0
 * sys/riscv/include/ucontext.h.
 */
#ifndef FREEBSD_REGS_RISCV64_H
#define FREEBSD_REGS_RISCV64_H

enum {					/* scause */
	PORTSIG_OS_CAUSE_FETCH = 12,
	PORTSIG_OS_CAUSE_LOAD = 13,
	PORTSIG_OS_CAUSE_STORE = 15
};

#define PORTSIG_OS_PC	uc_mcontext.mc_gpregs.gp_sepc
#define PORTSIG_OS_SP	uc_mcontext.mc_gpregs.gp_sp
#define PORTSIG_OS_FP	uc_mcontext.mc_gpregs.gp_s[0]
#define PORTSIG_OS_RA	uc_mcontext.mc_gpregs.gp_ra

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	return n < 8 ? &f->uc_mcontext.mc_gpregs.gp_a[n] : NULL;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	(void)f;
}

/* QRK-25: of SIGBUS it is the pc, but for a page that has no memory. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(int signo, const siginfo_t *info,
    const ucontext_t *f)
{
	(void)f;
	return signo == SIGSEGV ||
	    info->si_trapno == PORTSIG_OS_CAUSE_FETCH ||
	    info->si_trapno == PORTSIG_OS_CAUSE_LOAD ||
	    info->si_trapno == PORTSIG_OS_CAUSE_STORE;
}

/* QRK-25: the cause is in si_trapno, or 0 on old kernels. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const siginfo_t *info, const ucontext_t *f,
    uintptr_t addr)
{
	switch (info->si_trapno) {
	case PORTSIG_OS_CAUSE_FETCH:
		return PORTSIG_ACCESS_EXEC;
	case PORTSIG_OS_CAUSE_LOAD:
		return PORTSIG_ACCESS_READ;
	case PORTSIG_OS_CAUSE_STORE:
		return PORTSIG_ACCESS_WRITE;
	default:
		return addr == (uintptr_t)f->PORTSIG_OS_PC ?
		    PORTSIG_ACCESS_EXEC : PORTSIG_ACCESS_UNKNOWN;
	}
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_pc_is_past(const siginfo_t *info)
{
	(void)info;
	return false;
}

/* QRK-21: the pc is at an ebreak. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(const siginfo_t *info, const ucontext_t *f)
{
	(void)f;
	return info->si_code == 1;	/* TRAP_BRKPT */
}

/* siginfo 80, ucontext 936, and the alignment. */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_bytes(void)
{
	return 1056;
}

#endif /* FREEBSD_REGS_RISCV64_H */
