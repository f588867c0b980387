/* SPDX-License-Identifier: MIT */
/* The frame on sparc64.  NetBSD-10 sys/arch/sparc/include/mcontext.h. */
#ifndef NETBSD_REGS_SPARC64_H
#define NETBSD_REGS_SPARC64_H

/* RA is %o7, the address of a call: 8 less than where it returns to. */
#define PORTSIG_OS_PC	uc_mcontext.__gregs[_REG_PC]
#define PORTSIG_OS_RA	uc_mcontext.__gregs[_REG_O7]

enum {
	PORTSIG_OS_BIAS = 2047,		/* %sp and %fp are that much less */
	PORTSIG_OS_BREAKPOINT_IS_AT = 1,	/* QRK-41 */
	PORTSIG_OS_TRAP_TEXT = 0x08,
	PORTSIG_OS_TRAP_FETCH_MISS = 0x64,
	PORTSIG_OS_TRAP_WRITE = 0x6c
};

/* The addresses, not the registers, which have the bias. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_sp(const void *frame)
{
	const PORTSIG_OS_FRAME *f = (const PORTSIG_OS_FRAME *)frame;

	return (uintptr_t)f->uc_mcontext.__gregs[_REG_O6] + PORTSIG_OS_BIAS;
}

/*
 * The window is loaded from where the new stack pointer says: whoever sets
 * that has to have 176 bytes there.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_sp(void *frame, uintptr_t sp)
{
	((PORTSIG_OS_FRAME *)frame)->uc_mcontext.__gregs[_REG_O6] =
	    (long)(sp - PORTSIG_OS_BIAS);
}

/*
 * The frame pointer is %i6, word 14 of the register window, which the kernel
 * writes to the interrupted stack before it delivers a signal; where it cannot
 * do that the process ends.  NetBSD-10
 * sys/arch/sparc64/sparc64/sig_machdep.c sendsig_siginfo(), rwindow_save().
 */
struct portsig_os_window {
	uintptr_t local[8], in[8];
} __attribute__((may_alias));

PORTSIG_SIGNAL_PATH static inline struct portsig_os_window *
portsig_os_frame_window(const void *frame)
{
	return (struct portsig_os_window *)portsig_os_frame_sp(frame);
}

/* %i6, out of that window. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_fp(const void *frame)
{
	return portsig_os_frame_window(frame)->in[6] + PORTSIG_OS_BIAS;
}

/* Into the window at the stack pointer, so that one has to be set first. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_fp(void *frame, uintptr_t fp)
{
	portsig_os_frame_window(frame)->in[6] = fp - PORTSIG_OS_BIAS;
}

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	return n < 6 ? &f->uc_mcontext.__gregs[_REG_O0 + n] : NULL;
}

/* The next instruction after it too. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	f->uc_mcontext.__gregs[_REG_nPC] = f->PORTSIG_OS_PC + 4;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	(void)f;
	(void)info;
	return true;
}

/* QRK-45: si_trap is the CPU's trap type; a miss of the TLB tells no more. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	(void)f;
	(void)addr;
	switch (info->si_trap) {
	case PORTSIG_OS_TRAP_TEXT:
	case PORTSIG_OS_TRAP_FETCH_MISS:
		return PORTSIG_ACCESS_EXEC;
	case PORTSIG_OS_TRAP_WRITE:
		return PORTSIG_ACCESS_WRITE;
	default:
		return PORTSIG_ACCESS_UNKNOWN;
	}
}

#endif /* NETBSD_REGS_SPARC64_H */
