/* SPDX-License-Identifier: MIT */
/*
 * The frame on riscv64: the kernel's struct ucontext, in which the registers
 * begin with the pc where x0 would be.  linux-6.12
 * arch/riscv/include/uapi/asm/{sigcontext,ucontext,ptrace}.h.
 */
#ifndef LINUX_REGS_RISCV64_H
#define LINUX_REGS_RISCV64_H

struct portsig_os_frame {
	uint64_t flags, link;
	uint64_t stack_sp;
	int32_t stack_flags;
	uint64_t stack_size;
	uint64_t sigmask[1];
	uint64_t unused[16];		/* of which the last is padding */
	uint64_t ip, x1[31];		/* x1[0] is ra */
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 64,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 2048,	/* LNX-5 */
	/* LNX-12: when already on it; and LNX-6: a stack holds one frame */
	PORTSIG_OS_FRAME_CHECKED = 1,
	PORTSIG_OS_ALIGN_IS_TOLD = 0	/* QRK-4: si_addr is the pc */
};

#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_SP	x1[1]
#define PORTSIG_OS_FP	x1[7]		/* s0 */
#define PORTSIG_OS_RA	x1[0]

/*
 * The frame where the auxiliary vector is silent: 1088 bytes, and before the
 * kernel saved vectors it did not speak of its size.
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_untold(unsigned long hwcap)
{
	(void)hwcap;
	return 2048;
}

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(struct portsig_os_frame *f, unsigned n)
{
	return n < 8 ? &f->x1[9 + n] : NULL;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	(void)f;
}

/* An instruction of 16 bits, by quadrant and funct3. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_short_access(unsigned insn)
{
	unsigned funct3 = insn >> 13;

	if ((insn & 3) == 1)
		return PORTSIG_ACCESS_UNKNOWN;
	if (funct3 == 4 && (insn & 3) == 0)	/* Zcb: bytes and halves */
		return (insn >> 11 & 1) != 0 ? PORTSIG_ACCESS_WRITE :
		    PORTSIG_ACCESS_READ;
	if (funct3 == 0 || funct3 == 4)
		return PORTSIG_ACCESS_UNKNOWN;
	return funct3 > 4 ? PORTSIG_ACCESS_WRITE : PORTSIG_ACCESS_READ;
}

/* LOAD and LOAD-FP, STORE and STORE-FP; AMO writes but for lr. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_long_access(unsigned insn)
{
	switch (insn & 0x7f) {
	case 0x03:
	case 0x07:
		return PORTSIG_ACCESS_READ;
	case 0x23:
	case 0x27:
		return PORTSIG_ACCESS_WRITE;
	case 0x2f:
		return insn >> 27 == 2 ? PORTSIG_ACCESS_READ :
		    PORTSIG_ACCESS_WRITE;
	default:
		return PORTSIG_ACCESS_UNKNOWN;
	}
}

/*
 * The kernel does not say it, so the instruction does.  It was executed and
 * can be read, unless the pc is what could not be fetched; a store onto itself
 * is therefore taken for a jump to it.  Code that may be executed and not read
 * (PROT_EXEC alone) must not be asked about.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	const volatile uint16_t *insn = (const volatile uint16_t *)f->ip;

	if (f->ip == addr || f->ip + 2 == addr)
		return PORTSIG_ACCESS_EXEC;
	if (f->ip == 0)
		return PORTSIG_ACCESS_UNKNOWN;
	if ((insn[0] & 3) != 3)
		return portsig_os_short_access(insn[0]);
	return portsig_os_long_access(insn[0] | (unsigned)insn[1] << 16);
}

/* QRK-2: the pc is at an ebreak, and past a single-stepped instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	return code == 1;		/* TRAP_BRKPT */
}

#endif /* LINUX_REGS_RISCV64_H */
