/* SPDX-License-Identifier: MIT */
/*
 * The frame on mips64 (n64): the kernel's struct ucontext, with a signal mask
 * of 128 bits.  linux-6.12
 * arch/mips/include/uapi/asm/{sigcontext,ucontext,signal}.h.
 */
#ifndef LINUX_REGS_MIPS64EL_H
#define LINUX_REGS_MIPS64EL_H

struct portsig_os_frame {
	uint64_t flags, link;
	uint64_t stack_sp;
	uint64_t stack_size;
	int32_t stack_flags;
	uint64_t r[32];
	uint64_t fpr[32];
	uint64_t hi[4], lo[4];
	uint64_t ip;
	uint32_t fpc_csr, used_math, dsp, reserved;
	uint64_t sigmask[2];
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 64,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 2048,	/* LNX-5 */
	/* LNX-12: when already on it; and the floor holds one frame */
	PORTSIG_OS_FRAME_CHECKED = 1,
	PORTSIG_OS_ALIGN_IS_TOLD = 0	/* QRK-87: nor is the code BUS_ADRALN */
};

#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_SP	r[29]
#define PORTSIG_OS_FP	r[30]
#define PORTSIG_OS_RA	r[31]

/* The frame, which the auxiliary vector never tells: with MSA under 1900. */
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
	return n < 8 ? &f->r[4 + n] : NULL;
}

/* A function finds its data by t9, which holds its own address. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	f->r[25] = f->ip;
}

/* j, jal, jr, jalr, and what branches on registers or flags. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_insn_has_delay_slot(uint32_t insn)
{
	unsigned op = insn >> 26;

	if (op == 0)
		return (insn & 0x3f) == 8 || (insn & 0x3f) == 9;
	if (op == 0x11)
		return (insn >> 21 & 0x1f) == 8;
	return (op >= 1 && op <= 7) || (op >= 0x14 && op <= 0x17);
}

PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_insn_access(uint32_t insn)
{
	unsigned op = insn >> 26, function = insn & 0x3f;

	switch (op) {
	case 0x13:			/* floating point, by two registers */
		return function < 8 ? PORTSIG_ACCESS_READ :
		    function < 0x10 ? PORTSIG_ACCESS_WRITE :
		    PORTSIG_ACCESS_UNKNOWN;
	case 0x1f:			/* release 6: ll, lld; sc, scd */
		return function == 0x36 || function == 0x37 ?
		    PORTSIG_ACCESS_READ : function == 0x26 ||
		    function == 0x27 ? PORTSIG_ACCESS_WRITE :
		    PORTSIG_ACCESS_UNKNOWN;
	case 0x1a:			/* ldl, ldr */
	case 0x1b:
	case 0x30:			/* ll, lwc1, lld, ldc1, ld */
	case 0x31:
	case 0x34:
	case 0x35:
	case 0x37:
		return PORTSIG_ACCESS_READ;
	case 0x38:			/* sc, swc1, scd, sdc1, sd */
	case 0x39:
	case 0x3c:
	case 0x3d:
	case 0x3f:
		return PORTSIG_ACCESS_WRITE;
	default:
		return op < 0x20 || op > 0x2e ? PORTSIG_ACCESS_UNKNOWN :
		    op < 0x28 ? PORTSIG_ACCESS_READ : PORTSIG_ACCESS_WRITE;
	}
}

/*
 * The kernel does not say it, so the instruction does; of one in a delay slot
 * the pc is the branch's (QRK-87).  It was executed and can be read, unless
 * the pc is what could not be fetched; a store onto itself is therefore taken
 * for a jump to it.  Bit 0 of the pc says that the code is compressed.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	const volatile uint32_t *insn = (const volatile uint32_t *)f->ip;

	if (f->ip == addr)
		return PORTSIG_ACCESS_EXEC;
	if (f->ip == 0 || (f->ip & 3) != 0)
		return PORTSIG_ACCESS_UNKNOWN;
	if (!portsig_os_insn_has_delay_slot(insn[0]))
		return portsig_os_insn_access(insn[0]);
	if (f->ip + 4 == addr)
		return PORTSIG_ACCESS_EXEC;
	return portsig_os_insn_access(insn[1]);
}

/* QRK-87: after a misaligned ll; a SIGBUS like that tells no more. */
#define PORTSIG_OS_PC_IS_PAST(signo, code) \
	((signo) == SIGBUS && (code) == 128)

/* QRK-87: the pc is at break and teq, and there is no single step. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	return code == 1 || code == 128;	/* TRAP_BRKPT, SI_KERNEL */
}

#endif /* LINUX_REGS_MIPS64EL_H */
