/* SPDX-License-Identifier: MIT */
/*
 * <ucontext.h> of NetBSD 10: what the library uses of it, from the tables in
 * tests/facts.  What nobody reads is there by its size.
 */
#ifndef HEADERS_UCONTEXT_H
#define HEADERS_UCONTEXT_H

#include <signal.h>

#if defined(__x86_64__)
enum {
	_REG_RDI, _REG_RSI, _REG_RDX, _REG_RCX, _REG_R8, _REG_R9, _REG_R10,
	_REG_R11, _REG_R12, _REG_R13, _REG_R14, _REG_R15, _REG_RBP, _REG_RBX,
	_REG_RAX, _REG_TRAPNO = 19, _REG_ERR, _REG_RIP, _REG_CS, _REG_RFLAGS,
	_REG_RSP, _REG_SS
};
typedef struct {
	unsigned long __gregs[26], rest[65];
} mcontext_t;
#elif defined(__i386__)
enum {
	_REG_ES = 2, _REG_DS, _REG_EDI, _REG_ESI, _REG_EBP, _REG_ESP, _REG_EBX,
	_REG_EDX, _REG_ECX, _REG_EAX, _REG_TRAPNO, _REG_ERR, _REG_EIP, _REG_CS,
	_REG_EFL, _REG_UESP, _REG_SS
};
typedef struct {
	int __gregs[19], rest[162];
} mcontext_t;
#define UCONTEXT_PADDING 4
#elif defined(__aarch64__)
enum {
	_REG_X0, _REG_X29 = 29, _REG_X30, _REG_X31, _REG_ELR, _REG_SPSR,
	_REG_TPIDR
};
typedef struct {
	unsigned long __gregs[35];
	_Alignas(16) unsigned long rest[74];
} mcontext_t;
#elif defined(__arm__)
enum {
	_REG_R0, _REG_FP = 11, _REG_SP = 13, _REG_LR, _REG_PC, _REG_CPSR
};
typedef struct {
	unsigned __gregs[17];
	struct {
		unsigned status;
		unsigned long long registers[32];
		unsigned id;
	} floating;
	unsigned rest[2];
} mcontext_t;
#define UCONTEXT_PADDING 1
#else
enum {
	_REG_CCR, _REG_PC, _REG_nPC, _REG_O0 = 11, _REG_O6 = 17, _REG_O7
};
typedef struct {
	long __gregs[21], windows;
	_Alignas(16) long rest[54];
} mcontext_t;
#define UCONTEXT_PADDING 8
#endif

typedef struct ucontext {
	unsigned uc_flags;
	struct ucontext *uc_link;
	sigset_t uc_sigmask;
	stack_t uc_stack;
	mcontext_t uc_mcontext;
#ifdef UCONTEXT_PADDING
	long padding[UCONTEXT_PADDING];
#endif
} ucontext_t;

#endif /* HEADERS_UCONTEXT_H */
