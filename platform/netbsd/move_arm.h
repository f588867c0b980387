/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on 32-bit arm; see os_move.h.
 * NetBSD-10 sys/arch/arm/arm/sig_machdep.c sendsig_siginfo(),
 * cpu_setmcontext().
 */
#ifndef NETBSD_MOVE_ARM_H
#define NETBSD_MOVE_ARM_H

#include "machine_arm.h"

enum {
	MOVE_INFO_AT = 0,
	MOVE_FRAME_AT = 128,
	MOVE_RED_ZONE = 0,
	MOVE_CPSR_BIG = 0x200		/* data is big-endian */
};
_Static_assert(sizeof(siginfo_t) == MOVE_FRAME_AT, "siginfo_t");
MOVE_IS_AT(R0, _REG_R0);

PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	f->uc_mcontext.__gregs[_REG_CPSR] &= ~(unsigned)MOVE_CPSR_BIG;
	f->uc_mcontext.__gregs[_REG_R0] = call->arg[0];
	f->uc_mcontext.__gregs[_REG_R0 + 1] = call->arg[1];
	f->uc_mcontext.__gregs[_REG_R0 + 2] = call->arg[2];
	f->uc_mcontext.__gregs[_REG_R0 + 12] = (uintptr_t)call->fn;
	move_clear(f);
}

#endif /* NETBSD_MOVE_ARM_H */
