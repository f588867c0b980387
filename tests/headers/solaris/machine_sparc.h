/* SPDX-License-Identifier: MIT */
/* The ucontext_t of illumos in 2013 on sparc and sparcv9. */
#ifndef HEADERS_MACHINE_SPARC_H
#define HEADERS_MACHINE_SPARC_H

enum {
	REG_CCR = 0, REG_PSR = 0, REG_PC, REG_nPC, REG_Y,
	REG_O0 = 11, REG_O6 = 17, REG_O7
};

struct rwindow { greg_t rw_local[8], rw_in[8]; };
typedef struct {
	int wbcnt;
	greg_t *spbuf[31];
	struct rwindow wbuf[31];
} gwindows_t;

typedef struct {
#ifdef _LP64
	_Alignas(16) greg_t gregs[21];
	gwindows_t *gwins;
	_Alignas(16) unsigned char fpregs[288];
	long rest[2 + 16 + 4];
#else
	_Alignas(8) greg_t gregs[19];
	gwindows_t *gwins;
	_Alignas(8) unsigned char fpregs[144];
	long rest[2 + 19];
#endif
} mcontext_t;

typedef struct ucontext {
	unsigned uc_flags;
	struct ucontext *uc_link;
	sigset_t uc_sigmask;
	stack_t uc_stack;
	mcontext_t uc_mcontext;
#ifdef _LP64
	long uc_filler[4];
#else
	long uc_filler[23];
#endif
} ucontext_t;

#endif /* HEADERS_MACHINE_SPARC_H */
