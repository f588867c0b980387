/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame on OpenBSD, a struct sigcontext, which <signal.h>
 * calls ucontext_t too; there is no <ucontext.h>.  It is edited where it
 * stands: its cookie is bound to its address (OBS-8).  The one file here that
 * names a CPU: it picks the registers, and what is the same on all CPUs
 * follows.  Installed as portsig/os/os_regs.h.
 */
#ifndef OPENBSD_OS_REGS_H
#define OPENBSD_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_FRAME	struct sigcontext

enum { PORTSIG_OS_STACK_FLOOR = MINSIGSTKSZ };	/* OBS-2 */

#if defined(__amd64__)
#include "regs_x86_64.h"
#elif defined(__i386__)
#include "regs_i386.h"
#elif defined(__aarch64__)
#include "regs_aarch64.h"
#elif defined(__arm__)
#include "regs_arm.h"
#elif defined(__mips64__)
#include "regs_mips64.h"
#elif defined(__powerpc64__)
#include "regs_powerpc64.h"
#elif defined(__riscv) && __riscv_xlen == 64
#include "regs_riscv64.h"
#elif defined(__sparc__) && defined(__arch64__)
#include "regs_sparc64.h"
#else
#error "portsig does not know the signal frame of this CPU on OpenBSD"
#endif

#include <portsig/os/os_frame.h>

/*
 * A signal that was sent has code 0 and nothing else, whoever sent it and by
 * whatever call.  SI_NOINFO (32767) is in the header only.  QRK-46
 *
 * Of breakpoints the CPU says it.  On x86 a single step has their code, and
 * there the pc is past both.  QRK-47
 *
 * QRK-48: a stack pointer out of MAP_STACK memory looks like a forbidden
 * access to the pc.  Where si_trapno is 0 for nothing else the CPU tells them
 * apart.
 */
#include <portsig/os/os_fault_trap.h>

/* OBS-8: there is no uc_stack. */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	(void)frame;
	(void)base;
	(void)size;
	return ENOTSUP;
}

/* sc_mask is an int, or a long on mips64, and sigset_t an unsigned one. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_get(const void *frame, sigset_t *set)
{
	*set = (sigset_t)((const PORTSIG_OS_FRAME *)frame)->sc_mask;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_add(void *frame, int signo)
{
	((PORTSIG_OS_FRAME *)frame)->sc_mask |= (int)(1u << (signo - 1));
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_del(void *frame, int signo)
{
	((PORTSIG_OS_FRAME *)frame)->sc_mask &= (int)~(1u << (signo - 1));
}

#endif /* OPENBSD_OS_REGS_H */
