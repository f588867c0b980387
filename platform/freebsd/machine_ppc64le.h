/* SPDX-License-Identifier: MIT */
/*
 * What machine/ppc64le.S asks of FreeBSD.  sigreturn takes the address of the
 * ucontext, 128 bytes above the stack pointer; callees write to these.
 * freebsd-13.0 sys/powerpc/powerpc/sigcode64.S.
 */
#ifndef FREEBSD_MACHINE_PPC64LE_H
#define FREEBSD_MACHINE_PPC64LE_H

#define SIGRETURN	addi 3, 1, 128; li 0, 417; sc

#define AT_FRAME	128
#define AT_V(n)		(AT_FRAME + 32 + 16 * (n))
#define AT_R(n)		(AT_FRAME + 552 + 8 * (n))
#define AT_LR		AT_R(32)
#define AT_CR		AT_R(33)
#define AT_CTR		AT_R(35)
#define AT_IP		AT_R(36)
#define AT_F(n)		(AT_FRAME + 888 + 8 * (n))

#endif /* FREEBSD_MACHINE_PPC64LE_H */
