/* SPDX-License-Identifier: MIT */
/* The frame's registers on x86_64: freebsd-13.0 sys/x86/include/ucontext.h. */
#ifndef FREEBSD_REGS_X86_64_H
#define FREEBSD_REGS_X86_64_H

#define PORTSIG_OS_PC	uc_mcontext.mc_rip
#define PORTSIG_OS_SP	uc_mcontext.mc_rsp
#define PORTSIG_OS_FP	uc_mcontext.mc_rbp

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->uc_mcontext.mc_rdi;
	case 1:
		return &f->uc_mcontext.mc_rsi;
	case 2:
		return &f->uc_mcontext.mc_rdx;
	case 3:
		return &f->uc_mcontext.mc_rcx;
	case 4:
		return &f->uc_mcontext.mc_r8;
	case 5:
		return &f->uc_mcontext.mc_r9;
	default:
		return NULL;
	}
}

/*
 * The flags stay: code that goes on after a repaired instruction wants its
 * own DF.  Whoever enters a C function must clear bits 10 and 8 himself.
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	(void)f;
}

#include "regs_x86.h"

#endif /* FREEBSD_REGS_X86_64_H */
