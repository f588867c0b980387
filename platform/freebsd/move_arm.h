/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on 32-bit arm; see os_move.h.  The registers of VFP stand
 * outside of the ucontext.  freebsd-13.0 sys/arm/arm/machdep.c sendsig(),
 * set_mcontext().
 */
#ifndef FREEBSD_MOVE_ARM_H
#define FREEBSD_MOVE_ARM_H

#include "machine_arm.h"

enum {
	MOVE_INFO_AT = 0,
	MOVE_FRAME_AT = 64,
	MOVE_RED_ZONE = 0,
	MOVE_CPSR_BIG = 0x200		/* data is big-endian */
};
_Static_assert(sizeof(siginfo_t) == MOVE_FRAME_AT, "siginfo_t");
_Static_assert(AT_R0 == MOVE_FRAME_AT +
    offsetof(PORTSIG_OS_FRAME, uc_mcontext.__gregs), "r0");

PORTSIG_SIGNAL_PATH static inline int
move_extent(const PORTSIG_OS_FRAME *f, struct move_extent *e)
{
	if (move_whole(f, e) != 0 ||
	    f->uc_mcontext.mc_vfp_size > MOVE_OUTSIDE_MOST)
		return ENOTSUP;
	e->outside = (uintptr_t)f->uc_mcontext.mc_vfp_ptr;
	if (e->outside != 0)
		e->outside_size = f->uc_mcontext.mc_vfp_size;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(PORTSIG_OS_FRAME *copy, uintptr_t by, uintptr_t to)
{
	(void)by;
	if (to != 0)
		copy->uc_mcontext.mc_vfp_ptr = (void *)to;
}

/* A handler begins with VFP as it was, so that stays. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	f->uc_mcontext.__gregs[16] &= ~(uint32_t)MOVE_CPSR_BIG;
	f->uc_mcontext.__gregs[0] = call->arg[0];
	f->uc_mcontext.__gregs[1] = call->arg[1];
	f->uc_mcontext.__gregs[2] = call->arg[2];
	f->uc_mcontext.__gregs[12] = (uintptr_t)call->fn;
}

#endif /* FREEBSD_MOVE_ARM_H */
