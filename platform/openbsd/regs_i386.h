/* SPDX-License-Identifier: MIT */
/* The frame on i386.  OpenBSD-7.4 sys/arch/i386/include/signal.h. */
#ifndef OPENBSD_REGS_I386_H
#define OPENBSD_REGS_I386_H

#define PORTSIG_OS_PC	sc_eip
#define PORTSIG_OS_SP	sc_esp
#define PORTSIG_OS_FP	sc_ebp

/* Arguments are passed on the stack. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	(void)f;
	(void)n;
	return NULL;
}

#include "regs_x86.h"

#endif /* OPENBSD_REGS_I386_H */
