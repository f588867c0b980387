/* SPDX-License-Identifier: MIT */
/*
 * The frame on sparc64: few registers, as the others are in the window on the
 * interrupted stack.  OpenBSD-7.4 sys/arch/sparc64/include/signal.h.
 */
#ifndef OPENBSD_REGS_SPARC64_H
#define OPENBSD_REGS_SPARC64_H

#define PORTSIG_OS_PC	sc_pc

enum {
	PORTSIG_OS_BIAS = 2047,		/* %sp and %fp are that much less */
	PORTSIG_OS_BREAKPOINT_IS_AT = 1		/* QRK-47 */
};

/* The addresses, not the registers, which have the bias. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_sp(const void *frame)
{
	return (uintptr_t)((const PORTSIG_OS_FRAME *)frame)->sc_sp +
	    PORTSIG_OS_BIAS;
}

/*
 * The window is loaded from where the new stack pointer says: whoever sets
 * that has to have 176 bytes there.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_sp(void *frame, uintptr_t sp)
{
	((PORTSIG_OS_FRAME *)frame)->sc_sp = (long)(sp - PORTSIG_OS_BIAS);
}

struct portsig_os_window {
	uintptr_t local[8], in[8];
} __attribute__((may_alias));

/*
 * The kernel writes the window before it delivers a signal; where it cannot do
 * that the process ends.  OpenBSD-7.4 sys/arch/sparc64/sparc64/machdep.c
 * sendsig(), rwindow_save().
 */
PORTSIG_SIGNAL_PATH static inline struct portsig_os_window *
portsig_os_frame_window(const void *frame)
{
	return (struct portsig_os_window *)portsig_os_frame_sp(frame);
}

/* %i6, out of that window; %o7, the return address of a leaf, is nowhere. */
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

/* Where argument N is passed, or NULL: of %o0 to %o5 the first is here. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	return n == 0 ? &f->sc_o0 : NULL;
}

/* The next instruction after it too. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	f->sc_npc = f->sc_pc + 4;
}

/* QRK-48, as QRK-52 has a number other than 0 for each page fault. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	(void)f;
	return info->si_trapno != 0;
}

/* QRK-52: PROT_READ is also said where the kernel does not know. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	(void)f;
	(void)addr;
	if ((info->si_trapno & 4) != 0)
		return PORTSIG_ACCESS_EXEC;
	return (info->si_trapno & 2) != 0 ? PORTSIG_ACCESS_WRITE :
	    PORTSIG_ACCESS_UNKNOWN;
}

#endif /* OPENBSD_REGS_SPARC64_H */
