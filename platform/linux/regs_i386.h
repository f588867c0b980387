/* SPDX-License-Identifier: MIT */
/*
 * The frame on i386: the kernel's struct ucontext, which is shorter than
 * libc's.  linux-6.12 arch/x86/include/uapi/asm/sigcontext.h and
 * asm-generic/ucontext.h.
 */
#ifndef LINUX_REGS_I386_H
#define LINUX_REGS_I386_H

struct portsig_os_frame {
	uint32_t flags, link;
	uint32_t stack_sp;
	int32_t stack_flags;
	uint32_t stack_size;
	uint32_t gs, fs, es, ds, di, si, bp, sp, bx, dx, cx, ax;
	uint32_t trapno, err, ip, cs, eflags, sp_at_signal, ss;
	uint32_t fpstate, oldmask, cr2;
	uint32_t sigmask[2];
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 32,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 2048,	/* LNX-5 */
	PORTSIG_OS_FRAME_CHECKED = 1	/* LNX-12 */
};

/* Arguments are passed on the stack. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(struct portsig_os_frame *f, unsigned n)
{
	(void)f;
	(void)n;
	return NULL;
}

/* As on x86_64: DF and TF are left to whoever enters a C function. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	(void)f;
}

#include "regs_x86.h"

#endif /* LINUX_REGS_I386_H */
