/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on s390x; see os_move.h.  Nothing points anywhere; the vector
 * registers stand behind, where there are any.
 * linux-6.12 arch/s390/kernel/signal.c rt_sigreturn, restore_sigregs_ext().
 */
#ifndef LINUX_MOVE_S390X_H
#define LINUX_MOVE_S390X_H

enum {
	MOVE_INFO_AT = 168,
	MOVE_FRAME_AT = 296,
	MOVE_RED_ZONE = 0,
	MOVE_UCONTEXT = 512,
	MOVE_VECTORS = 384,		/* and a reserve, which is not read */
	MOVE_HAS_VECTORS = 2		/* UC_VXRS */
};

#define MOVE_PSW_ASC	0x0000c00000000000u	/* which address space */

PORTSIG_SIGNAL_PATH static inline int
move_extent(const struct portsig_os_frame *f, struct move_extent *e)
{
	e->frame = MOVE_UCONTEXT;
	if ((f->flags & MOVE_HAS_VECTORS) != 0)
		e->frame += MOVE_VECTORS;
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

PORTSIG_SIGNAL_PATH static inline void
move_enter(struct portsig_os_frame *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	f->psw_mask &= ~(uint64_t)MOVE_PSW_ASC;
	f->r[2] = call->arg[0];
	f->r[3] = call->arg[1];
	f->r[4] = call->arg[2];
	f->r[1] = (uintptr_t)call->fn;
}

#endif /* LINUX_MOVE_S390X_H */
