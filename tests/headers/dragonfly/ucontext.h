/* SPDX-License-Identifier: MIT */
/*
 * <ucontext.h> of DragonFly 5.9: what the library uses of it, from the tables
 * in tests/facts.  What has no name there is filled up.
 */
#ifndef HEADERS_UCONTEXT_H
#define HEADERS_UCONTEXT_H

#include <signal.h>

typedef struct {
	_Alignas(64) long mc_onstack;
	long mc_rdi, mc_rsi, mc_rdx, mc_rcx, mc_r8, mc_r9, mc_rax, mc_rbx;
	long mc_rbp, mc_r10, mc_r11, mc_r12, mc_r13, mc_r14, mc_r15;
	long mc_xflags, mc_trapno, mc_addr, mc_flags;
	long mc_err, mc_rip, mc_cs, mc_rflags, mc_rsp, mc_ss;
	unsigned mc_len, mc_fpformat, mc_ownedfp, others[9];
	int floating[256];
} mcontext_t;

typedef struct portsig_test_ucontext {
	sigset_t uc_sigmask;
	mcontext_t uc_mcontext;
	struct portsig_test_ucontext *uc_link;
	stack_t uc_stack;
	void (*uc_cofunc)(struct portsig_test_ucontext *, void *);
	void *uc_arg;
	int rest[4];
} ucontext_t;

#endif /* HEADERS_UCONTEXT_H */
