/* SPDX-License-Identifier: MIT */
/*
 * The frame on s390x: the kernel's struct ucontext.  The PSW's mask stays as
 * it was.  linux-6.12 arch/s390/include/uapi/asm/{sigcontext,ucontext}.h.
 */
#ifndef LINUX_REGS_S390X_H
#define LINUX_REGS_S390X_H

struct portsig_os_frame {
	uint64_t flags, link;
	uint64_t stack_sp;
	int32_t stack_flags;
	uint64_t stack_size;
	uint64_t psw_mask, ip, r[16];
	uint32_t access[16];
	uint32_t fpc;
	uint64_t fpr[16];
	uint64_t sigmask[1];
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 64,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 2048,	/* LNX-5 */
	/* LNX-12: when already on it; and the floor holds one frame */
	PORTSIG_OS_FRAME_CHECKED = 1,
	PORTSIG_OS_ALIGN_IS_TOLD = 0	/* QRK-85: no SIGBUS for that */
};

#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_SP	r[15]
#define PORTSIG_OS_FP	r[11]
#define PORTSIG_OS_RA	r[14]

/* The frame, which the auxiliary vector never tells: about 1400 bytes. */
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
	return n < 5 ? &f->r[2 + n] : NULL;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	(void)f;
}

#include "insn_s390x.h"

/*
 * The kernel does not say it, so the instruction does, by its first and its
 * last byte.  It was executed and can be read, unless its page is the one that
 * could not be fetched from.  QRK-86: of the address only the 4096 bytes are
 * known, so that a store into the page it stands in is taken for a jump there.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	const volatile unsigned char *insn =
	    (const volatile unsigned char *)f->ip;
	uintptr_t page = ~(uintptr_t)4095;
	unsigned length;

	addr &= page;
	if ((f->ip & page) == addr)
		return PORTSIG_ACCESS_EXEC;
	if (f->ip == 0)
		return PORTSIG_ACCESS_UNKNOWN;
	length = portsig_os_insn_length(insn[0]);
	if (((f->ip + length - 1) & page) == addr)
		return PORTSIG_ACCESS_EXEC;
	if (insn[0] >> 4 == 0xd)
		return portsig_os_insn_access_ss(insn, f->r, addr);
	return portsig_os_insn_access(insn[0], insn[1], insn[length - 1]);
}

/* QRK-85: past the instruction, whose address is si_addr. */
#define PORTSIG_OS_PC_IS_PAST(signo, code) \
	((signo) == SIGILL || (signo) == SIGFPE)

/* QRK-85: no breakpoint raises it; a single step is past its instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	(void)code;
	return false;
}

#endif /* LINUX_REGS_S390X_H */
