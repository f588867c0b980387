/* SPDX-License-Identifier: MIT */
/* The frame on amd64: illumos-gate usr/src/uts/intel/sys/regset.h. */
#ifndef SOLARIS_REGS_X86_64_H
#define SOLARIS_REGS_X86_64_H

#define PORTSIG_OS_PC	uc_mcontext.gregs[REG_RIP]
#define PORTSIG_OS_SP	uc_mcontext.gregs[REG_RSP]
#define PORTSIG_OS_FP	uc_mcontext.gregs[REG_RBP]
#define PORTSIG_OS_TRAPNO uc_mcontext.gregs[REG_TRAPNO]
#define PORTSIG_OS_ERR	uc_mcontext.gregs[REG_ERR]

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->uc_mcontext.gregs[REG_RDI];
	case 1:
		return &f->uc_mcontext.gregs[REG_RSI];
	case 2:
		return &f->uc_mcontext.gregs[REG_RDX];
	case 3:
		return &f->uc_mcontext.gregs[REG_RCX];
	case 4:
		return &f->uc_mcontext.gregs[REG_R8];
	case 5:
		return &f->uc_mcontext.gregs[REG_R9];
	default:
		return NULL;
	}
}

#include "regs_x86.h"

#endif /* SOLARIS_REGS_X86_64_H */
