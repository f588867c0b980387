/* SPDX-License-Identifier: MIT */
/*
 * The frame on i386.  The interrupted stack pointer is UESP; ESP is what pusha
 * saved in the kernel.  illumos-gate usr/src/uts/intel/sys/regset.h.
 */
#ifndef SOLARIS_REGS_I386_H
#define SOLARIS_REGS_I386_H

#define PORTSIG_OS_PC	uc_mcontext.gregs[EIP]
#define PORTSIG_OS_SP	uc_mcontext.gregs[UESP]
#define PORTSIG_OS_FP	uc_mcontext.gregs[EBP]
#define PORTSIG_OS_TRAPNO uc_mcontext.gregs[TRAPNO]
#define PORTSIG_OS_ERR	uc_mcontext.gregs[ERR]

/* Arguments are passed on the stack. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	(void)f;
	(void)n;
	return NULL;
}

#include "regs_x86.h"

#endif /* SOLARIS_REGS_I386_H */
