/* SPDX-License-Identifier: MIT */
/* riscv64: the landing, and calls on another stack; see machine.h. */
#include "machine.h"
#include "machine_riscv64.h"

#if !defined(__riscv) || __riscv_xlen != 64
#error "configure took this for riscv64: give it --host"
#endif

#ifdef SIGRETURN

/*
 * No CFI: unwinders know the instructions that the kernel has handlers return
 * to, which these are, in 4 bytes each, and read both the interrupted pc and
 * ra from the frame, for which DWARF has one column.
 *
 * t1: the function; a0, a1, a2: its arguments
 */
FUNCTION(portsig_machine_land)
	.option push
	.option norvc
	jalr	t1
	SIGRETURN
	.option pop
END(portsig_machine_land)

FUNCTION(portsig_machine_resume)
	.option push
	.option norvc
	mv	sp, a0
	SIGRETURN
	.option pop
END(portsig_machine_resume)

#endif /* SIGRETURN */

/* int portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg) */
FUNCTION(portsig_os_stack_call)
	.cfi_startproc
	addi	sp, sp, -16
	.cfi_def_cfa_offset 16
	sd	ra, 8(sp)
	sd	s0, 0(sp)
	.cfi_offset ra, -8
	.cfi_offset s0, -16
	addi	s0, sp, 16
	.cfi_def_cfa s0, 0
	andi	sp, a0, -16
	mv	a0, a2
	jalr	a1
	li	a0, 0
	addi	sp, s0, -16
	.cfi_def_cfa sp, 16
	ld	ra, 8(sp)
	ld	s0, 0(sp)
	.cfi_restore ra
	.cfi_restore s0
	addi	sp, sp, 16
	.cfi_def_cfa_offset 0
	ret
	.cfi_endproc
END(portsig_os_stack_call)

	.section .note.GNU-stack, "", %progbits
