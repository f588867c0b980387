/* SPDX-License-Identifier: MIT */
/*
 * How large a frame is and what it points to, for posix/os_frame_move.c; see
 * posix/move_extent.h.  The one file of it that names a CPU.  sigreturn takes
 * the address of a ucontext, reads what that points to, and asks no more.
 * freebsd-13.0 sys/<arch>/<arch>/machdep.c sys_sigreturn(), in 14
 * exec_machdep.c.
 */
#ifndef FREEBSD_OS_MOVE_H
#define FREEBSD_OS_MOVE_H

#include "machine/machine.h"
#include "posix/move_extent.h"

enum { MOVE_OUTSIDE_MOST = 65536 };	/* of any frame: more is none */

/*
 * FBS-8: a context that libthr filled in by getcontext() lacks registers, and
 * its handler returns like a function, through nothing.
 */
PORTSIG_SIGNAL_PATH static inline int
move_whole(const PORTSIG_OS_FRAME *f, struct move_extent *e)
{
	e->frame = sizeof(*f);
	e->outside = e->outside_size = e->outside_head = 0;
	return portsig_os_frame_is_libthrs(f) ? ENOTSUP : 0;
}

#if defined(__x86_64__)
#include "move_x86_64.h"
#elif defined(__i386__)
#include "move_i386.h"
#elif defined(__aarch64__)
#include "move_aarch64.h"
#elif defined(__arm__)
#include "move_arm.h"
#elif defined(__powerpc64__)
#include "move_ppc64le.h"
#elif defined(__riscv)
#include "move_riscv64.h"
#else
#error "configure chose to move frames, which this CPU has no header for"
#endif

#endif /* FREEBSD_OS_MOVE_H */
