/* SPDX-License-Identifier: MIT */
/*
 * What machine/i386.S asks of NetBSD.  At the stack pointer are three words of
 * arguments, and 16 bytes on the ucontext.  setcontext takes its address
 * behind the word that would be a return address.
 * NetBSD-10 lib/libc/arch/i386/sys/__sigtramp2.S.
 */
#ifndef NETBSD_MACHINE_I386_H
#define NETBSD_MACHINE_I386_H

#define SIGRETURN \
	leal AT_FRAME(%esp), %eax; \
	movl %eax, 4(%esp); \
	movl $308, %eax; \
	int $0x80

#define AT_FRAME	16
#define AT_DI	68
#define AT_SI	72
#define AT_BP	76
#define AT_SP	120
#define AT_BX	84
#define AT_DX	88
#define AT_CX	92
#define AT_AX	96
#define AT_IP	108

#endif /* NETBSD_MACHINE_I386_H */
