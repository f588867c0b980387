/* SPDX-License-Identifier: MIT */
/*
 * What machine/ppc64le.S asks of Linux.  rt_sigreturn finds the ucontext at
 * the stack pointer, and a handler runs 128 bytes below it, which callees may
 * write to; the instructions are those that debuggers know.
 * linux-6.12 arch/powerpc/kernel/signal_64.c rt_sigreturn.
 */
#ifndef LINUX_MACHINE_PPC64LE_H
#define LINUX_MACHINE_PPC64LE_H

#define SIGRETURN	addi 1, 1, 128; li 0, 172; sc

#define AT_R(n)	(128 + 232 + 8 * (n))
#define AT_IP	AT_R(32)
#define AT_CTR	AT_R(35)
#define AT_LR	AT_R(36)
#define AT_CR	AT_R(38)
#define AT_F(n)	(128 + 616 + 8 * (n))
#define AT_V(n)	(128 + 896 + 16 * (n))	/* that v_regs points to */

#endif /* LINUX_MACHINE_PPC64LE_H */
