/* SPDX-License-Identifier: MIT */
/*
 * How large a frame is and what it points to, for posix/os_frame_move.c; see
 * posix/move_extent.h.  sigreturn takes the address of a ucontext, which
 * nothing is outside of.  mc_onstack is the bit of DFL-3, and stays in the
 * original and in the copy.  dragonfly-5.9 sys/platform/pc64/x86_64/machdep.c
 * sendsig(), sys_sigreturn().
 */
#ifndef DRAGONFLY_OS_MOVE_H
#define DRAGONFLY_OS_MOVE_H

#include "machine/machine.h"
#include "posix/move_extent.h"
#include "machine_x86_64.h"

enum {
	MOVE_FRAME_AT = 0,
	MOVE_INFO_AT = sizeof(PORTSIG_OS_FRAME),
	MOVE_RED_ZONE = 128,
	MOVE_FPU_NONE = 0x20000,	/* _MC_FPOWNED_NONE */
	MOVE_RFLAGS_CLEARED = 0x10500	/* RF, DF, TF */
};

#define MOVE_IS_AT(name, member) \
	_Static_assert(AT_##name == MOVE_FRAME_AT + \
	    offsetof(PORTSIG_OS_FRAME, uc_mcontext.member), #member)
MOVE_IS_AT(R8, mc_r8);
MOVE_IS_AT(R9, mc_r9);
MOVE_IS_AT(R10, mc_r10);
MOVE_IS_AT(R11, mc_r11);
MOVE_IS_AT(R12, mc_r12);
MOVE_IS_AT(R13, mc_r13);
MOVE_IS_AT(R14, mc_r14);
MOVE_IS_AT(R15, mc_r15);
MOVE_IS_AT(DI, mc_rdi);
MOVE_IS_AT(SI, mc_rsi);
MOVE_IS_AT(BP, mc_rbp);
MOVE_IS_AT(BX, mc_rbx);
MOVE_IS_AT(DX, mc_rdx);
MOVE_IS_AT(AX, mc_rax);
MOVE_IS_AT(CX, mc_rcx);
MOVE_IS_AT(SP, mc_rsp);
MOVE_IS_AT(IP, mc_rip);

PORTSIG_SIGNAL_PATH static inline int
move_extent(const PORTSIG_OS_FRAME *f, struct move_extent *e)
{
	e->frame = sizeof(*f);
	e->outside = e->outside_size = e->outside_head = 0;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(PORTSIG_OS_FRAME *copy, uintptr_t by, uintptr_t to)
{
	(void)copy;
	(void)by;
	(void)to;
}

/*
 * The landing is code of this mode, whatever was interrupted, and begins with
 * an FPU not used yet, as a handler does: dragonfly-5.9
 * sys/platform/pc64/x86_64/npx.c npxpush(), npxpop().
 */
PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	uint16_t cs, ss;

	(void)sp;
	__asm__("movw %%cs, %0\n\tmovw %%ss, %1" : "=r"(cs), "=r"(ss));
	f->uc_mcontext.mc_cs = cs;
	f->uc_mcontext.mc_ss = ss;
	f->uc_mcontext.mc_rflags &= ~(long)MOVE_RFLAGS_CLEARED;
	f->uc_mcontext.mc_ownedfp = MOVE_FPU_NONE;
	f->uc_mcontext.mc_rax = (long)(uintptr_t)call->fn;
	f->uc_mcontext.mc_rdi = (long)call->arg[0];
	f->uc_mcontext.mc_rsi = (long)call->arg[1];
	f->uc_mcontext.mc_rdx = (long)call->arg[2];
}

#endif /* DRAGONFLY_OS_MOVE_H */
