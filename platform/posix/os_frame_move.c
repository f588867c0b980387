/* SPDX-License-Identifier: MIT */
/*
 * [P22], [P33]: the frame moved, and the landing, where the kernel does not
 * care where a frame stands.  So the copy is what the kernel would have
 * written there.
 *
 * What the frame says of the signal stack stays as it is, in the original and
 * in the copy: the landing counts as on the signal stack exactly if what was
 * interrupted did.  If so, the interrupted code's own frames are there, and
 * the next signal must not begin at the top.
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"
#include "os_move.h"

enum { SP_ALIGN = 16 };
_Static_assert(sizeof(siginfo_t) % sizeof(move_u32) == 0, "siginfo_t");

/* Bytes from the stack pointer of the return to the end of the ucontext. */
PORTSIG_SIGNAL_PATH static size_t
inner_size(const struct move_extent *e)
{
	size_t frame = MOVE_FRAME_AT + e->frame;
	size_t info = MOVE_INFO_AT + sizeof(siginfo_t);

	return frame > info ? frame : info;
}

/* Not memcpy: this is our own code, whatever it is compiled with. */
PORTSIG_SIGNAL_PATH static void
copy(uintptr_t to, uintptr_t from, size_t size)
{
	volatile move_u64 *t = (volatile move_u64 *)to;
	const volatile move_u64 *f = (const volatile move_u64 *)from;
	size_t n;

	for (n = 0; n < size / sizeof(*t); n++)
		t[n] = f[n];
	if (size % sizeof(*t) != 0)
		*(volatile move_u32 *)&t[n] = *(const volatile move_u32 *)&f[n];
}

PORTSIG_SIGNAL_PATH size_t
portsig_os_frame_move_size(const void *frame)
{
	struct move_extent e;

	if (move_extent((const PORTSIG_OS_FRAME *)frame, &e) != 0)
		return 0;
	return MOVE_RED_ZONE + e.outside_size + 63 + inner_size(&e) +
	    SP_ALIGN - 1;
}

PORTSIG_SIGNAL_PATH int
portsig_os_frame_move(const void *frame, const siginfo_t *info,
    uintptr_t new_sp, struct portsig_os_moved *moved)
{
	struct move_extent e;
	uintptr_t sp = new_sp - MOVE_RED_ZONE, outside = 0;

	if (move_extent((const PORTSIG_OS_FRAME *)frame, &e) != 0)
		return ENOTSUP;
	if (e.outside_size != 0) {
		sp -= e.outside_size - e.outside_head;
		sp = (sp & ~(uintptr_t)63) - e.outside_head;
		outside = sp;
		copy(outside, e.outside, e.outside_size);
	}
	sp = (sp - inner_size(&e)) & ~(uintptr_t)(SP_ALIGN - 1);
	copy(sp + MOVE_FRAME_AT, (uintptr_t)frame, e.frame);
	copy(sp + MOVE_INFO_AT, (uintptr_t)info, sizeof(siginfo_t));
	moved->frame = (void *)(sp + MOVE_FRAME_AT);
	moved->info = (siginfo_t *)(sp + MOVE_INFO_AT);
	moved->sp = sp;
	move_mend((PORTSIG_OS_FRAME *)moved->frame,
	    sp + MOVE_FRAME_AT - (uintptr_t)frame, outside);
	return 0;
}

PORTSIG_SIGNAL_PATH void
portsig_os_frame_land(void *frame, const struct portsig_os_moved *moved,
    const struct portsig_os_call *call)
{
	portsig_os_frame_set_pc(frame, (uintptr_t)portsig_machine_land);
	portsig_os_frame_set_sp(frame, moved->sp);
	move_enter((PORTSIG_OS_FRAME *)frame, moved->sp, call);
}

PORTSIG_SIGNAL_PATH _Noreturn void
portsig_os_frame_resume(const struct portsig_os_moved *moved)
{
	portsig_machine_resume(moved->sp);
}
