/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on 32-bit arm; see os_move.h.  The coprocessors' registers
 * are in records at the end of the ucontext; nothing points anywhere.
 * linux-6.12 arch/arm/kernel/signal.c restore_sigframe().
 */
#ifndef LINUX_MOVE_ARM_H
#define LINUX_MOVE_ARM_H

#include "machine_arm.h"

enum {
	MOVE_INFO_AT = 0,
	MOVE_FRAME_AT = 128,
	MOVE_RED_ZONE = 0,
	MOVE_RECORDS_AT = 232,		/* uc_regspace, 8-byte aligned */
	MOVE_RECORDS_SIZE = 512,
	MOVE_FPSCR_AT = 264,		/* in the record of VFP */
	MOVE_FPSCR_CLEARED = 0x00370000,	/* length and stride */
	MOVE_CPSR_BIG = 0x200		/* data is big-endian */
};
_Static_assert(AT_R0 == MOVE_FRAME_AT +
    offsetof(struct portsig_os_frame, r), "r0");

#define MOVE_VFP	0x56465001u

PORTSIG_SIGNAL_PATH static inline int
move_extent(const struct portsig_os_frame *f, struct move_extent *e)
{
	(void)f;
	e->frame = MOVE_RECORDS_AT + MOVE_RECORDS_SIZE;
	e->outside = e->outside_size = e->outside_head = 0;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(struct portsig_os_frame *copy, uintptr_t by, uintptr_t to)
{
	(void)copy;
	(void)by;
	(void)to;
}

/*
 * A handler begins with vectors of length 1.  The record of iWMMXt, if there
 * is one, comes before.  linux-6.12 arch/arm/vfp/vfpmodule.c
 * vfp_preserve_user_clear_hwstate().
 */
PORTSIG_SIGNAL_PATH static inline void
move_enter(struct portsig_os_frame *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	uintptr_t at = (uintptr_t)f + MOVE_RECORDS_AT;
	uintptr_t end = at + MOVE_RECORDS_SIZE - MOVE_FPSCR_AT;

	(void)sp;
	while (at < end && move_u32_at(at) != 0) {
		if (move_u32_at(at) == MOVE_VFP) {
			*(move_u32 *)(at + MOVE_FPSCR_AT) &=
			    ~(uint32_t)MOVE_FPSCR_CLEARED;
			break;
		}
		if (move_u32_at(at + 4) == 0)
			break;
		at += move_u32_at(at + 4);
	}
	f->cpsr &= ~(uint32_t)MOVE_CPSR_BIG;
	f->r[0] = call->arg[0];
	f->r[1] = call->arg[1];
	f->r[2] = call->arg[2];
	f->r12 = (uintptr_t)call->fn;
}

#endif /* LINUX_MOVE_ARM_H */
