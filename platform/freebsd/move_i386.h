/* SPDX-License-Identifier: MIT */
/* Moving a frame on i386; see os_move.h. */
#ifndef FREEBSD_MOVE_I386_H
#define FREEBSD_MOVE_I386_H

#include "machine_i386.h"
#include "move_x86.h"

enum {
	MOVE_ARGS_AT = 0,
	MOVE_FRAME_AT = AT_FRAME,
	MOVE_INFO_AT = AT_FRAME + sizeof(PORTSIG_OS_FRAME),
	MOVE_RED_ZONE = 0
};

#define MOVE_IS_AT(name, member) \
	_Static_assert(AT_##name == MOVE_FRAME_AT + \
	    offsetof(PORTSIG_OS_FRAME, uc_mcontext.member), #member)
MOVE_IS_AT(GS, mc_gs);
MOVE_IS_AT(DI, mc_edi);
MOVE_IS_AT(SI, mc_esi);
MOVE_IS_AT(BP, mc_ebp);
MOVE_IS_AT(SP, mc_esp);
MOVE_IS_AT(BX, mc_ebx);
MOVE_IS_AT(DX, mc_edx);
MOVE_IS_AT(CX, mc_ecx);
MOVE_IS_AT(AX, mc_eax);
MOVE_IS_AT(IP, mc_eip);

/* The landing is flat 32-bit code, whatever was interrupted. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	volatile move_u32 *arg = (volatile move_u32 *)(sp + MOVE_ARGS_AT);
	uint32_t cs, ds, es, ss;

	__asm__("movl %%cs, %0\n\tmovl %%ds, %1\n\tmovl %%es, %2\n\t"
	    "movl %%ss, %3" : "=r"(cs), "=r"(ds), "=r"(es), "=r"(ss));
	f->uc_mcontext.mc_cs = (int)cs;
	f->uc_mcontext.mc_ds = (int)ds;
	f->uc_mcontext.mc_es = (int)es;
	f->uc_mcontext.mc_ss = (int)ss;
	f->uc_mcontext.mc_eflags &= ~MOVE_RFLAGS_CLEARED;
	f->uc_mcontext.mc_eax = (int)(uintptr_t)call->fn;
	arg[0] = call->arg[0];
	arg[1] = call->arg[1];
	arg[2] = call->arg[2];
	move_clear(f);
}

#endif /* FREEBSD_MOVE_I386_H */
