/* SPDX-License-Identifier: MIT */
/*
 * The frame on ppc64le (ELFv2): the kernel's struct ucontext, which is longer
 * than glibc's.  "regs" points to the registers that follow, and those are
 * what is restored.  linux-6.12
 * arch/powerpc/include/uapi/asm/{sigcontext,ucontext,ptrace}.h,
 * arch/powerpc/kernel/signal_64.c.
 */
#ifndef LINUX_REGS_PPC64LE_H
#define LINUX_REGS_PPC64LE_H

struct portsig_os_frame {
	uint64_t flags, link;
	uint64_t stack_sp;
	int32_t stack_flags;
	uint64_t stack_size;
	uint64_t sigmask[1];
	uint64_t unused[19];
	int32_t signo;
	uint64_t handler, oldmask, regs;
	uint64_t r[32];
	uint64_t ip, msr, orig_r3, ctr, lr, xer, ccr, softe, trapno;
	uint64_t dar, dsisr, result;
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 64,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 8192,	/* LNX-5; glibc-2.36 says 4096 */
	PORTSIG_OS_FRAME_CHECKED = 0,	/* LNX-12 */
	PORTSIG_OS_ALIGN_IS_TOLD = 1	/* the address of a misaligned access */
};

#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_SP	r[1]
#define PORTSIG_OS_FP	r[31]
#define PORTSIG_OS_RA	lr

/* The frame where the auxiliary vector is silent: below the floor. */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_untold(unsigned long hwcap)
{
	(void)hwcap;
	return 4224;
}

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(struct portsig_os_frame *f, unsigned n)
{
	return n < 8 ? &f->r[3 + n] : NULL;
}

/* A function finds its data by r12, which holds its own address. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	f->r[12] = f->ip;
}

/*
 * The storage interrupts: 0x300 for data, whose status tells a store, and
 * 0x400 and 0x480 for instructions.  QRK-84: 0x380, for an address out of all
 * ranges, does not set the status.  Old kernels have flags of their own in the
 * low bits.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	(void)addr;
	switch (f->trapno & ~(uint64_t)0x1f) {
	case 0x300:
		return (f->dsisr & 0x02000000) != 0 ? PORTSIG_ACCESS_WRITE :
		    PORTSIG_ACCESS_READ;
	case 0x400:
	case 0x480:
		return PORTSIG_ACCESS_EXEC;
	default:
		return PORTSIG_ACCESS_UNKNOWN;
	}
}

/* QRK-83: the pc is at a trap, and past a single-stepped instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	return code == 1;		/* TRAP_BRKPT */
}

#endif /* LINUX_REGS_PPC64LE_H */
