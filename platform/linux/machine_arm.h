/* SPDX-License-Identifier: MIT */
/*
 * What machine/arm.S asks of Linux.  rt_sigreturn finds siginfo at the stack
 * pointer, and behind it the ucontext, whose registers begin 160 bytes on; the
 * instructions are those that unwinders know.
 * linux-6.12 arch/arm/kernel/signal.c sys_rt_sigreturn().
 */
#ifndef LINUX_MACHINE_ARM_H
#define LINUX_MACHINE_ARM_H

#define SIGRETURN	mov r7, #173; svc #0
#define AT_R0		160

#endif /* LINUX_MACHINE_ARM_H */
