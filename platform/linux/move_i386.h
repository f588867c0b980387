/* SPDX-License-Identifier: MIT */
/* Moving a frame on i386; see os_move.h. */
#ifndef LINUX_MOVE_I386_H
#define LINUX_MOVE_I386_H

#include "machine_i386.h"
#include "move_x86.h"

enum {
	MOVE_ARGS_AT = 0,
	MOVE_INFO_AT = 12,
	MOVE_FRAME_AT = 140,
	MOVE_RED_ZONE = 0,
	MOVE_FSAVE = 112,		/* struct _fpstate_32, its start */
	MOVE_FSAVE_MAGIC = 108		/* its upper half: 0xffff, or 0 */
};

#define MOVE_IS_AT(name, member) \
	_Static_assert(AT_##name == MOVE_FRAME_AT + \
	    offsetof(struct portsig_os_frame, member), #member)
MOVE_IS_AT(DI, di);
MOVE_IS_AT(SI, si);
MOVE_IS_AT(BP, bp);
MOVE_IS_AT(SP, sp);
MOVE_IS_AT(BX, bx);
MOVE_IS_AT(DX, dx);
MOVE_IS_AT(CX, cx);
MOVE_IS_AT(AX, ax);
MOVE_IS_AT(IP, ip);

/*
 * The state in the form of FSAVE comes first, and on CPUs that have FXSAVE
 * that form behind it.  No shadow stack: linux-6.12 has none for this mode
 * (arch/x86/kernel/shstk.c features_enabled is refused to 32 bits).
 */
PORTSIG_SIGNAL_PATH static inline int
move_extent(const struct portsig_os_frame *f, struct move_extent *e)
{
	e->frame = sizeof(*f);
	e->outside = f->fpstate;
	e->outside_size = 0;
	e->outside_head = MOVE_FSAVE;
	if (f->fpstate == 0)
		return 0;
	e->outside_size = MOVE_FSAVE;
	if (move_u32_at(f->fpstate + MOVE_FSAVE_MAGIC) >> 16 == 0)
		e->outside_size += move_fx_size(f->fpstate + MOVE_FSAVE);
	return 0;
}

/* The landing is flat 32-bit code, whatever was interrupted. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(struct portsig_os_frame *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	volatile move_u32 *arg = (volatile move_u32 *)(sp + MOVE_ARGS_AT);
	uint32_t cs, ds, es, ss;

	__asm__("movl %%cs, %0\n\tmovl %%ds, %1\n\tmovl %%es, %2\n\t"
	    "movl %%ss, %3" : "=r"(cs), "=r"(ds), "=r"(es), "=r"(ss));
	f->cs = cs;
	f->ds = ds;
	f->es = es;
	f->ss = ss;
	f->ax = (uintptr_t)call->fn;
	arg[0] = call->arg[0];
	arg[1] = call->arg[1];
	arg[2] = call->arg[2];
	move_clear(f);
}

#endif /* LINUX_MOVE_I386_H */
