/* SPDX-License-Identifier: MIT */
/*
 * The frame on sparc64: what a handler gets as its third argument is no
 * ucontext_t but the same as its second, the siginfo, and the rest follows
 * that.  linux-6.12 arch/sparc/kernel/signal_64.c setup_rt_frame() and its
 * struct rt_signal_frame; glibc calls it struct sigcontext.  QRK-89.
 */
#ifndef LINUX_REGS_SPARC64_H
#define LINUX_REGS_SPARC64_H

struct portsig_os_frame {
	unsigned char info[128];
	uint64_t r[16];			/* %g0 to %g7, %o0 to %o7 */
	uint64_t tstate, ip, npc;
	uint32_t y, magic;
	uint64_t fpu;
	uint64_t stack_sp;
	int32_t stack_flags;
	uint64_t stack_size;
	uint64_t sigmask[1];
} __attribute__((may_alias));

/* %l0 to %l7 and %i0 to %i7, where the stack pointer says. */
struct portsig_os_window {
	uint64_t local[8], in[8];
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 64,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 4096,	/* LNX-5 */
	/* LNX-12: when already on it; and the floor holds one frame */
	PORTSIG_OS_FRAME_CHECKED = 1,
	PORTSIG_OS_ALIGN_IS_TOLD = 1,	/* the address of a misaligned access */
	PORTSIG_OS_BIAS = 2047,		/* %sp and %fp are that much less */
	PORTSIG_OS_BEFORE = 192		/* bytes of struct sparc_stackf */
};

/* RA is %o7, the address of a call: 8 less than where it returns to. */
#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_RA	r[15]

/*
 * The frame, which the auxiliary vector never tells: 528 bytes with the
 * window, 280 for floating point, 960 for windows that found no room.
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_untold(unsigned long hwcap)
{
	(void)hwcap;
	return 4096;
}

/* The addresses, not the registers, which have the bias. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_sp(const void *frame)
{
	return (uintptr_t)((const struct portsig_os_frame *)frame)->r[14] +
	    PORTSIG_OS_BIAS;
}

/* %i6, out of the copy of the interrupted window that the kernel puts first. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_fp(const void *frame)
{
	const struct portsig_os_window *w = (const struct portsig_os_window *)
	    (const void *)((const char *)frame - PORTSIG_OS_BEFORE);

	return (uintptr_t)w->in[6] + PORTSIG_OS_BIAS;
}

/*
 * The window is loaded from where the new stack pointer says: whoever sets
 * that has to have 176 bytes there.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_sp(void *frame, uintptr_t sp)
{
	((struct portsig_os_frame *)frame)->r[14] = sp - PORTSIG_OS_BIAS;
}

/*
 * Into the window at the stack pointer, so that one has to be set first, and
 * into the copy, for whoever asks again.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_fp(void *frame, uintptr_t fp)
{
	struct portsig_os_window *w =
	    (struct portsig_os_window *)portsig_os_frame_sp(frame);

	w->in[6] = fp - PORTSIG_OS_BIAS;
	w = (struct portsig_os_window *)(void *)
	    ((char *)frame - PORTSIG_OS_BEFORE);
	w->in[6] = fp - PORTSIG_OS_BIAS;
}

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(struct portsig_os_frame *f, unsigned n)
{
	return n < 6 ? &f->r[8 + n] : NULL;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	f->npc = f->ip + 4;
}

/*
 * The kernel does not say it, so the instruction does: all of format 3 for
 * memory, in which bit 2 of op3 stores, but for prefetches (2d, 3d); ldstub,
 * swap and cas do both.  It was executed and can be read, unless the pc is
 * what could not be fetched; a store onto itself is therefore taken for a jump
 * to it.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	const volatile uint32_t *insn = (const volatile uint32_t *)f->ip;
	unsigned op3;

	if (f->ip == addr)
		return PORTSIG_ACCESS_EXEC;
	if (f->ip == 0 || insn[0] >> 30 != 3)
		return PORTSIG_ACCESS_UNKNOWN;
	op3 = insn[0] >> 19 & 0x3f;
	if (op3 == 0x2d || op3 == 0x3d)
		return PORTSIG_ACCESS_UNKNOWN;
	return (op3 & 4) != 0 ? PORTSIG_ACCESS_WRITE : PORTSIG_ACCESS_READ;
}

/* QRK-89 [src]: the pc is at a trap instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	return code == 1;		/* TRAP_BRKPT */
}

#endif /* LINUX_REGS_SPARC64_H */
