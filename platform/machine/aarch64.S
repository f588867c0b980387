/* SPDX-License-Identifier: MIT */
/* aarch64: the landing, and calls on another stack; see machine.h. */
#include "machine.h"
#include "machine_aarch64.h"

#ifndef __aarch64__
#error "configure took this for aarch64: give it --host"
#endif

/* Landing pads and signed return addresses are hints, so old CPUs pass. */
#ifdef __ARM_FEATURE_BTI_DEFAULT
#define MARK_BTI	1
#else
#define MARK_BTI	0
#endif
#ifdef __ARM_FEATURE_PAC_DEFAULT
#define MARK_PAC	2
#define SIGN	hint #25; .cfi_negate_ra_state	/* paciasp */
#define CHECK	hint #29; .cfi_negate_ra_state	/* autiasp */
#else
#define MARK_PAC	0
#define SIGN
#define CHECK
#endif
#define BTI_C	hint #34

#ifdef SIGRETURN

/*
 * No CFI: DWARF has one column for the return address, x30, and here both the
 * interrupted pc and x30 are wanted.  Unwinders know the instructions that the
 * kernel has handlers return to, and these are they.
 *
 * x9: the function; x0, x1, x2: its arguments
 */
FUNCTION(portsig_machine_land)
	BTI_C
	blr	x9
	SIGRETURN
END(portsig_machine_land)

FUNCTION(portsig_machine_resume)
	BTI_C
	mov	sp, x0
	SIGRETURN
END(portsig_machine_resume)

#endif /* SIGRETURN */

/* int portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg) */
FUNCTION(portsig_os_stack_call)
	.cfi_startproc
	BTI_C
	SIGN
	stp	x29, x30, [sp, #-16]!
	.cfi_def_cfa_offset 16
	.cfi_offset x29, -16
	.cfi_offset x30, -8
	mov	x29, sp
	.cfi_def_cfa_register x29
	and	x9, x0, #~15
	mov	sp, x9
	mov	x0, x2
	blr	x1
	mov	w0, #0
	mov	sp, x29
	.cfi_def_cfa_register sp
	ldp	x29, x30, [sp], #16
	.cfi_restore x29
	.cfi_restore x30
	.cfi_def_cfa_offset 0
	CHECK
	ret
	.cfi_endproc
END(portsig_os_stack_call)

#if MARK_BTI | MARK_PAC
	.section .note.gnu.property, "a", %note
	.balign 8
	.long	4, 16, 5
	.asciz	"GNU"
	.long	0xc0000000, 4, MARK_BTI | MARK_PAC, 0
#endif
	.section .note.GNU-stack, "", %progbits
