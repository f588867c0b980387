/* SPDX-License-Identifier: MIT */
/* Moving a frame on x86_64; see os_move.h. */
#ifndef LINUX_MOVE_X86_64_H
#define LINUX_MOVE_X86_64_H

#include "machine_x86_64.h"
#include "move_x86.h"

enum {
	MOVE_FRAME_AT = 0,
	MOVE_INFO_AT = sizeof(struct portsig_os_frame),
	MOVE_RED_ZONE = 128
};

#define MOVE_IS_AT(name, member) \
	_Static_assert(AT_##name == MOVE_FRAME_AT + \
	    offsetof(struct portsig_os_frame, member), #member)
MOVE_IS_AT(R8, r8);
MOVE_IS_AT(R9, r9);
MOVE_IS_AT(R10, r10);
MOVE_IS_AT(R11, r11);
MOVE_IS_AT(R12, r12);
MOVE_IS_AT(R13, r13);
MOVE_IS_AT(R14, r14);
MOVE_IS_AT(R15, r15);
MOVE_IS_AT(DI, di);
MOVE_IS_AT(SI, si);
MOVE_IS_AT(BP, bp);
MOVE_IS_AT(BX, bx);
MOVE_IS_AT(DX, dx);
MOVE_IS_AT(AX, ax);
MOVE_IS_AT(CX, cx);
MOVE_IS_AT(SP, sp);
MOVE_IS_AT(IP, ip);

/*
 * The kernel leaves a token on the shadow stack for each delivery and takes
 * one for each return, so there would be one too few.  rdsspq changes nothing
 * where there is no shadow stack.  linux-6.12 arch/x86/kernel/shstk.c
 * restore_signal_shadow_stack().
 */
PORTSIG_SIGNAL_PATH static inline bool
move_has_shadow_stack(void)
{
	uint64_t ssp = 0;

	__asm__ volatile(".byte 0xf3, 0x48, 0x0f, 0x1e, 0xc8" : "+a"(ssp));
	return ssp != 0;
}

PORTSIG_SIGNAL_PATH static inline int
move_extent(const struct portsig_os_frame *f, struct move_extent *e)
{
	if (move_has_shadow_stack())
		return ENOTSUP;
	e->frame = sizeof(*f);
	e->outside = f->fpstate;
	e->outside_size = f->fpstate != 0 ? move_fx_size(f->fpstate) : 0;
	e->outside_head = 0;
	return 0;
}

/*
 * The landing is code of this mode, whatever was interrupted.  ss is there
 * since linux-4.7, and before that a word that nobody reads.
 */
PORTSIG_SIGNAL_PATH static inline void
move_enter(struct portsig_os_frame *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	uint16_t cs, ss;

	(void)sp;
	__asm__("movw %%cs, %0\n\tmovw %%ss, %1" : "=r"(cs), "=r"(ss));
	f->cs = cs;
	f->ss = ss;
	f->ax = (uintptr_t)call->fn;
	f->di = call->arg[0];
	f->si = call->arg[1];
	f->dx = call->arg[2];
	move_clear(f);
}

#endif /* LINUX_MOVE_X86_64_H */
