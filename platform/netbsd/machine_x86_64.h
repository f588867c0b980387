/* SPDX-License-Identifier: MIT */
/*
 * What machine/x86_64.S asks of NetBSD.  The ucontext is at the stack pointer;
 * setcontext takes its address.
 * NetBSD-10 lib/libc/arch/x86_64/sys/__sigtramp2.S.
 */
#ifndef NETBSD_MACHINE_X86_64_H
#define NETBSD_MACHINE_X86_64_H

#define SIGRETURN	movq %rsp, %rdi; movq $308, %rax; syscall

#define AT_R8	88
#define AT_R9	96
#define AT_R10	104
#define AT_R11	112
#define AT_R12	120
#define AT_R13	128
#define AT_R14	136
#define AT_R15	144
#define AT_DI	56
#define AT_SI	64
#define AT_BP	152
#define AT_BX	160
#define AT_DX	72
#define AT_AX	168
#define AT_CX	80
#define AT_SP	248
#define AT_IP	224

#endif /* NETBSD_MACHINE_X86_64_H */
