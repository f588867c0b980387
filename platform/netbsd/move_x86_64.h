/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on x86_64; see os_move.h.
 * NetBSD-10 sys/arch/amd64/amd64/machdep.c sendsig_siginfo(), buildcontext(),
 * cpu_setmcontext().
 */
#ifndef NETBSD_MOVE_X86_64_H
#define NETBSD_MOVE_X86_64_H

#include "machine_x86_64.h"

enum {
	MOVE_FRAME_AT = 0,
	MOVE_INFO_AT = sizeof(PORTSIG_OS_FRAME),
	MOVE_RED_ZONE = 128,
	MOVE_RFLAGS_CLEARED = 0x10500	/* RF, DF, TF */
};

MOVE_IS_AT(R8, _REG_R8);
MOVE_IS_AT(R9, _REG_R9);
MOVE_IS_AT(R10, _REG_R10);
MOVE_IS_AT(R11, _REG_R11);
MOVE_IS_AT(R12, _REG_R12);
MOVE_IS_AT(R13, _REG_R13);
MOVE_IS_AT(R14, _REG_R14);
MOVE_IS_AT(R15, _REG_R15);
MOVE_IS_AT(DI, _REG_RDI);
MOVE_IS_AT(SI, _REG_RSI);
MOVE_IS_AT(BP, _REG_RBP);
MOVE_IS_AT(BX, _REG_RBX);
MOVE_IS_AT(DX, _REG_RDX);
MOVE_IS_AT(AX, _REG_RAX);
MOVE_IS_AT(CX, _REG_RCX);
MOVE_IS_AT(SP, _REG_RSP);
MOVE_IS_AT(IP, _REG_RIP);

/* The landing is code of this mode, whatever was interrupted. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	uint16_t cs, ss;

	(void)sp;
	__asm__("movw %%cs, %0\n\tmovw %%ss, %1" : "=r"(cs), "=r"(ss));
	f->uc_mcontext.__gregs[_REG_CS] = cs;
	f->uc_mcontext.__gregs[_REG_SS] = ss;
	f->uc_mcontext.__gregs[_REG_RFLAGS] &= ~(uint64_t)MOVE_RFLAGS_CLEARED;
	f->uc_mcontext.__gregs[_REG_RAX] = (uintptr_t)call->fn;
	f->uc_mcontext.__gregs[_REG_RDI] = call->arg[0];
	f->uc_mcontext.__gregs[_REG_RSI] = call->arg[1];
	f->uc_mcontext.__gregs[_REG_RDX] = call->arg[2];
	move_clear(f);
}

#endif /* NETBSD_MOVE_X86_64_H */
