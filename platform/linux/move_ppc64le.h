/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on ppc64le; see os_move.h.  Two pointers lead into the
 * ucontext itself; of a transaction there is a second one.
 * linux-6.12 arch/powerpc/kernel/signal_64.c rt_sigreturn,
 * restore_sigcontext().
 */
#ifndef LINUX_MOVE_PPC64LE_H
#define LINUX_MOVE_PPC64LE_H

#include "machine_ppc64le.h"

enum {
	MOVE_FRAME_AT = 128,
	MOVE_UCONTEXT = 1696,
	MOVE_INFO_AT = MOVE_FRAME_AT + MOVE_UCONTEXT,
	MOVE_RED_ZONE = 512,		/* as the kernel; the ABI: 288 */
	MOVE_FPSCR_AT = 872,
	MOVE_V_REGS_AT = 880,
	MOVE_MSR_TS = 33		/* two bits: in a transaction */
};

_Static_assert(AT_R(0) == MOVE_FRAME_AT +
    offsetof(struct portsig_os_frame, r), "r");
_Static_assert(AT_IP == MOVE_FRAME_AT +
    offsetof(struct portsig_os_frame, ip), "ip");
_Static_assert(AT_LR == MOVE_FRAME_AT +
    offsetof(struct portsig_os_frame, lr), "lr");
_Static_assert(AT_F(32) == MOVE_FRAME_AT + MOVE_FPSCR_AT, "f");
_Static_assert(AT_V(0) % 16 == 0, "v");

PORTSIG_SIGNAL_PATH static inline int
move_extent(const struct portsig_os_frame *f, struct move_extent *e)
{
	if (f->link != 0 || (f->msr >> MOVE_MSR_TS & 3) != 0)
		return ENOTSUP;
	e->frame = MOVE_UCONTEXT;
	e->outside = e->outside_size = e->outside_head = 0;
	return 0;
}

/* And the back chain, which callees do not write. */
PORTSIG_SIGNAL_PATH static inline void
move_mend(struct portsig_os_frame *copy, uintptr_t by, uintptr_t to)
{
	move_u64 *v_regs = (move_u64 *)((uintptr_t)copy + MOVE_V_REGS_AT);

	(void)to;
	copy->regs += by;
	if (*v_regs != 0)
		*v_regs += by;
	*(move_u64 *)((uintptr_t)copy - MOVE_FRAME_AT) = copy->r[1];
}

/* A handler begins with rounding and exceptions as a program does. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(struct portsig_os_frame *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	*(move_u64 *)((uintptr_t)f + MOVE_FPSCR_AT) = 0;
	f->r[3] = call->arg[0];
	f->r[4] = call->arg[1];
	f->r[5] = call->arg[2];
	f->r[12] = f->ctr = (uintptr_t)call->fn;
}

#endif /* LINUX_MOVE_PPC64LE_H */
