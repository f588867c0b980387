/* SPDX-License-Identifier: MIT */
/*
 * The frame on x86_64: the kernel's struct ucontext, which is shorter than
 * libc's.  linux-6.12 arch/x86/include/uapi/asm/{sigcontext,ucontext}.h.
 */
#ifndef LINUX_REGS_X86_64_H
#define LINUX_REGS_X86_64_H

struct portsig_os_frame {
	uint64_t flags, link;
	uint64_t stack_sp;
	int32_t stack_flags;
	uint64_t stack_size;
	uint64_t r8, r9, r10, r11, r12, r13, r14, r15;
	uint64_t di, si, bp, bx, dx, ax, cx, sp, ip, eflags;
	uint16_t cs, gs, fs, ss;
	uint64_t err, trapno, oldmask, cr2, fpstate, reserved[8];
	uint64_t sigmask[1];
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 64,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 2048,	/* LNX-5 */
	PORTSIG_OS_FRAME_CHECKED = 1	/* LNX-12 */
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(struct portsig_os_frame *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->di;
	case 1:
		return &f->si;
	case 2:
		return &f->dx;
	case 3:
		return &f->cx;
	case 4:
		return &f->r8;
	case 5:
		return &f->r9;
	default:
		return NULL;
	}
}

/*
 * The flags stay: code that goes on after a repaired instruction wants its
 * own DF.  Whoever enters a C function must clear bits 10 and 8 himself.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	(void)f;
}

#include "regs_x86.h"

#endif /* LINUX_REGS_X86_64_H */
