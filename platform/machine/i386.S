/* SPDX-License-Identifier: MIT */
/* i386: the landing, and calls on another stack; see machine.h. */
#include "machine.h"
#include "machine_i386.h"

#ifndef __i386__
#error "configure took this for i386: give it --host"
#endif

#ifdef SIGRETURN

/* As in x86_64.S */
#define LEB128(at)	((at) & 0x7f) | 0x80, (at) >> 7
#define SAVED(reg, at)	.cfi_escape 0x10, reg, 3, 0x74, LEB128(at)
#define INTERRUPTED \
	.cfi_escape 0x0f, 4, 0x74, LEB128(AT_SP), 0x06; \
	SAVED(0, AT_AX); SAVED(1, AT_CX); SAVED(2, AT_DX); SAVED(3, AT_BX); \
	SAVED(4, AT_SP); SAVED(5, AT_BP); SAVED(6, AT_SI); SAVED(7, AT_DI); \
	SAVED(8, AT_IP)

/* eax: the function; its arguments are where the stack pointer is */
FUNCTION(portsig_machine_land)
	.cfi_startproc
	.cfi_signal_frame
	INTERRUPTED
	call	*%eax
	SIGRETURN
	.cfi_endproc
END(portsig_machine_land)

FUNCTION(portsig_machine_resume)
	.cfi_startproc
	.cfi_signal_frame
	movl	4(%esp), %esp
	INTERRUPTED
	SIGRETURN
	.cfi_endproc
END(portsig_machine_resume)

#endif /* SIGRETURN */

/* int portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg) */
FUNCTION(portsig_os_stack_call)
	.cfi_startproc
	pushl	%ebp
	.cfi_def_cfa_offset 8
	.cfi_offset %ebp, -8
	movl	%esp, %ebp
	.cfi_def_cfa_register %ebp
	movl	8(%ebp), %esp
	andl	$-16, %esp
	subl	$16, %esp
	movl	16(%ebp), %eax
	movl	%eax, (%esp)
	call	*12(%ebp)
	xorl	%eax, %eax
	leave
	.cfi_restore %ebp
	.cfi_def_cfa %esp, 4
	ret
	.cfi_endproc
END(portsig_os_stack_call)

	.section .note.GNU-stack, "", %progbits
