/* SPDX-License-Identifier: MIT */
/*
 * What machine/arm.S asks of FreeBSD.  sigreturn takes the address of the
 * ucontext, which is behind siginfo; 417 is more than one instruction holds
 * before ARMv7.  freebsd-13.0 sys/arm/arm/locore-v6.S, sigcode.
 */
#ifndef FREEBSD_MACHINE_ARM_H
#define FREEBSD_MACHINE_ARM_H

#define SIGRETURN \
	add r0, sp, #64; mov r7, #416; add r7, r7, #1; svc #0
#define AT_R0		80

#endif /* FREEBSD_MACHINE_ARM_H */
