/* SPDX-License-Identifier: MIT */
/* x86_64: the landing, and calls on another stack; see machine.h. */
#include "machine.h"
#include "machine_x86_64.h"

#if !defined(__x86_64__) || defined(__ILP32__)
#error "configure took this for x86_64: give it --host"
#endif

#ifdef SIGRETURN

/*
 * For unwinders: register REG, as DWARF numbers them, was saved AT bytes from
 * the stack pointer, which is constant here; two bytes of LEB128.  The CFA is
 * the interrupted stack pointer.
 */
#define LEB128(at)	((at) & 0x7f) | 0x80, (at) >> 7
#define SAVED(reg, at)	.cfi_escape 0x10, reg, 3, 0x77, LEB128(at)
#define INTERRUPTED \
	.cfi_escape 0x0f, 4, 0x77, LEB128(AT_SP), 0x06; \
	SAVED(0, AT_AX); SAVED(1, AT_DX); SAVED(2, AT_CX); SAVED(3, AT_BX); \
	SAVED(4, AT_SI); SAVED(5, AT_DI); SAVED(6, AT_BP); SAVED(7, AT_SP); \
	SAVED(8, AT_R8); SAVED(9, AT_R9); SAVED(10, AT_R10); \
	SAVED(11, AT_R11); SAVED(12, AT_R12); SAVED(13, AT_R13); \
	SAVED(14, AT_R14); SAVED(15, AT_R15); SAVED(16, AT_IP)

/* rax: the function; rdi, rsi, rdx: its arguments */
FUNCTION(portsig_machine_land)
	.cfi_startproc
	.cfi_signal_frame
	INTERRUPTED
	endbr64
	call	*%rax
	SIGRETURN
	.cfi_endproc
END(portsig_machine_land)

FUNCTION(portsig_machine_resume)
	.cfi_startproc
	.cfi_signal_frame
	endbr64
	movq	%rdi, %rsp
	INTERRUPTED
	SIGRETURN
	.cfi_endproc
END(portsig_machine_resume)

#endif /* SIGRETURN */

/* int portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg) */
FUNCTION(portsig_os_stack_call)
	.cfi_startproc
	endbr64
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	andq	$-16, %rdi
	movq	%rdi, %rsp
	movq	%rdx, %rdi
	call	*%rsi
	xorl	%eax, %eax
	leave
	.cfi_def_cfa %rsp, 8
	ret
	.cfi_endproc
END(portsig_os_stack_call)

/* That an indirect branch may come here, and only where it says so. */
#ifdef __CET__
	.section .note.gnu.property, "a", %note
	.balign 8
	.long	4, 16, 5
	.asciz	"GNU"
	.long	0xc0000002, 4, __CET__ & 3, 0
#endif
	.section .note.GNU-stack, "", %progbits
