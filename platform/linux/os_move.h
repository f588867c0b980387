/* SPDX-License-Identifier: MIT */
/*
 * How large a frame is and what it points to, for os_frame_move.c.  The one
 * file of it that names a CPU.  Each move_<cpu>.h has:
 *
 *   enum { MOVE_FRAME_AT, MOVE_INFO_AT }  where rt_sigreturn takes the
 *       ucontext to be, and the kernel puts siginfo, in bytes from the stack
 *       pointer; MOVE_RED_ZONE, what code keeps below its own stack pointer
 *   int move_extent(const struct portsig_os_frame *, struct move_extent *)
 *       ENOTSUP if it holds what is not known
 *   void move_mend(struct portsig_os_frame *copy, uintptr_t by, uintptr_t to)
 *       the pointers of a copy that stands BY bytes higher, with what was
 *       outside of it at TO
 *   void move_enter(struct portsig_os_frame *, uintptr_t sp,
 *           const struct portsig_os_call *)
 *       besides pc and stack pointer, what machine/<cpu>.S wants in registers,
 *       and all that the kernel has cleared where a handler begins
 */
#ifndef LINUX_OS_MOVE_H
#define LINUX_OS_MOVE_H

#include "machine/machine.h"

/*
 * FRAME bytes from the ucontext on; and the OUTSIDE_SIZE bytes at OUTSIDE, of
 * which the one at OUTSIDE_HEAD is at a multiple of 64.
 */
struct move_extent {
	size_t frame;
	uintptr_t outside;
	size_t outside_size, outside_head;
};

/* Words of a frame, whatever the struct calls them. */
typedef uint32_t move_u32 __attribute__((may_alias));
typedef uint64_t move_u64 __attribute__((may_alias));

PORTSIG_SIGNAL_PATH static inline uint32_t
move_u32_at(uintptr_t at)
{
	return *(const move_u32 *)at;
}

PORTSIG_SIGNAL_PATH static inline uint64_t
move_u64_at(uintptr_t at)
{
	return *(const move_u64 *)at;
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
#elif defined(__s390x__)
#include "move_s390x.h"
#else
#error "configure chose to move frames, which this CPU has no header for"
#endif

#endif /* LINUX_OS_MOVE_H */
