/* SPDX-License-Identifier: MIT */
/*
 * [P6] to [P8] where si_trapno or the frame has the kernel's own trap number,
 * and a code above 0 is a fault's, SI_NOINFO excepted.  What a CPU says first,
 * in regs_<cpu>.h:
 *
 *   PORTSIG_OS_BREAKPOINT_IS_AT  1 if the pc is at a breakpoint; 0 on x86 alone
 *   bool portsig_os_address_is_told(const PORTSIG_OS_FRAME *,
 *       const siginfo_t *)       if si_addr is the address of an access
 *   unsigned portsig_os_frame_access(const PORTSIG_OS_FRAME *,
 *       const siginfo_t *, uintptr_t addr)  which access it was
 *
 * Installed as portsig/os/os_fault_trap.h.
 */
#ifndef POSIX_OS_FAULT_TRAP_H
#define POSIX_OS_FAULT_TRAP_H

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_is_kernel(int signo, const siginfo_t *info)
{
	if (__builtin_expect(info->si_code <= 0 || info->si_code == 32767, 1))
		return false;
	return signo == SIGSEGV || signo == SIGBUS || signo == SIGILL ||
	    signo == SIGFPE || signo == SIGTRAP || signo == SIGSYS;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_fault_pc_is_at(int signo, const siginfo_t *info, const void *frame)
{
	(void)frame;
	if (!portsig_os_fault_is_kernel(signo, info) || signo == SIGSYS)
		return false;
	if (signo == SIGTRAP)
		return PORTSIG_OS_BREAKPOINT_IS_AT &&
		    info->si_code == TRAP_BRKPT;
	if (signo == SIGFPE)		/* past into, which is x86's alone */
		return PORTSIG_OS_BREAKPOINT_IS_AT ||
		    info->si_code != FPE_INTOVF;
	return true;
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_fault_address(int signo, const siginfo_t *info, const void *frame,
    uintptr_t *addr)
{
	if ((signo != SIGSEGV && signo != SIGBUS) ||
	    !portsig_os_fault_is_kernel(signo, info) ||
	    !portsig_os_address_is_told((const PORTSIG_OS_FRAME *)frame, info))
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
	return portsig_os_frame_access((const PORTSIG_OS_FRAME *)frame, info,
	    addr);
}

#endif /* POSIX_OS_FAULT_TRAP_H */
