/* SPDX-License-Identifier: MIT */
/*
 * The frame on sparc and sparcv9: illumos-gate usr/src/uts/sparc/sys/regset.h,
 * sparc/v9/os/v9dep.c sendsig().  The link register holds the address of the
 * call, 8 before where it returns to.  What is executed after the instruction
 * at the pc is in a register of its own, npc.
 */
#ifndef SOLARIS_REGS_SPARC_H
#define SOLARIS_REGS_SPARC_H

#define PORTSIG_OS_PC	uc_mcontext.gregs[REG_PC]
#define PORTSIG_OS_RA	uc_mcontext.gregs[REG_O7]

#if defined(__arch64__)
enum { PORTSIG_OS_STACK_BIAS = 2047 };
#else
enum { PORTSIG_OS_STACK_BIAS = 0 };
#endif

/* The addresses, not the registers, which have the bias on sparcv9. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_sp(const void *frame)
{
	const ucontext_t *f = (const ucontext_t *)frame;

	return (uintptr_t)f->uc_mcontext.gregs[REG_O6] + PORTSIG_OS_STACK_BIAS;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_sp(void *frame, uintptr_t sp)
{
	((ucontext_t *)frame)->uc_mcontext.gregs[REG_O6] =
	    (greg_t)(sp - PORTSIG_OS_STACK_BIAS);
}

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	return n < 6 ? &f->uc_mcontext.gregs[REG_O0 + n] : NULL;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	f->uc_mcontext.gregs[REG_nPC] = f->uc_mcontext.gregs[REG_PC] + 4;
}

/*
 * QRK-70: the frame pointer is %i6 of the window that the kernel saved at the
 * stack pointer, or in the frame if it could not be saved there.
 */
PORTSIG_SIGNAL_PATH static inline greg_t *
portsig_os_frame_window_fp(const ucontext_t *f)
{
	uintptr_t sp = (uintptr_t)f->uc_mcontext.gregs[REG_O6];
	gwindows_t *saved = f->uc_mcontext.gwins;
	int n;

	for (n = 0; saved != NULL && n < saved->wbcnt; n++)
		if ((uintptr_t)saved->spbuf[n] == sp)
			return &saved->wbuf[n].rw_in[6];
	return &((struct rwindow *)(sp + PORTSIG_OS_STACK_BIAS))->rw_in[6];
}

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_fp(const void *frame)
{
	return (uintptr_t)*portsig_os_frame_window_fp(
	    (const ucontext_t *)frame) + PORTSIG_OS_STACK_BIAS;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_fp(void *frame, uintptr_t fp)
{
	*portsig_os_frame_window_fp((const ucontext_t *)frame) =
	    (greg_t)(fp - PORTSIG_OS_STACK_BIAS);
}

/* The pc is at ta 1, and at what divides by zero. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int signo, int code)
{
	return signo == SIGFPE || code == 1;	/* TRAP_BRKPT */
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_frame_address_is_told(const ucontext_t *f)
{
	(void)f;
	return true;
}

/* Nothing tells a read from a write. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const ucontext_t *f, uintptr_t addr)
{
	return addr == (uintptr_t)f->PORTSIG_OS_PC ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_UNKNOWN;
}

/*
 * The ucontext (736 or 448 bytes), the siginfo, a window, the upper halves of
 * the registers, and up to 31 windows that could not be saved.
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_size(void)
{
	return 2048 + sizeof(gwindows_t);
}

#endif /* SOLARIS_REGS_SPARC_H */
