/* SPDX-License-Identifier: MIT */
/*
 * The frame: what a signal interrupted, read and written by name.  All of it
 * is inline; @frame is always the third argument of an SA_SIGINFO handler.
 */
#ifndef PORTSIG_FRAME_H
#define PORTSIG_FRAME_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <portsig/portsig.h>
#include <portsig/os/os_regs.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * portsig_frame_pc() - address of the interrupted instruction
 * @frame: the handler's third argument
 *
 * Returns an address.  After a breakpoint or a system call it may be that of
 * the following instruction, as the CPU and the kernel left it.
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 ucontext_t; the fields are each system's own
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_frame_pc(const void *frame)
{
	return portsig_os_frame_pc(frame);
}

/**
 * portsig_frame_sp() - the interrupted stack pointer
 * @frame: the handler's third argument
 *
 * Returns an address.  What lies below it may still be live (a red zone).
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 ucontext_t; the fields are each system's own
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_frame_sp(const void *frame)
{
	return portsig_os_frame_sp(frame);
}

/**
 * portsig_frame_fp() - the interrupted frame pointer
 * @frame: the handler's third argument
 *
 * Returns the register that the ABI names frame pointer; code compiled
 * without one keeps anything there.
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 ucontext_t; the fields are each system's own
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_frame_fp(const void *frame)
{
	return portsig_os_frame_fp(frame);
}

/**
 * portsig_frame_ra() - the interrupted link register
 * @frame: the handler's third argument
 *
 * Returns 0 where the CPU keeps return addresses on the stack (x86).
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 ucontext_t; the fields are each system's own
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_frame_ra(const void *frame)
{
	return portsig_os_frame_ra(frame);
}

/**
 * portsig_frame_arg() - an argument register of the interrupted code
 * @frame: the handler's third argument
 * @n:     which, from 0
 *
 * Returns 0 beyond the arguments that the ABI passes in registers.
 *
 * Context: any
 * Threads: per object
 * Source:  the CPU's procedure call standard
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_frame_arg(const void *frame, unsigned n)
{
	return portsig_os_frame_arg(frame, n);
}

/**
 * portsig_frame_set_pc() - where the thread goes on when the handler returns
 * @frame: the handler's third argument
 * @pc:    an address of code: as a pointer to a function has it, where CPUs
 *         keep the kind of code in it (bit 0 on arm says Thumb)
 *
 * Registers by which functions find their own data are set along with it
 * (r12 on ppc64, t9 on mips64): code that goes on behind a repaired instruction
 * must not rely on those.
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 ucontext_t; the fields are each system's own
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_frame_set_pc(void *frame, uintptr_t pc)
{
	portsig_os_frame_set_pc(frame, pc);
}

/**
 * portsig_frame_set_sp() - the stack the thread goes on with
 * @frame: the handler's third argument
 * @sp:    an address, aligned as the ABI wants it
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 ucontext_t; the fields are each system's own
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_frame_set_sp(void *frame, uintptr_t sp)
{
	portsig_os_frame_set_sp(frame, sp);
}

/**
 * portsig_frame_set_fp() - the frame pointer the thread goes on with
 * @frame: the handler's third argument
 * @fp:    an address
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 ucontext_t; the fields are each system's own
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_frame_set_fp(void *frame, uintptr_t fp)
{
	portsig_os_frame_set_fp(frame, fp);
}

/**
 * portsig_frame_set_ra() - the link register the thread goes on with
 * @frame: the handler's third argument
 * @ra:    an address
 *
 * Errors:  ENOTSUP  this CPU has no link register
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 ucontext_t; the fields are each system's own
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_frame_set_ra(void *frame, uintptr_t ra)
{
	return portsig_os_frame_set_ra(frame, ra);
}

/**
 * portsig_frame_set_arg() - an argument for the code the thread goes on with
 * @frame: the handler's third argument
 * @n:     which, from 0
 * @value: its value
 *
 * Errors:  ENOTSUP  argument @n is not passed in a register
 * Context: any
 * Threads: per object
 * Source:  the CPU's procedure call standard
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_frame_set_arg(void *frame, unsigned n, uintptr_t value)
{
	return portsig_os_frame_set_arg(frame, n, value);
}

/**
 * portsig_frame_fault_address() - the address that could not be accessed
 * @signo: the handler's first argument
 * @info:  its second
 * @frame: its third
 * @addr:  out; an address, untouched on failure
 *
 * s390x tells no more than the 4096 bytes that it is in: the start of those.
 *
 * Errors:  ENOENT  no memory fault, or the kernel does not know the address
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 siginfo_t si_addr, with each kernel's corrections
 */
PORTSIG_SIGNAL_PATH static inline int
portsig_frame_fault_address(int signo, const siginfo_t *info,
    const void *frame, uintptr_t *addr)
{
	return portsig_os_fault_address(signo, info, frame, addr);
}

/**
 * portsig_frame_fault_access() - was it a read, a write, or a fetch?
 * @signo: the handler's first argument
 * @info:  its second
 * @frame: its third
 *
 * Returns an enum portsig_access; UNKNOWN where the system does not tell.
 *
 * Context: any
 * Threads: per object
 * Source:  each CPU's fault status, as its kernel passes it on
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_frame_fault_access(int signo, const siginfo_t *info,
    const void *frame)
{
	return portsig_os_fault_access(signo, info, frame);
}

/**
 * portsig_frame_fault_is_kernel() - did an instruction cause it?
 * @signo: the handler's first argument
 * @info:  its second
 *
 * Returns false for a signal that a process sent.  A process can forge the
 * opposite to itself, so this is a hint and no proof.
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 siginfo_t si_code, with each kernel's corrections
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_frame_fault_is_kernel(int signo, const siginfo_t *info)
{
	return portsig_os_fault_is_kernel(signo, info);
}

#ifdef __cplusplus
}
#endif

#endif /* PORTSIG_FRAME_H */
