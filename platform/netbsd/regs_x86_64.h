/* SPDX-License-Identifier: MIT */
/*
 * The frame on x86_64.  NetBSD-10 sys/arch/amd64/include/mcontext.h,
 * frame_regs.h.
 */
#ifndef NETBSD_REGS_X86_64_H
#define NETBSD_REGS_X86_64_H

#define PORTSIG_OS_PC	uc_mcontext.__gregs[_REG_RIP]
#define PORTSIG_OS_SP	uc_mcontext.__gregs[_REG_RSP]
#define PORTSIG_OS_FP	uc_mcontext.__gregs[_REG_RBP]

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->uc_mcontext.__gregs[_REG_RDI];
	case 1:
		return &f->uc_mcontext.__gregs[_REG_RSI];
	case 2:
		return &f->uc_mcontext.__gregs[_REG_RDX];
	case 3:
		return &f->uc_mcontext.__gregs[_REG_RCX];
	case 4:
		return &f->uc_mcontext.__gregs[_REG_R8];
	case 5:
		return &f->uc_mcontext.__gregs[_REG_R9];
	default:
		return NULL;
	}
}

#include "regs_x86.h"

#endif /* NETBSD_REGS_X86_64_H */
