/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame.  The one file here that names a CPU: it picks the
 * registers, and what is the same on all CPUs follows.  Installed as
 * portsig/os/os_regs.h.
 *
 * PORT: QRK-n are the rules that you wrote into tests/facts/fault-quirks.
 * Without <ucontext.h> if <signal.h> has it all.
 */
#ifndef TEMPLATE_OS_REGS_H
#define TEMPLATE_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#include <portsig/portsig.h>

/* What a handler's third argument points to. */
#define PORTSIG_OS_FRAME	ucontext_t
#define PORTSIG_OS_MASK		uc_sigmask

/* PORT: one line for each CPU that the system runs on. */
#if defined(__x86_64__)
#include "regs_cpu.h"
#else
#error "portsig does not know the signal frame of this CPU here"
#endif

#include <portsig/os/os_frame.h>
#include <portsig/os/os_frame_mask.h>

/*
 * PORT: which si_code values does the kernel use for faults, and which for
 * signals that were sent?  POSIX promises only that they differ.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_is_kernel(int signo, const siginfo_t *info)
{
	if (__builtin_expect(info->si_code <= 0, 1))
		return false;
	return signo == SIGSEGV || signo == SIGBUS || signo == SIGILL ||
	    signo == SIGFPE || signo == SIGTRAP || signo == SIGSYS;
}

/*
 * PORT: is the pc past the instruction for SIGTRAP, SIGILL or SIGFPE?  Can the
 * frame be of another signal's handler, which came in between?
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_pc_is_at(int signo, const siginfo_t *info, const void *frame)
{
	(void)frame;
	return portsig_os_fault_is_kernel(signo, info) && signo != SIGSYS &&
	    signo != SIGTRAP;
}

/* PORT: when is si_addr not the address, although the code says so? */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_fault_address(int signo, const siginfo_t *info, const void *frame,
    uintptr_t *addr)
{
	(void)frame;
	if ((signo != SIGSEGV && signo != SIGBUS) || info->si_code <= 0)
		return ENOENT;
	*addr = (uintptr_t)info->si_addr;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_fault_access(int signo, const siginfo_t *info, const void *frame)
{
	uintptr_t addr;

	if (portsig_os_fault_address(signo, info, frame, &addr) != 0)
		return PORTSIG_ACCESS_UNKNOWN;
	return portsig_os_frame_access((const PORTSIG_OS_FRAME *)frame, addr);
}

/*
 * PORT: uc_stack tells the setting, the stack in use, or nothing at all,
 * depending on the system; only the setting is of use here.
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	(void)frame;
	(void)base;
	(void)size;
	return ENOTSUP;
}

#endif /* TEMPLATE_OS_REGS_H */
