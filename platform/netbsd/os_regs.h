/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame on NetBSD, a ucontext_t.  The one file here that
 * names a CPU: it picks the registers, and what is the same on all CPUs
 * follows.  Installed as portsig/os/os_regs.h.
 */
#ifndef NETBSD_OS_REGS_H
#define NETBSD_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_FRAME	ucontext_t
#define PORTSIG_OS_MASK		uc_sigmask

enum { PORTSIG_OS_STACK_FLOOR = MINSIGSTKSZ };	/* NBS-1 */

#if defined(__x86_64__) && !defined(__ILP32__)
#include "regs_x86_64.h"
#elif defined(__i386__)
#include "regs_i386.h"
#elif defined(__aarch64__) && !defined(__ILP32__)
#include "regs_aarch64.h"
#elif defined(__arm__)
#include "regs_arm.h"
#elif defined(__sparc__) && defined(__arch64__)
#include "regs_sparc64.h"
#else
#error "portsig does not know the signal frame of this CPU on NetBSD"
#endif

#include <portsig/os/os_frame.h>
#include <portsig/os/os_frame_mask.h>

/*
 * Not above 0: sent, or by a timer, a message queue or asynchronous I/O.
 * SI_NOINFO (32767) is what a signal has whose siginfo was lost.  QRK-40
 *
 * A single step (TRAP_TRACE), and what only a debugger asks for, is past the
 * instruction; of breakpoints the CPU says it.  QRK-41
 */
#include <portsig/os/os_fault_trap.h>

/* NBS-6: uc_stack is zeros. */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	(void)frame;
	(void)base;
	(void)size;
	return ENOTSUP;
}

#endif /* NETBSD_OS_REGS_H */
