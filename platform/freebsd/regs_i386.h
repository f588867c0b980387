/* SPDX-License-Identifier: MIT */
/* The frame's registers on i386: freebsd-13.0 sys/x86/include/ucontext.h. */
#ifndef FREEBSD_REGS_I386_H
#define FREEBSD_REGS_I386_H

#define PORTSIG_OS_PC	uc_mcontext.mc_eip
#define PORTSIG_OS_SP	uc_mcontext.mc_esp
#define PORTSIG_OS_FP	uc_mcontext.mc_ebp

/* Arguments are passed on the stack. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	(void)f;
	(void)n;
	return NULL;
}

/* As on x86_64: DF and TF are left to whoever enters a C function. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	(void)f;
}

#include "regs_x86.h"

#endif /* FREEBSD_REGS_I386_H */
