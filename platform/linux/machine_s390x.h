/* SPDX-License-Identifier: MIT */
/*
 * What machine/s390x.S asks of Linux.  rt_sigreturn takes the stack pointer
 * for 160 bytes that callees may write to, 8 more, siginfo, and the ucontext;
 * the instruction is the one that unwinders know.
 * linux-6.12 arch/s390/kernel/signal.c rt_sigreturn.
 */
#ifndef LINUX_MACHINE_S390X_H
#define LINUX_MACHINE_S390X_H

#define SIGRETURN	svc 173

#endif /* LINUX_MACHINE_S390X_H */
