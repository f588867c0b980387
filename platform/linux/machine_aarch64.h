/* SPDX-License-Identifier: MIT */
/*
 * What machine/aarch64.S asks of Linux.  rt_sigreturn finds siginfo at the
 * stack pointer, and behind it the ucontext; the instructions are those that
 * unwinders know.  linux-6.12 arch/arm64/kernel/signal.c rt_sigreturn.
 */
#ifndef LINUX_MACHINE_AARCH64_H
#define LINUX_MACHINE_AARCH64_H

#define SIGRETURN	mov x8, #139; svc #0

#endif /* LINUX_MACHINE_AARCH64_H */
