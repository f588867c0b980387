/* SPDX-License-Identifier: MIT */
/* The frame on amd64.  OpenBSD-7.4 sys/arch/amd64/include/signal.h. */
#ifndef OPENBSD_REGS_X86_64_H
#define OPENBSD_REGS_X86_64_H

#define PORTSIG_OS_PC	sc_rip
#define PORTSIG_OS_SP	sc_rsp
#define PORTSIG_OS_FP	sc_rbp

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->sc_rdi;
	case 1:
		return &f->sc_rsi;
	case 2:
		return &f->sc_rdx;
	case 3:
		return &f->sc_rcx;
	case 4:
		return &f->sc_r8;
	case 5:
		return &f->sc_r9;
	default:
		return NULL;
	}
}

#include "regs_x86.h"

#endif /* OPENBSD_REGS_X86_64_H */
