/* SPDX-License-Identifier: MIT */
/*
 * What machine/x86_64.S asks of Linux.  rt_sigreturn finds the ucontext at the
 * stack pointer; the instructions are those that unwinders know.
 * linux-6.12 arch/x86/kernel/signal_64.c rt_sigreturn.
 */
#ifndef LINUX_MACHINE_X86_64_H
#define LINUX_MACHINE_X86_64_H

#define SIGRETURN	movq $15, %rax; syscall

#define AT_R8	40
#define AT_R9	48
#define AT_R10	56
#define AT_R11	64
#define AT_R12	72
#define AT_R13	80
#define AT_R14	88
#define AT_R15	96
#define AT_DI	104
#define AT_SI	112
#define AT_BP	120
#define AT_BX	128
#define AT_DX	136
#define AT_AX	144
#define AT_CX	152
#define AT_SP	160
#define AT_IP	168

#endif /* LINUX_MACHINE_X86_64_H */
