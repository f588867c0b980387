/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on i386; see os_move.h.
 * NetBSD-10 sys/arch/i386/i386/machdep.c sendsig_siginfo(), buildcontext(),
 * cpu_setmcontext().
 */
#ifndef NETBSD_MOVE_I386_H
#define NETBSD_MOVE_I386_H

#include "machine_i386.h"

enum {
	MOVE_ARGS_AT = 0,
	MOVE_FRAME_AT = AT_FRAME,
	MOVE_INFO_AT = AT_FRAME + sizeof(PORTSIG_OS_FRAME),
	MOVE_RED_ZONE = 0,
	MOVE_RFLAGS_CLEARED = 0x10500	/* RF, DF, TF */
};

MOVE_IS_AT(DI, _REG_EDI);
MOVE_IS_AT(SI, _REG_ESI);
MOVE_IS_AT(BP, _REG_EBP);
MOVE_IS_AT(SP, _REG_UESP);
MOVE_IS_AT(BX, _REG_EBX);
MOVE_IS_AT(DX, _REG_EDX);
MOVE_IS_AT(CX, _REG_ECX);
MOVE_IS_AT(AX, _REG_EAX);
MOVE_IS_AT(IP, _REG_EIP);

/* The landing is flat 32-bit code, whatever was interrupted. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	volatile move_u32 *arg = (volatile move_u32 *)(sp + MOVE_ARGS_AT);
	uint32_t cs, ds, es, ss;

	__asm__("movl %%cs, %0\n\tmovl %%ds, %1\n\tmovl %%es, %2\n\t"
	    "movl %%ss, %3" : "=r"(cs), "=r"(ds), "=r"(es), "=r"(ss));
	f->uc_mcontext.__gregs[_REG_CS] = (int)cs;
	f->uc_mcontext.__gregs[_REG_DS] = (int)ds;
	f->uc_mcontext.__gregs[_REG_ES] = (int)es;
	f->uc_mcontext.__gregs[_REG_SS] = (int)ss;
	f->uc_mcontext.__gregs[_REG_EFL] &= ~MOVE_RFLAGS_CLEARED;
	f->uc_mcontext.__gregs[_REG_EAX] = (int)(uintptr_t)call->fn;
	arg[0] = call->arg[0];
	arg[1] = call->arg[1];
	arg[2] = call->arg[2];
	move_clear(f);
}

#endif /* NETBSD_MOVE_I386_H */
