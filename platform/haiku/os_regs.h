/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame.  The one file here that names a CPU: it picks the
 * registers, and what is the same on all CPUs follows.  Installed as
 * portsig/os/os_regs.h.
 */
#ifndef HAIKU_OS_REGS_H
#define HAIKU_OS_REGS_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <portsig/portsig.h>

/* What a handler's third argument points to. */
#define PORTSIG_OS_FRAME	ucontext_t
#define PORTSIG_OS_MASK		uc_sigmask

/*
 * The kernel's struct signal_frame_data, from the ucontext_t to the flags.
 * haiku headers/private/kernel/ksignal.h, thread_types.h.
 */
struct portsig_os_behind {
	ucontext_t context;
	void *user_data, *handler;
	bool siginfo_handler;
	int32_t thread_flags;
};
enum { PORTSIG_OS_RESTART_SYSCALL = 0x80 };

/* QRK-94: a call to be made again would be looked for before the new pc. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	((struct portsig_os_behind *)(void *)f)->thread_flags &=
	    ~PORTSIG_OS_RESTART_SYSCALL;
}

#if defined(__x86_64__)
#include "regs_x86_64.h"
#elif defined(__i386__)
#include "regs_i386.h"
#else
#error "portsig does not know the signal frame of this CPU here"
#endif

#include <portsig/os/os_frame.h>
#include <portsig/os/os_frame_mask.h>

/* QRK-90 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_is_kernel(int signo, const siginfo_t *info)
{
	if (__builtin_expect(info->si_code <= SI_MESGQ, 1))
		return false;
	return signo == SIGSEGV || signo == SIGBUS || signo == SIGILL ||
	    signo == SIGFPE;
}

/*
 * QRK-92: the pc is the fault's if the entry into the kernel was, which the
 * vector of the trap tells.  That of into (4) is past it (QRK-96).
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_pc_is_at(int signo, const siginfo_t *info, const void *frame)
{
	unsigned trap = ((const PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_TRAP;

	if (!portsig_os_fault_is_kernel(signo, info))
		return false;
	switch (signo) {
	case SIGSEGV:
		return trap == 14;
	case SIGBUS:
		return trap == 12 || trap == 17;
	case SIGILL:
		return trap == 6 || trap == 13;
	default:
		return trap == 0 || trap == 16 || trap == 19;
	}
}

/* QRK-91 */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_fault_address(int signo, const siginfo_t *info, const void *frame,
    uintptr_t *addr)
{
	(void)frame;
	if (signo != SIGSEGV || !portsig_os_fault_is_kernel(signo, info))
		return ENOENT;
	*addr = (uintptr_t)info->si_addr;
	return 0;
}

/* QRK-92: the error code is this fault's if the address with it is. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_fault_access(int signo, const siginfo_t *info, const void *frame)
{
	const PORTSIG_OS_FRAME *f = (const PORTSIG_OS_FRAME *)frame;
	uintptr_t addr;

	if (portsig_os_fault_address(signo, info, frame, &addr) != 0 ||
	    f->PORTSIG_OS_TRAP != 14 || f->PORTSIG_OS_CR2 != addr)
		return PORTSIG_ACCESS_UNKNOWN;
	if ((f->PORTSIG_OS_ERROR & 16) != 0)
		return PORTSIG_ACCESS_EXEC;
	return (f->PORTSIG_OS_ERROR & 2) != 0 ? PORTSIG_ACCESS_WRITE :
	    PORTSIG_ACCESS_READ;
}

/* HAI-4: uc_stack is the stack in use, which need not be the setting. */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_altstack(const void *frame, uintptr_t *base, size_t *size)
{
	(void)frame;
	(void)base;
	(void)size;
	return ENOTSUP;
}

#endif /* HAIKU_OS_REGS_H */
