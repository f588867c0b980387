/* SPDX-License-Identifier: MIT */
/*
 * The frame on loongarch64: the kernel's struct ucontext.  linux-6.12
 * arch/loongarch/include/uapi/asm/{sigcontext,ucontext}.h.
 */
#ifndef LINUX_REGS_LOONGARCH64_H
#define LINUX_REGS_LOONGARCH64_H

struct portsig_os_frame {
	uint64_t flags, link;
	uint64_t stack_sp;
	int32_t stack_flags;
	uint64_t stack_size;
	uint64_t sigmask[1];
	uint64_t unused[16];		/* of which the last is padding */
	uint64_t ip, r[32];
	uint32_t sc_flags;
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 64,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 4096,	/* LNX-5 */
	/* LNX-12: when already on it; and the floor holds one frame */
	PORTSIG_OS_FRAME_CHECKED = 1,
	PORTSIG_OS_ALIGN_IS_TOLD = 1	/* the address of a misaligned access */
};

#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_SP	r[3]
#define PORTSIG_OS_FP	r[22]
#define PORTSIG_OS_RA	r[1]

/* The frame, which the auxiliary vector never tells: with LASX about 2200. */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_untold(unsigned long hwcap)
{
	(void)hwcap;
	return 4096;
}

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(struct portsig_os_frame *f, unsigned n)
{
	return n < 8 ? &f->r[4 + n] : NULL;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	(void)f;
}

/* Bit 31 of sc_flags says that it was a write, and bit 30 a read or a fetch. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	if ((f->sc_flags & 0x80000000u) != 0)
		return PORTSIG_ACCESS_WRITE;
	if ((f->sc_flags & 0x40000000u) == 0)
		return PORTSIG_ACCESS_UNKNOWN;
	return addr == f->ip ? PORTSIG_ACCESS_EXEC : PORTSIG_ACCESS_READ;
}

/* QRK-88: with SIGBUS they are an earlier fault's. */
#define PORTSIG_OS_ACCESS_IS_TOLD(signo)	((signo) == SIGSEGV)

/* QRK-88: the pc is at a break. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	return code == 1;		/* TRAP_BRKPT */
}

#endif /* LINUX_REGS_LOONGARCH64_H */
