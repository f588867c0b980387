/* SPDX-License-Identifier: MIT */
/*
 * The frame on arm64: a siginfo, the ucontext, the mcontext, and below the end
 * of the stack 128 bytes of red zone.  xnu-11417.101.15
 * bsd/dev/arm/unix_signal.c, sendsig().  With signed pointers (arm64e) the
 * registers are behind the accessors of regs_arm64e.h.
 */
#ifndef DARWIN_REGS_AARCH64_H
#define DARWIN_REGS_AARCH64_H

#if !__DARWIN_OPAQUE_ARM_THREAD_STATE64
#define PORTSIG_OS_PC	uc_mcontext->__ss.__pc
#define PORTSIG_OS_SP	uc_mcontext->__ss.__sp
#define PORTSIG_OS_FP	uc_mcontext->__ss.__fp
#define PORTSIG_OS_RA	uc_mcontext->__ss.__lr
#endif

enum {
	PORTSIG_OS_UCONTEXT_SIZE = 56,
	PORTSIG_OS_ABOVE_FRAME = 56 + 816 + 128	/* to the stack's end */
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	return n < 8 ? &f->uc_mcontext->__ss.__x[n] : NULL;
}

/* BTYPE, bits 11 and 10, is of the jump that led to the old pc (QRK-5). */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	f->uc_mcontext->__ss.__cpsr &= ~0xc00u;
}

PORTSIG_SIGNAL_PATH static inline uint32_t
portsig_os_frame_esr(const ucontext_t *f)
{
	return (uint32_t)f->uc_mcontext->__es.__esr;
}

/*
 * Whether INSN can be blamed for a data abort: the group of loads and stores,
 * those of SVE and of SME, cache maintenance, and Apple's own matrix unit.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_insn_accesses(uint32_t insn)
{
	return (insn & 0x0a000000) == 0x08000000 ||
	    (insn & 0x9e000000) == 0x84000000 ||
	    (insn & 0xfe000000) == 0xe0000000 ||
	    (insn & 0xfff80000) == 0xd5080000 ||
	    (insn & 0xfffffc00) == 0x00201000;
}

struct portsig_os_insn {
	uint32_t word;
} __attribute__((may_alias));

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_pc(const void *frame);

/*
 * QRK-61: the syndrome is that of the thread's last synchronous exception,
 * which for a sent signal is a system call (class 0x15), or an abort that the
 * kernel has long resolved.  So a data abort counts only if the instruction at
 * the pc can be to blame; it was fetched, so it can be read.  And a fetch
 * counts only if it was of the pc.  brk: QRK-65.
 */
PORTSIG_SIGNAL_PATH static inline enum portsig_os_exception
portsig_os_frame_exception(const ucontext_t *f)
{
	const struct portsig_os_insn *pc =
	    (const struct portsig_os_insn *)portsig_os_frame_pc(f);
	uint32_t esr = portsig_os_frame_esr(f);

	switch (esr >> 26) {
	case 0x24:			/* a data abort */
		if (!portsig_os_insn_accesses(pc->word))
			return PORTSIG_OS_EXCEPTION_NONE;
		break;
	case 0x20:			/* a fetch */
		if (f->uc_mcontext->__es.__far != (uintptr_t)pc)
			return PORTSIG_OS_EXCEPTION_NONE;
		break;
	case 0x15:			/* svc */
	case 0x30:			/* break, step and watchpoint */
	case 0x32:
	case 0x34:
		return PORTSIG_OS_EXCEPTION_NONE;
	default:			/* undefined, brk, alignment */
		return PORTSIG_OS_EXCEPTION_HERE;
	}
	return (esr & 0x400) != 0 ? PORTSIG_OS_EXCEPTION_HERE :
	    PORTSIG_OS_EXCEPTION_ACCESS;	/* bit 10: no address */
}

/* WnR, bit 6, is true of cache maintenance as well (bit 8): QRK-6. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const ucontext_t *f, uintptr_t addr)
{
	uint32_t esr = portsig_os_frame_esr(f);

	(void)addr;
	if (esr >> 26 == 0x20)
		return PORTSIG_ACCESS_EXEC;
	if ((esr & 0x40) != 0 && (esr & 0x100) == 0)
		return PORTSIG_ACCESS_WRITE;
	return PORTSIG_ACCESS_READ;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_frame_is_the_kernels(const ucontext_t *f)
{
	return (uintptr_t)f->uc_mcontext ==
	    (uintptr_t)f + PORTSIG_OS_UCONTEXT_SIZE;
}

/*
 * The kernel puts the frame below the stack's end rounded down to 16, which
 * hides four bits.  So this is exact for a stack that begins at a multiple of
 * 16, as what mmap and malloc give does, and else off by less than 16.
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_stack_base(const ucontext_t *f, size_t size)
{
	return (uintptr_t)f + PORTSIG_OS_ABOVE_FRAME - (size & ~(size_t)15);
}

#endif /* DARWIN_REGS_AARCH64_H */
