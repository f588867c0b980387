/* SPDX-License-Identifier: MIT */
/*
 * What machine/riscv64.S asks of FreeBSD.  sigreturn takes the address of the
 * ucontext, which is behind siginfo, and its number in t0.  Unwinders are not
 * told of it, as they are not of the kernel's own trampoline.
 * freebsd-13.0 sys/riscv/riscv/locore.S, sigcode.
 */
#ifndef FREEBSD_MACHINE_RISCV64_H
#define FREEBSD_MACHINE_RISCV64_H

#define SIGRETURN	mv a0, sp; addi a0, a0, 80; li t0, 417; ecall

#endif /* FREEBSD_MACHINE_RISCV64_H */
