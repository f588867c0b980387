/* SPDX-License-Identifier: MIT */
/*
 * What machine/x86_64.S asks of DragonFly.  The ucontext is at the stack
 * pointer; sigreturn takes its address.
 * dragonfly-5.9 sys/platform/pc64/x86_64/sigtramp.s.
 */
#ifndef DRAGONFLY_MACHINE_X86_64_H
#define DRAGONFLY_MACHINE_X86_64_H

#define SIGRETURN	movq %rsp, %rdi; movq $344, %rax; syscall

#define AT_R8	104
#define AT_R9	112
#define AT_R10	144
#define AT_R11	152
#define AT_R12	160
#define AT_R13	168
#define AT_R14	176
#define AT_R15	184
#define AT_DI	72
#define AT_SI	80
#define AT_BP	136
#define AT_BX	128
#define AT_DX	88
#define AT_AX	120
#define AT_CX	96
#define AT_SP	256
#define AT_IP	232

#endif /* DRAGONFLY_MACHINE_X86_64_H */
