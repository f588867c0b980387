/* SPDX-License-Identifier: MIT */
/*
 * The frame on one CPU.
 *
 * PORT: one such file for each CPU, named regs_<cpu>.h; the members are
 * ucontext_t's own, and tests/facts/machine-context.tsv gets a row for each.
 */
#ifndef TEMPLATE_REGS_CPU_H
#define TEMPLATE_REGS_CPU_H

#define PORTSIG_OS_PC	uc_mcontext.gregs[REG_RIP]
#define PORTSIG_OS_SP	uc_mcontext.gregs[REG_RSP]
#define PORTSIG_OS_FP	uc_mcontext.gregs[REG_RBP]
/* PORT: PORTSIG_OS_RA too, if the CPU has a link register. */

enum {
	/* PORT: bytes of a frame with all the vector registers there are */
	PORTSIG_OS_FRAME_AT_MOST = 3648
};

/* PORT: where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->uc_mcontext.gregs[REG_RDI];
	case 1:
		return &f->uc_mcontext.gregs[REG_RSI];
	default:
		return NULL;
	}
}

/*
 * PORT: what would make the CPU refuse a new pc, or take another mode; and a
 * note, if there is one, that a system call is to be made again.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	(void)f;
}

/* PORT: what the CPU's fault status says, if the kernel hands it on. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, uintptr_t addr)
{
	return addr == (uintptr_t)f->PORTSIG_OS_PC ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_UNKNOWN;
}

#endif /* TEMPLATE_REGS_CPU_H */
