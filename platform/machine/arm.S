/* SPDX-License-Identifier: MIT */
/* 32-bit arm: the landing, and calls on another stack; see machine.h. */
#include "machine.h"
#include "machine_arm.h"

#if !defined(__arm__) || defined(__ARMEB__)
#error "configure took this for arm: give it --host"
#endif

	.syntax unified
	.arm
	.cfi_sections .debug_frame

#ifdef SIGRETURN

/*
 * For unwinders by EHABI all registers are on the stack; debuggers know the
 * instructions.
 *
 * r12: the function; r0, r1, r2: its arguments
 */
FUNCTION(portsig_machine_land)
	.fnstart
	.save	{r0-r15}
	.pad	#AT_R0
	blx	r12
	SIGRETURN
	.fnend
END(portsig_machine_land)

FUNCTION(portsig_machine_resume)
	.fnstart
	.save	{r0-r15}
	.pad	#AT_R0
	mov	sp, r0
	SIGRETURN
	.fnend
END(portsig_machine_resume)

#endif /* SIGRETURN */

/* int portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg) */
FUNCTION(portsig_os_stack_call)
	.fnstart
	.cfi_startproc
	push	{r4, lr}
	.save	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset r4, -8
	.cfi_offset lr, -4
	mov	r4, sp
	.setfp	r4, sp
	.cfi_def_cfa_register r4
	bic	r0, r0, #15
	mov	sp, r0
	mov	r0, r2
	blx	r1
	mov	r0, #0
	mov	sp, r4
	.cfi_def_cfa_register sp
	pop	{r4, pc}
	.cfi_endproc
	.fnend
END(portsig_os_stack_call)

	.section .note.GNU-stack, "", %progbits
