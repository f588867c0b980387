/* SPDX-License-Identifier: MIT */
/*
 * What machine/arm.S asks of NetBSD.  setcontext takes the address of the
 * ucontext, which is behind siginfo; the number is in the instruction.
 * NetBSD-10 lib/libc/arch/arm/sys/__sigtramp2.S, SYS.h.
 */
#ifndef NETBSD_MACHINE_ARM_H
#define NETBSD_MACHINE_ARM_H

#define SIGRETURN	add r0, sp, #128; svc #0xa00000 + 308
#define AT_R0		168

#endif /* NETBSD_MACHINE_ARM_H */
