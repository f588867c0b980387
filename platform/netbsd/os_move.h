/* SPDX-License-Identifier: MIT */
/*
 * How large a frame is and what it points to, for posix/os_frame_move.c; see
 * posix/move_extent.h.  The one file of it that names a CPU.  A handler's
 * return is setcontext(2), which takes the address of a ucontext, and nothing
 * is outside of that.
 *
 * NBS-6: the bits of uc_flags that set or clear SS_ONSTACK stay, in the
 * original and in the copy.  NetBSD-10 sys/kern/sys_sig.c, sys/sys/ucontext.h.
 */
#ifndef NETBSD_OS_MOVE_H
#define NETBSD_OS_MOVE_H

#include "machine/machine.h"
#include "posix/move_extent.h"

enum { MOVE_HAS_FPU = 0x08 };		/* _UC_FPU */

PORTSIG_SIGNAL_PATH static inline int
move_extent(const PORTSIG_OS_FRAME *f, struct move_extent *e)
{
	e->frame = sizeof(*f);
	e->outside = e->outside_size = e->outside_head = 0;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(PORTSIG_OS_FRAME *copy, uintptr_t by, uintptr_t to)
{
	(void)copy;
	(void)by;
	(void)to;
}

/*
 * Without the bit setcontext leaves the FPU alone, so the landing has it as
 * the handler leaves it, and a function leaves its rounding as it found it.
 */
PORTSIG_SIGNAL_PATH static inline void
move_clear(PORTSIG_OS_FRAME *f)
{
	f->uc_flags &= ~(unsigned)MOVE_HAS_FPU;
}

#define MOVE_IS_AT(name, reg) \
	_Static_assert(AT_##name == MOVE_FRAME_AT + \
	    offsetof(PORTSIG_OS_FRAME, uc_mcontext.__gregs[reg]), #reg)

#if defined(__x86_64__)
#include "move_x86_64.h"
#elif defined(__i386__)
#include "move_i386.h"
#elif defined(__aarch64__)
#include "move_aarch64.h"
#elif defined(__arm__)
#include "move_arm.h"
#else
#error "configure chose to move frames, which this CPU has no header for"
#endif

#endif /* NETBSD_OS_MOVE_H */
