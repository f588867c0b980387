/* SPDX-License-Identifier: MIT */
/*
 * What machine/aarch64.S asks of FreeBSD.  sigreturn takes the address of the
 * ucontext; the instructions, with siginfo at the stack pointer, are those
 * that unwinders know.  freebsd-13.0 sys/arm64/arm64/locore.S, sigcode.
 */
#ifndef FREEBSD_MACHINE_AARCH64_H
#define FREEBSD_MACHINE_AARCH64_H

#define SIGRETURN	mov x0, sp; add x0, x0, #80; mov x8, #417; svc #0

#endif /* FREEBSD_MACHINE_AARCH64_H */
