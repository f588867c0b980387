/* SPDX-License-Identifier: MIT */
/* ppc64le, ELFv2: the landing, and calls on another stack; see machine.h. */
#include "machine.h"
#include "machine_ppc64le.h"

#if !defined(__powerpc64__) || !defined(_CALL_ELF) || _CALL_ELF != 2
#error "configure took this for ppc64le: give it --host"
#endif

	.abiversion 2

#ifdef SIGRETURN

/*
 * As in x86_64.S.  The interrupted pc has a column of its own, which is not
 * lr's: 67, as in the kernel's vDSO.  What libgcc does without CFI is not
 * relied upon: gcc-12's takes another column and aborts.
 * linux-6.12 arch/powerpc/kernel/vdso/sigtramp64.S.
 */
#define LEB128(at)	((at) & 0x7f) | 0x80, (at) >> 7
#define SAVED(reg, at)	.cfi_escape 0x10, reg, 3, 0x71, LEB128(at)
#define ALL_SAVED(column, at) \
	.set n, 0; .rept 32; SAVED(column + n, at(n)); .set n, n + 1; .endr
#define INTERRUPTED \
	.cfi_return_column 67; \
	.cfi_escape 0x0f, 4, 0x71, LEB128(AT_R(1)), 0x06; \
	ALL_SAVED(0, AT_R); ALL_SAVED(32, AT_F); ALL_SAVED(77, AT_V); \
	SAVED(65, AT_LR); SAVED(66, AT_CTR); SAVED(67, AT_IP); \
	SAVED(70, AT_CR)

/* ctr and r12: the function; r3, r4, r5: its arguments */
FUNCTION(portsig_machine_land)
	.cfi_startproc
	.cfi_signal_frame
	INTERRUPTED
	bctrl
	SIGRETURN
	.cfi_endproc
END(portsig_machine_land)

FUNCTION(portsig_machine_resume)
	.cfi_startproc
	.cfi_signal_frame
	mr	1, 3
	INTERRUPTED
	SIGRETURN
	.cfi_endproc
END(portsig_machine_resume)

#endif /* SIGRETURN */

/*
 * int portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg)
 * r31 is at -8, lr at 16 from the caller's frame; r2 is kept in ours.
 */
FUNCTION(portsig_os_stack_call)
	.cfi_startproc
	mflr	0
	std	0, 16(1)
	.cfi_offset 65, 16
	std	31, -8(1)
	.cfi_offset 31, -8
	stdu	1, -48(1)
	.cfi_def_cfa_offset 48
	mr	31, 1
	.cfi_def_cfa_register 31
	std	2, 24(31)
	rldicr	3, 3, 0, 59
	stdu	31, -96(3)
	mr	1, 3
	mr	12, 4
	mtctr	4
	mr	3, 5
	bctrl
	ld	2, 24(31)
	li	3, 0
	addi	1, 31, 48
	.cfi_def_cfa 1, 0
	ld	0, 16(1)
	mtlr	0
	.cfi_restore 65
	ld	31, -8(1)
	.cfi_restore 31
	blr
	.cfi_endproc
END(portsig_os_stack_call)

	.section .note.GNU-stack, "", %progbits
