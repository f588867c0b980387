/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on aarch64; see os_move.h.
 * NetBSD-10 sys/arch/aarch64/aarch64/sig_machdep.c sendsig_siginfo(),
 * cpu_machdep.c cpu_setmcontext().
 */
#ifndef NETBSD_MOVE_AARCH64_H
#define NETBSD_MOVE_AARCH64_H

enum {
	MOVE_INFO_AT = 0,
	MOVE_FRAME_AT = 128,
	MOVE_RED_ZONE = 0
};
_Static_assert(sizeof(siginfo_t) == MOVE_FRAME_AT, "siginfo_t");

PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	f->uc_mcontext.__gregs[_REG_X0] = call->arg[0];
	f->uc_mcontext.__gregs[_REG_X0 + 1] = call->arg[1];
	f->uc_mcontext.__gregs[_REG_X0 + 2] = call->arg[2];
	f->uc_mcontext.__gregs[_REG_X0 + 9] = (uintptr_t)call->fn;
	move_clear(f);
}

#endif /* NETBSD_MOVE_AARCH64_H */
