/* SPDX-License-Identifier: MIT */
/* s390x: the landing, and calls on another stack; see machine.h. */
#include "machine.h"
#include "machine_s390x.h"

#ifndef __s390x__
#error "configure took this for s390x: give it --host"
#endif

#ifdef SIGRETURN

/*
 * No CFI: unwinders know the instruction that the kernel has handlers return
 * to, which this is, and read both the interrupted pc and r14 from the frame.
 *
 * r1: the function; r2, r3, r4: its arguments
 */
FUNCTION(portsig_machine_land)
	basr	%r14, %r1
	SIGRETURN
END(portsig_machine_land)

FUNCTION(portsig_machine_resume)
	lgr	%r15, %r2
	SIGRETURN
END(portsig_machine_resume)

#endif /* SIGRETURN */

/* int portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg) */
FUNCTION(portsig_os_stack_call)
	.cfi_startproc
	stmg	%r11, %r15, 88(%r15)
	.cfi_offset %r11, -72
	.cfi_offset %r12, -64
	.cfi_offset %r13, -56
	.cfi_offset %r14, -48
	.cfi_offset %r15, -40
	lgr	%r11, %r15
	.cfi_def_cfa_register %r11
	nill	%r2, 0xfff0
	aghi	%r2, -160
	lgr	%r15, %r2
	lgr	%r2, %r4
	basr	%r14, %r3
	lmg	%r11, %r15, 88(%r11)
	.cfi_def_cfa_register %r15
	.cfi_restore %r11
	.cfi_restore %r12
	.cfi_restore %r13
	.cfi_restore %r14
	.cfi_restore %r15
	lghi	%r2, 0
	br	%r14
	.cfi_endproc
END(portsig_os_stack_call)

	.section .note.GNU-stack, "", %progbits
