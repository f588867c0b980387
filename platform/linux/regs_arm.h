/* SPDX-License-Identifier: MIT */
/*
 * The frame on 32-bit arm: the kernel's struct ucontext, the same on an arm64
 * kernel.  linux-6.12 arch/arm/include/asm/ucontext.h,
 * arch/arm/include/uapi/asm/sigcontext.h, arch/arm64/kernel/signal32.c.
 */
#ifndef LINUX_REGS_ARM_H
#define LINUX_REGS_ARM_H

struct portsig_os_frame {
	uint32_t flags, link;
	uint32_t stack_sp;
	int32_t stack_flags;
	uint32_t stack_size;
	uint32_t trapno, err, oldmask;
	uint32_t r[11], fp, r12, sp, lr, ip, cpsr;
	uint32_t fault_address;
	uint32_t sigmask[2];
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 32,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 2048,	/* LNX-5 */
	PORTSIG_OS_FRAME_CHECKED = 0,	/* LNX-12 */
	PORTSIG_OS_ALIGN_IS_TOLD = 1,	/* the address of a misaligned access */
	PORTSIG_OS_CPSR_THUMB = 0x20,
	PORTSIG_OS_CPSR_IT_AND_J = 0x0700fc00
};

/* FP is r11; what Thumb code calls its frame pointer is r7. */
#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_SP	sp
#define PORTSIG_OS_FP	fp
#define PORTSIG_OS_RA	lr

/* The frame, which the auxiliary vector never tells: 888 bytes. */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_untold(unsigned long hwcap)
{
	(void)hwcap;
	return 1024;
}

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(struct portsig_os_frame *f, unsigned n)
{
	return n < 4 ? &f->r[n] : NULL;
}

/*
 * Bit 0 of a function's address says that its code is Thumb, and moves into
 * the T flag.  The IT flags would make the first instructions conditional.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	f->cpsr &= ~(uint32_t)(PORTSIG_OS_CPSR_IT_AND_J |
	    PORTSIG_OS_CPSR_THUMB);
	if ((f->ip & 1) != 0)
		f->cpsr |= PORTSIG_OS_CPSR_THUMB;
	f->ip &= ~(uint32_t)1;
}

/*
 * The fault status, of which an arm64 kernel only writes bit 11 (write), and
 * an arm one bit 31 too (a fetch).  QRK-80
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	if ((f->err & 0x800) != 0)
		return PORTSIG_ACCESS_WRITE;
	if ((f->err & 0x80000000u) != 0 || addr == f->ip)
		return PORTSIG_ACCESS_EXEC;
	return PORTSIG_ACCESS_READ;
}

/* QRK-82: an arm kernel may have gone past it, an arm64 one has not. */
#define PORTSIG_OS_PC_IS_PAST(signo, code) \
	((signo) == SIGBUS && (code) == 1)

/* QRK-81: the pc is at a breakpoint. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	return code == 1 || code == 4;	/* TRAP_BRKPT, TRAP_HWBKPT */
}

#endif /* LINUX_REGS_ARM_H */
