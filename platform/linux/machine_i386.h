/* SPDX-License-Identifier: MIT */
/*
 * What machine/i386.S asks of Linux.  rt_sigreturn takes the stack pointer for
 * what is left of the kernel's frame when the handler has returned: the
 * arguments, siginfo, and 140 bytes on the ucontext.  The instructions are
 * those that unwinders know.
 * linux-6.12 arch/x86/kernel/signal_32.c rt_sigreturn.
 */
#ifndef LINUX_MACHINE_I386_H
#define LINUX_MACHINE_I386_H

#define SIGRETURN	movl $173, %eax; int $0x80

#define AT_DI	176
#define AT_SI	180
#define AT_BP	184
#define AT_SP	188
#define AT_BX	192
#define AT_DX	196
#define AT_CX	200
#define AT_AX	204
#define AT_IP	216

#endif /* LINUX_MACHINE_I386_H */
