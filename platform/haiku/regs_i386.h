/* SPDX-License-Identifier: MIT */
/* The frame on i386. */
#ifndef HAIKU_REGS_I386_H
#define HAIKU_REGS_I386_H

#define PORTSIG_OS_PC		uc_mcontext.eip
#define PORTSIG_OS_SP		uc_mcontext.esp
#define PORTSIG_OS_FP		uc_mcontext.ebp
#define PORTSIG_OS_TRAP		uc_mcontext.xregs.state.new_format.trap_number
#define PORTSIG_OS_ERROR	uc_mcontext.xregs.state.new_format.error_code
#define PORTSIG_OS_CR2		uc_mcontext.xregs.state.new_format.fault_address

enum {
	/* 688 bytes and what HAI-5 leaves free, see tests/facts/frame-size */
	PORTSIG_OS_FRAME_AT_MOST = 688 + 4095 + 15 + 4
};

/* All arguments are on the stack. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	(void)f;
	(void)n;
	return NULL;
}

#endif /* HAIKU_REGS_I386_H */
