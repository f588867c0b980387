/* SPDX-License-Identifier: MIT */
/*
 * What depends on the CPU alone: one <cpu>.S for each, which this header is
 * for, and none.c for all others.  What a system adds is machine_<cpu>.h in
 * its own directory, empty where frames are not moved, else:
 *
 *   SIGRETURN   the instructions that return through the frame which the
 *               stack pointer is at, as the kernel of this system wants it
 *   AT_<name>   where the interrupted registers are, in bytes from there; only
 *               for CPUs whose landing is unwound by what its <cpu>.S says
 *
 * The landing is entered by returning from a handler, on another stack, with
 * the function to call and its arguments in registers, and a stack pointer at
 * which SIGRETURN works.  So it is what the kernel makes of a handler's first
 * frame: for an unwinder it is a signal's, and the next one is the
 * interrupted code's.
 */
#ifndef PLATFORM_MACHINE_MACHINE_H
#define PLATFORM_MACHINE_MACHINE_H

#ifdef __ASSEMBLER__

/* In the section of [P32], as it is our own code. */
#define FUNCTION(name) \
	.section portsig_path, "ax", %progbits; \
	.globl name; \
	.hidden name; \
	.type name, %function; \
	.balign 16; \
name:
#define END(name) \
	.size name, . - name

#else /* __ASSEMBLER__ */

#include <stdint.h>

#pragma GCC visibility push(hidden)

/* Where a return from a handler goes; see machine_enter() of the CPU. */
extern const char portsig_machine_land[];

/* SIGRETURN with the stack pointer at SP */
_Noreturn void portsig_machine_resume(uintptr_t sp);

#pragma GCC visibility pop

#endif /* __ASSEMBLER__ */

#endif /* PLATFORM_MACHINE_MACHINE_H */
