/* SPDX-License-Identifier: MIT */
/*
 * <ucontext.h> for platform/template, which stands for no system: shaped like
 * Linux's on x86_64, whose other headers it is compiled with.
 */
#ifndef HEADERS_UCONTEXT_H
#define HEADERS_UCONTEXT_H

#include <signal.h>

enum {
	REG_R8, REG_R9, REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
	REG_RDI, REG_RSI, REG_RBP, REG_RBX, REG_RDX, REG_RAX, REG_RCX, REG_RSP,
	REG_RIP, REG_EFL, REG_CSGSFS, REG_ERR, REG_TRAPNO, REG_OLDMASK, REG_CR2
};

typedef struct ucontext_t {
	unsigned long uc_flags;
	struct ucontext_t *uc_link;
	stack_t uc_stack;
	struct { long long gregs[23]; void *fpregs; long reserved[8]; }
	    uc_mcontext;
	sigset_t uc_sigmask;
} ucontext_t;

#endif /* HEADERS_UCONTEXT_H */
