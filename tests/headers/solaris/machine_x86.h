/* SPDX-License-Identifier: MIT */
/* The ucontext_t of illumos in 2013 on amd64 and i386. */
#ifndef HEADERS_MACHINE_X86_H
#define HEADERS_MACHINE_X86_H

enum {
	REG_R9 = 6, REG_R8, REG_RDI, REG_RSI, REG_RBP, REG_RBX, REG_RDX,
	REG_RCX, REG_RAX, REG_TRAPNO, REG_ERR, REG_RIP, REG_CS, REG_RFL,
	REG_RSP
};
enum {
	EBP = 6, ESP, EBX, EDX, ECX, EAX, TRAPNO, ERR, EIP, CS, EFL, UESP
};

typedef struct {
#ifdef _LP64
	_Alignas(16) greg_t gregs[28];
	unsigned char fpregs[528];
#else
	greg_t gregs[19];
	unsigned char fpregs[380];
#endif
} mcontext_t;

typedef struct ucontext {
	unsigned long uc_flags;
	struct ucontext *uc_link;
	sigset_t uc_sigmask;
	stack_t uc_stack;
	mcontext_t uc_mcontext;
	long uc_filler[5];
} ucontext_t;

#endif /* HEADERS_MACHINE_X86_H */
