/* SPDX-License-Identifier: MIT */
/*
 * How large a frame is and what it points to, for posix/os_frame_move.c.  The
 * one file of it that names a CPU; see posix/move_extent.h.  rt_sigreturn takes
 * the frame from the stack pointer; only as much of the reserve for further
 * registers is copied as is used.
 *
 * uc_stack stays as it is: what the copy puts back is the setting at delivery
 * (LNX-15), as the kernel would have done had the handler begun on that stack.
 */
#ifndef LINUX_OS_MOVE_H
#define LINUX_OS_MOVE_H

#include "machine/machine.h"
#include "posix/move_extent.h"

_Static_assert(sizeof(siginfo_t) == 128, "siginfo_t");

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
