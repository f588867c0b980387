/* SPDX-License-Identifier: MIT */
/*
 * What machine/riscv64.S asks of Linux.  rt_sigreturn finds siginfo at the
 * stack pointer, and behind it the ucontext; the instructions are those that
 * unwinders know.  linux-6.12 arch/riscv/kernel/signal.c rt_sigreturn.
 */
#ifndef LINUX_MACHINE_RISCV64_H
#define LINUX_MACHINE_RISCV64_H

#define SIGRETURN	li a7, 139; ecall

#endif /* LINUX_MACHINE_RISCV64_H */
