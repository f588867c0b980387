/* SPDX-License-Identifier: MIT */
/*
 * The frame on i386, where the stack pointer is UESP: ESP is what pusha left.
 * NetBSD-10 sys/arch/i386/include/mcontext.h.
 */
#ifndef NETBSD_REGS_I386_H
#define NETBSD_REGS_I386_H

#define PORTSIG_OS_PC	uc_mcontext.__gregs[_REG_EIP]
#define PORTSIG_OS_SP	uc_mcontext.__gregs[_REG_UESP]
#define PORTSIG_OS_FP	uc_mcontext.__gregs[_REG_EBP]

/* Arguments are passed on the stack. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	(void)f;
	(void)n;
	return NULL;
}

#include "regs_x86.h"

#endif /* NETBSD_REGS_I386_H */
