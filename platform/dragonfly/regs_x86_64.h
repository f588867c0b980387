/* SPDX-License-Identifier: MIT */
/*
 * The frame's registers on x86_64, and what a fault says: the trap number,
 * which is not the hardware's, and for page faults the hardware's error code.
 * dragonfly-5.9 sys/cpu/x86_64/include/{ucontext,trap}.h,
 * sys/platform/pc64/x86_64/trap.c trap().
 */
#ifndef DRAGONFLY_REGS_X86_64_H
#define DRAGONFLY_REGS_X86_64_H

enum {
	PORTSIG_OS_TRAP_PAGE_FAULT = 12,	/* T_PAGEFLT */
	PORTSIG_OS_TRAP_OVERFLOW = 20,		/* T_OFLOW */
	PORTSIG_OS_ERR_WRITE = 0x02,
	PORTSIG_OS_ERR_FETCH = 0x10
};

#define PORTSIG_OS_PC	uc_mcontext.mc_rip
#define PORTSIG_OS_SP	uc_mcontext.mc_rsp
#define PORTSIG_OS_FP	uc_mcontext.mc_rbp

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->uc_mcontext.mc_rdi;
	case 1:
		return &f->uc_mcontext.mc_rsi;
	case 2:
		return &f->uc_mcontext.mc_rdx;
	case 3:
		return &f->uc_mcontext.mc_rcx;
	case 4:
		return &f->uc_mcontext.mc_r8;
	case 5:
		return &f->uc_mcontext.mc_r9;
	default:
		return NULL;
	}
}

/*
 * The flags stay: code that goes on after a repaired instruction wants its
 * own DF.  Whoever enters a C function must clear bits 10 and 8 himself.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	(void)f;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_is_page_fault(const ucontext_t *f)
{
	return f->uc_mcontext.mc_trapno == PORTSIG_OS_TRAP_PAGE_FAULT;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_pc_is_past(const ucontext_t *f)
{
	return f->uc_mcontext.mc_trapno == PORTSIG_OS_TRAP_OVERFLOW;
}

/* A CPU that cannot forbid execution calls a fetch a read. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const ucontext_t *f, uintptr_t addr)
{
	unsigned err = (unsigned)f->uc_mcontext.mc_err;

	if ((err & PORTSIG_OS_ERR_FETCH) != 0)
		return PORTSIG_ACCESS_EXEC;
	if ((err & PORTSIG_OS_ERR_WRITE) != 0)
		return PORTSIG_ACCESS_WRITE;
	return addr == (uintptr_t)f->PORTSIG_OS_PC ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_READ;
}

#endif /* DRAGONFLY_REGS_X86_64_H */
