/* SPDX-License-Identifier: MIT */
/*
 * What os_frame_move.c asks of a system's os_move.h, which picks the CPU's
 * move_<cpu>.h.  Each of these has:
 *
 *   enum { MOVE_FRAME_AT, MOVE_INFO_AT }  where SIGRETURN of
 *       machine/machine.h takes the frame to be, and the copy of siginfo is,
 *       in bytes from the stack pointer; MOVE_RED_ZONE, what code keeps below
 *       its own stack pointer
 *   int move_extent(const PORTSIG_OS_FRAME *, struct move_extent *)
 *       ENOTSUP if it holds what is not known
 *   void move_mend(PORTSIG_OS_FRAME *copy, uintptr_t by, uintptr_t to)
 *       the pointers of a copy that stands BY bytes higher, with what was
 *       outside of it at TO
 *   void move_enter(PORTSIG_OS_FRAME *, uintptr_t sp,
 *           const struct portsig_os_call *)
 *       besides pc and stack pointer, what machine/<cpu>.S wants in registers,
 *       and all that the kernel has cleared where a handler begins
 */
#ifndef POSIX_MOVE_EXTENT_H
#define POSIX_MOVE_EXTENT_H

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

#endif /* POSIX_MOVE_EXTENT_H */
