/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on ppc64le; see os_move.h.  Nothing points anywhere.
 * freebsd-13.0 sys/powerpc/powerpc/exec_machdep.c sendsig(), set_mcontext().
 */
#ifndef FREEBSD_MOVE_PPC64LE_H
#define FREEBSD_MOVE_PPC64LE_H

#include "machine_ppc64le.h"

enum {
	MOVE_FRAME_AT = AT_FRAME,
	MOVE_INFO_AT = AT_FRAME + sizeof(PORTSIG_OS_FRAME),
	MOVE_RED_ZONE = 288
};

#define MOVE_IS_AT(at, member) \
	_Static_assert((at) == MOVE_FRAME_AT + \
	    offsetof(PORTSIG_OS_FRAME, uc_mcontext.member), #member)
MOVE_IS_AT(AT_R(0), mc_frame);
MOVE_IS_AT(AT_IP, mc_srr0);
MOVE_IS_AT(AT_LR, mc_lr);
MOVE_IS_AT(AT_CTR, mc_ctr);
MOVE_IS_AT(AT_CR, mc_cr);
MOVE_IS_AT(AT_F(0), mc_fpreg);
MOVE_IS_AT(AT_V(0), mc_avec);

PORTSIG_SIGNAL_PATH static inline int
move_extent(const PORTSIG_OS_FRAME *f, struct move_extent *e)
{
	return move_whole(f, e);
}

/* The back chain, which callees do not write. */
PORTSIG_SIGNAL_PATH static inline void
move_mend(PORTSIG_OS_FRAME *copy, uintptr_t by, uintptr_t to)
{
	(void)by;
	(void)to;
	*(move_u64 *)((uintptr_t)copy - MOVE_FRAME_AT) =
	    (uint64_t)copy->uc_mcontext.mc_frame[1];
}

/* A handler begins with the FPU as it was, so that stays. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	f->uc_mcontext.mc_frame[3] = (long)call->arg[0];
	f->uc_mcontext.mc_frame[4] = (long)call->arg[1];
	f->uc_mcontext.mc_frame[5] = (long)call->arg[2];
	f->uc_mcontext.mc_frame[12] = (long)(uintptr_t)call->fn;
	f->uc_mcontext.mc_ctr = (long)(uintptr_t)call->fn;
}

#endif /* FREEBSD_MOVE_PPC64LE_H */
