/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on riscv64; see os_move.h.  Nothing points anywhere.
 * freebsd-13.0 sys/riscv/riscv/machdep.c set_mcontext().
 */
#ifndef FREEBSD_MOVE_RISCV64_H
#define FREEBSD_MOVE_RISCV64_H

enum {
	MOVE_INFO_AT = 0,
	MOVE_FRAME_AT = 80,
	MOVE_RED_ZONE = 0
};
_Static_assert(sizeof(siginfo_t) == MOVE_FRAME_AT, "siginfo_t");

PORTSIG_SIGNAL_PATH static inline int
move_extent(const PORTSIG_OS_FRAME *f, struct move_extent *e)
{
	return move_whole(f, e);
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(PORTSIG_OS_FRAME *copy, uintptr_t by, uintptr_t to)
{
	(void)copy;
	(void)by;
	(void)to;
}

/* A handler begins with the FPU as it was, so that stays. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	f->uc_mcontext.mc_gpregs.gp_a[0] = (long)call->arg[0];
	f->uc_mcontext.mc_gpregs.gp_a[1] = (long)call->arg[1];
	f->uc_mcontext.mc_gpregs.gp_a[2] = (long)call->arg[2];
	f->uc_mcontext.mc_gpregs.gp_t[1] = (long)(uintptr_t)call->fn;
}

#endif /* FREEBSD_MOVE_RISCV64_H */
