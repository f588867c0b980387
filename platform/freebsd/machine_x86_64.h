/* SPDX-License-Identifier: MIT */
/*
 * What machine/x86_64.S asks of FreeBSD.  The ucontext is at the stack pointer;
 * sigreturn takes its address.  freebsd-13.0 sys/amd64/amd64/sigtramp.S.
 */
#ifndef FREEBSD_MACHINE_X86_64_H
#define FREEBSD_MACHINE_X86_64_H

#define SIGRETURN	movq %rsp, %rdi; movq $417, %rax; syscall

#define AT_R8	56
#define AT_R9	64
#define AT_R10	96
#define AT_R11	104
#define AT_R12	112
#define AT_R13	120
#define AT_R14	128
#define AT_R15	136
#define AT_DI	24
#define AT_SI	32
#define AT_BP	88
#define AT_BX	80
#define AT_DX	40
#define AT_AX	72
#define AT_CX	48
#define AT_SP	200
#define AT_IP	176

#endif /* FREEBSD_MACHINE_X86_64_H */
