/* SPDX-License-Identifier: MIT */
/*
 * [P11] A whole stack_t, and what configure found of it, held against the
 * headers that it is compiled with.
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

_Static_assert(sizeof(stack_t) == PORTSIG_STACK_T_SIZE, "stack_t's size");
_Static_assert(offsetof(stack_t, ss_sp) == PORTSIG_SS_SP_OFFSET, "ss_sp");
_Static_assert(offsetof(stack_t, ss_size) == PORTSIG_SS_SIZE_OFFSET,
    "ss_size");
_Static_assert(offsetof(stack_t, ss_flags) == PORTSIG_SS_FLAGS_OFFSET,
    "ss_flags");
_Static_assert(sizeof(((stack_t *)0)->ss_sp) == sizeof(uintptr_t),
    "ss_sp must hold an address");

PORTSIG_SIGNAL_PATH static void
fill(stack_t *st, uintptr_t sp, size_t size, int flags)
{
	static const stack_t zero;

	*st = zero;
	portsig_os_set_signalstack_sp(st, sp);
	st->ss_size = size;
	st->ss_flags = flags;
}

PORTSIG_SIGNAL_PATH void
portsig_os_altstack_fill(stack_t *st, uintptr_t sp, size_t size)
{
	fill(st, sp, size, 0);
}

/*
 * Most kernels do not look at the size then, but one libc does (XNU-2), so a
 * valid one serves everywhere.
 */
PORTSIG_SIGNAL_PATH void
portsig_os_altstack_fill_disabled(stack_t *st)
{
	fill(st, 0, portsig_os_altstack_min_size(), SS_DISABLE);
}
