/* SPDX-License-Identifier: MIT */
/*
 * What machine/i386.S asks of FreeBSD.  At the stack pointer are three words of
 * arguments, and 16 bytes on the ucontext.  sigreturn takes its address behind
 * the word that would be a return address, and does not load gs.
 * freebsd-13.0 sys/i386/i386/locore.s, sigcode.
 */
#ifndef FREEBSD_MACHINE_I386_H
#define FREEBSD_MACHINE_I386_H

#define SIGRETURN \
	leal AT_FRAME(%esp), %eax; \
	movl %eax, 4(%esp); \
	movw AT_GS(%esp), %gs; \
	movl $417, %eax; \
	int $0x80

#define AT_FRAME	16
#define AT_GS	36
#define AT_DI	52
#define AT_SI	56
#define AT_BP	60
#define AT_BX	68
#define AT_DX	72
#define AT_CX	76
#define AT_AX	80
#define AT_IP	92
#define AT_SP	104

#endif /* FREEBSD_MACHINE_I386_H */
