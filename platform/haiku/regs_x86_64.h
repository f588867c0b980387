/* SPDX-License-Identifier: MIT */
/* The frame on x86_64. */
#ifndef HAIKU_REGS_X86_64_H
#define HAIKU_REGS_X86_64_H

#define PORTSIG_OS_PC		uc_mcontext.rip
#define PORTSIG_OS_SP		uc_mcontext.rsp
#define PORTSIG_OS_FP		uc_mcontext.rbp
#define PORTSIG_OS_TRAP		uc_mcontext.fpu.fp_fxsave.trap_number
#define PORTSIG_OS_ERROR	uc_mcontext.fpu.fp_fxsave.error_code
#define PORTSIG_OS_CR2		uc_mcontext.fpu.fp_fxsave.fault_address

enum {
	/* 1152 bytes and what HAI-5 leaves free, see tests/facts/frame-size */
	PORTSIG_OS_FRAME_AT_MOST = 1152 + 4095 + 15 + 8
};

PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->uc_mcontext.rdi;
	case 1:
		return &f->uc_mcontext.rsi;
	case 2:
		return &f->uc_mcontext.rdx;
	case 3:
		return &f->uc_mcontext.rcx;
	case 4:
		return &f->uc_mcontext.r8;
	case 5:
		return &f->uc_mcontext.r9;
	default:
		return NULL;
	}
}

#endif /* HAIKU_REGS_X86_64_H */
