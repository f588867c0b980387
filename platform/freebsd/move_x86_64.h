/* SPDX-License-Identifier: MIT */
/* Moving a frame on x86_64; see os_move.h. */
#ifndef FREEBSD_MOVE_X86_64_H
#define FREEBSD_MOVE_X86_64_H

#include "machine_x86_64.h"
#include "move_x86.h"

enum {
	MOVE_FRAME_AT = 0,
	MOVE_INFO_AT = sizeof(PORTSIG_OS_FRAME),
	MOVE_RED_ZONE = 128
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

/* The landing is code of this mode, whatever was interrupted. */
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
	f->uc_mcontext.mc_rax = (long)(uintptr_t)call->fn;
	f->uc_mcontext.mc_rdi = (long)call->arg[0];
	f->uc_mcontext.mc_rsi = (long)call->arg[1];
	f->uc_mcontext.mc_rdx = (long)call->arg[2];
	move_clear(f);
}

#endif /* FREEBSD_MOVE_X86_64_H */
