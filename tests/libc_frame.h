/* SPDX-License-Identifier: MIT */
/*
 * The frame as libc's headers describe it, for check_frame to hold against
 * ours, and the few instructions that it needs.  The one test file here that
 * names a CPU; libc_frame_<cpu>.h go with it.
 *
 * LIBC_CONTEXT:       what a handler's third argument points to (ucontext_t)
 * LIBC_PC and so on:  values in such a context UC, those of [P3] addresses
 * LIBC_STACK, LIBC_SIGMASK: its signal stack and mask
 * LIBC_FLAGS:         the CPU's flags there
 * LIBC_CLEARED:       those that must not survive a new pc, which it takes
 * LIBC_CODE_BITS:     bits of a function's address that the pc does not have
 * LIBC_ENTRY:         an lvalue where a function looks for its own address
 * LIBC_TRAP:          assembly that raises LIBC_TRAP_SIGNO (SIGTRAP) and is one
 *                     instruction
 * LIBC_TRAP_PAST:     bytes that the pc is then past it
 * LIBC_ILLEGAL:       assembly that raises SIGILL
 * LIBC_ILLEGAL_PAST:  1 if the pc is then past it, and with SIGFPE
 * LIBC_FUNCTION:      what the assembler wants to know before a function
 * LIBC_ADDRESS_BITS:  those of a fault's address that are not told
 * LIBC_NO_ADDRESS:    an address whose fault does not tell it, or 0
 * LIBC_NX:            1 if every machine can forbid execution alone
 * LIBC_ALIGN_ERR:     0 if a misaligned access tells its address, or ENOENT
 * LIBC_ALIGN_AT:      1 if the pc is then at it
 * LIBC_BUS_AT:        1 if it is with a SIGBUS that says SI_KERNEL
 * LIBC_BUS_ACCESS:    what a write past the end of a file is told to be
 * LIBC_DIVIDE:        assembly of a function that divides by zero
 * LIBC_DIVIDE_TRAPS:  1 if the CPU minds
 * LIBC_STORE:         assembly of a function that writes onto its own store
 * LIBC_STORE_ONTO_ITSELF: 1 if it does, and is not taken for a jump
 * LIBC_CAUSES:        what the CPU may say of a page fault, whether its address
 *                     is the pc, and the access that this is
 * LIBC_SET_CAUSE:     writes such a cause into an empty frame
 * LIBC_EMPTY_ACCESS:  the access that an empty frame tells of
 */
#ifndef TESTS_LIBC_FRAME_H
#define TESTS_LIBC_FRAME_H

#include <errno.h>
#include <stdint.h>
#include <ucontext.h>

#if defined(__x86_64__)
#define LIBC_PC(uc)	((uc)->uc_mcontext.gregs[REG_RIP])
#define LIBC_SP(uc)	((uc)->uc_mcontext.gregs[REG_RSP])
#define LIBC_FP(uc)	((uc)->uc_mcontext.gregs[REG_RBP])
#define LIBC_RA(uc)	0
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.gregs[REG_EFL])
#define LIBC_CLEARED(pc) 0
#define LIBC_ARGS(uc) \
	{ LIBC_REG(uc, REG_RDI), LIBC_REG(uc, REG_RSI), \
	    LIBC_REG(uc, REG_RDX), LIBC_REG(uc, REG_RCX), \
	    LIBC_REG(uc, REG_R8), LIBC_REG(uc, REG_R9) }
#define LIBC_REG(uc, n)	((uintptr_t)(uc)->uc_mcontext.gregs[n])
#define LIBC_TRAP	"int3"
#define LIBC_TRAP_PAST	1
#define LIBC_ILLEGAL	"ud2"
#define LIBC_NO_ADDRESS	((uintptr_t)1 << 63)
#define LIBC_NX		1
#define LIBC_ALIGN_ERR	ENOENT
#define LIBC_DIVIDE	"xorl %ecx, %ecx\n\txorl %edx, %edx\n" \
			"\tmovl $1, %eax\n\tdivl %ecx\n\tret\n"
#define LIBC_DIVIDE_TRAPS 1
#define LIBC_STORE	"leaq 1f(%rip), %rax\n1:\tmovb $0, (%rax)\n\tret\n"
#define LIBC_CAUSES \
	{ 0x04, false, PORTSIG_ACCESS_READ }, \
	{ 0x05, false, PORTSIG_ACCESS_READ }, \
	{ 0x06, false, PORTSIG_ACCESS_WRITE }, \
	{ 0x07, true, PORTSIG_ACCESS_WRITE }, \
	{ 0x14, false, PORTSIG_ACCESS_EXEC }, \
	{ 0x15, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x05, true, PORTSIG_ACCESS_EXEC },	/* no NX */
#define LIBC_SET_CAUSE(uc, cause) \
	((uc)->uc_mcontext.gregs[REG_TRAPNO] = 14, \
	    (uc)->uc_mcontext.gregs[REG_ERR] = (int)(cause))
#elif defined(__i386__)
#define LIBC_PC(uc)	((uc)->uc_mcontext.gregs[REG_EIP])
#define LIBC_SP(uc)	((uc)->uc_mcontext.gregs[REG_ESP])
#define LIBC_FP(uc)	((uc)->uc_mcontext.gregs[REG_EBP])
#define LIBC_RA(uc)	0
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.gregs[REG_EFL])
#define LIBC_CLEARED(pc) 0
#define LIBC_ARGS(uc)	{ 0 }
#define LIBC_TRAP	"int3"
#define LIBC_TRAP_PAST	1
#define LIBC_ILLEGAL	"ud2"
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		0
#define LIBC_ALIGN_ERR	ENOENT
#define LIBC_DIVIDE	"xorl %ecx, %ecx\n\txorl %edx, %edx\n" \
			"\tmovl $1, %eax\n\tdivl %ecx\n\tret\n"
#define LIBC_DIVIDE_TRAPS 1
#define LIBC_STORE	"call 2f\n2:\tpopl %eax\n\taddl $(1f - 2b), %eax\n" \
			"1:\tmovb $0, (%eax)\n\tret\n"
#define LIBC_CAUSES \
	{ 0x04, false, PORTSIG_ACCESS_READ }, \
	{ 0x05, false, PORTSIG_ACCESS_READ }, \
	{ 0x06, false, PORTSIG_ACCESS_WRITE }, \
	{ 0x07, true, PORTSIG_ACCESS_WRITE }, \
	{ 0x14, false, PORTSIG_ACCESS_EXEC }, \
	{ 0x15, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x05, true, PORTSIG_ACCESS_EXEC },	/* no NX */
#define LIBC_SET_CAUSE(uc, cause) \
	((uc)->uc_mcontext.gregs[REG_TRAPNO] = 14, \
	    (uc)->uc_mcontext.gregs[REG_ERR] = (int)(cause))
#elif defined(__aarch64__)
#define LIBC_PC(uc)	((uc)->uc_mcontext.pc)
#define LIBC_SP(uc)	((uc)->uc_mcontext.sp)
#define LIBC_FP(uc)	((uc)->uc_mcontext.regs[29])
#define LIBC_RA(uc)	((uc)->uc_mcontext.regs[30])
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.pstate)
#define LIBC_CLEARED(pc) 0xc00		/* BTYPE */
#define LIBC_ARGS(uc) \
	{ LIBC_REG(uc, 0), LIBC_REG(uc, 1), LIBC_REG(uc, 2), \
	    LIBC_REG(uc, 3), LIBC_REG(uc, 4), LIBC_REG(uc, 5), \
	    LIBC_REG(uc, 6), LIBC_REG(uc, 7) }
#define LIBC_REG(uc, n)	((uintptr_t)(uc)->uc_mcontext.regs[n])
#define LIBC_TRAP	"brk #0"
#define LIBC_TRAP_PAST	0
#define LIBC_ILLEGAL	".inst 0"
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		1
#define LIBC_ALIGN_ERR	0
#define LIBC_DIVIDE	"ret\n"
#define LIBC_DIVIDE_TRAPS 0
#define LIBC_STORE	"adr x0, 1f\n1:\tstrb wzr, [x0]\n\tret\n"
#define LIBC_CAUSES \
	{ 0x92000004, false, PORTSIG_ACCESS_READ }, \
	{ 0x92000007, true, PORTSIG_ACCESS_READ }, \
	{ 0x92000044, false, PORTSIG_ACCESS_WRITE }, \
	{ 0x92000144, false, PORTSIG_ACCESS_READ },	/* QRK-6 */ \
	{ 0x9200004f, true, PORTSIG_ACCESS_WRITE }, \
	{ 0x82000004, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x410092000044, false, PORTSIG_ACCESS_WRITE }, /* newer CPUs */ \
	{ 0x8a000000, false, PORTSIG_ACCESS_UNKNOWN },	/* a misaligned pc */ \
	{ 0, false, PORTSIG_ACCESS_UNKNOWN }, \
	{ 0, true, PORTSIG_ACCESS_EXEC },
/* Behind another record, as the kernel has it. */
#define LIBC_SET_CAUSE(uc, cause) \
	((uc)->uc_mcontext.__reserved[4] = 16, \
	    memcpy((uc)->uc_mcontext.__reserved, "\1\200PF", 4), \
	    memcpy((uc)->uc_mcontext.__reserved + 16, "\1RSE\20\0\0", 8), \
	    memcpy((uc)->uc_mcontext.__reserved + 24, &(cause), \
	    sizeof(uint64_t)))
#elif defined(__riscv) && __riscv_xlen == 64
#define LIBC_PC(uc)	((uc)->uc_mcontext.__gregs[REG_PC])
#define LIBC_SP(uc)	((uc)->uc_mcontext.__gregs[REG_SP])
#define LIBC_FP(uc)	((uc)->uc_mcontext.__gregs[REG_S0])
#define LIBC_RA(uc)	((uc)->uc_mcontext.__gregs[REG_RA])
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.__gregs[31])	/* t6: no flags */
#define LIBC_CLEARED(pc) 0
#define LIBC_ARGS(uc) \
	{ LIBC_REG(uc, 0), LIBC_REG(uc, 1), LIBC_REG(uc, 2), \
	    LIBC_REG(uc, 3), LIBC_REG(uc, 4), LIBC_REG(uc, 5), \
	    LIBC_REG(uc, 6), LIBC_REG(uc, 7) }
#define LIBC_REG(uc, n)	((uintptr_t)(uc)->uc_mcontext.__gregs[REG_A0 + (n)])
#define LIBC_TRAP	".4byte 0x00100073"	/* ebreak of 4 bytes */
#define LIBC_TRAP_PAST	0
#define LIBC_ILLEGAL	".4byte 0"
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		1
#define LIBC_ALIGN_ERR	ENOENT
#define LIBC_DIVIDE	"ret\n"
#define LIBC_DIVIDE_TRAPS 0
/* Onto the instruction behind, since onto itself looks like a jump. */
#define LIBC_STORE	"lla a0, 1f\n\tsb zero, 4(a0)\n1:\tnop\n\tnop\n" \
			"\tret\n"
#define LIBC_STORE_ONTO_ITSELF 0
#define LIBC_CAUSES \
	{ 0x00053503, false, PORTSIG_ACCESS_READ },	/* ld a0, 0(a0) */ \
	{ 0x00050503, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x00053507, false, PORTSIG_ACCESS_READ },	/* fld */ \
	{ 0x00a53023, false, PORTSIG_ACCESS_WRITE },	/* sd a0, 0(a0) */ \
	{ 0x00a53027, false, PORTSIG_ACCESS_WRITE },	/* fsd */ \
	{ 0x100532af, false, PORTSIG_ACCESS_READ },	/* lr.d */ \
	{ 0x18a532af, false, PORTSIG_ACCESS_WRITE },	/* sc.d */ \
	{ 0x00a532af, false, PORTSIG_ACCESS_WRITE },	/* amoadd.d */ \
	{ 0x00a50533, false, PORTSIG_ACCESS_UNKNOWN },	/* add */ \
	{ 0x6108, false, PORTSIG_ACCESS_READ },		/* c.ld */ \
	{ 0xe108, false, PORTSIG_ACCESS_WRITE },	/* c.sd */ \
	{ 0x6522, false, PORTSIG_ACCESS_READ },		/* c.ldsp */ \
	{ 0xe42a, false, PORTSIG_ACCESS_WRITE },	/* c.sdsp */ \
	{ 0x8108, false, PORTSIG_ACCESS_READ },		/* c.lbu */ \
	{ 0x8908, false, PORTSIG_ACCESS_WRITE },	/* c.sb */ \
	{ 0x0505, false, PORTSIG_ACCESS_UNKNOWN },	/* c.addi */
/* The kernel says nothing: what stands at the pc does. */
#define LIBC_SET_CAUSE(uc, cause) \
	((void)(uc), memcpy(&area[16], &(cause), 4))
#elif defined(__arm__)
#include "libc_frame_arm.h"
#elif defined(__loongarch__)
#include "libc_frame_loongarch64.h"
#elif defined(__mips64)
#include "libc_frame_mips64el.h"
#elif defined(__powerpc64__)
#include "libc_frame_ppc64le.h"
#elif defined(__s390x__)
#include "libc_frame_s390x.h"
#elif defined(__sparc__)
#include "libc_frame_sparc64.h"
#else
#error "no row for this CPU"
#endif

#ifndef LIBC_STORE_ONTO_ITSELF
#define LIBC_STORE_ONTO_ITSELF 1
#endif
#ifndef LIBC_CODE_BITS
#define LIBC_CODE_BITS 0
#endif
#ifndef LIBC_ENTRY
#define LIBC_ENTRY(uc) LIBC_PC(uc)
#endif
#ifndef LIBC_TRAP_SIGNO
#define LIBC_TRAP_SIGNO SIGTRAP
#endif
#ifndef LIBC_ILLEGAL_PAST
#define LIBC_ILLEGAL_PAST 0
#endif
#ifndef LIBC_CONTEXT
#define LIBC_CONTEXT ucontext_t
#define LIBC_STACK(uc) ((uc)->uc_stack)
#define LIBC_SIGMASK(uc) ((uc)->uc_sigmask)
#endif
#ifndef LIBC_BUS_AT
#define LIBC_BUS_AT 1
#endif
#ifndef LIBC_BUS_ACCESS
#define LIBC_BUS_ACCESS PORTSIG_ACCESS_WRITE
#endif
#ifndef LIBC_ALIGN_AT
#define LIBC_ALIGN_AT 1
#endif
#ifndef LIBC_FUNCTION
#define LIBC_FUNCTION ""
#endif
#ifndef LIBC_ADDRESS_BITS
#define LIBC_ADDRESS_BITS 0
#endif
#ifndef LIBC_EMPTY_ACCESS
#define LIBC_EMPTY_ACCESS PORTSIG_ACCESS_UNKNOWN
#endif

/* A place to go on at that raises a signal before it changes anything. */
__asm__(".pushsection .text\n"
    "\t.balign 16\n"
    "\t.globl libc_frame_trap\n"
    "\t.hidden libc_frame_trap\n"
    LIBC_FUNCTION
    "libc_frame_trap:\n"
    "\t" LIBC_TRAP "\n"
    "\t.globl libc_frame_store\n"
    "\t.hidden libc_frame_store\n"
    LIBC_FUNCTION
    "libc_frame_store:\n"
    "\t" LIBC_STORE
    "\t.globl libc_frame_divide\n"
    "\t.hidden libc_frame_divide\n"
    LIBC_FUNCTION
    "libc_frame_divide:\n"
    "\t" LIBC_DIVIDE
    "\t.popsection\n");
extern const char libc_frame_trap[] __attribute__((visibility("hidden")));
void libc_frame_store(void) __attribute__((visibility("hidden")));
void libc_frame_divide(void) __attribute__((visibility("hidden")));

#endif /* TESTS_LIBC_FRAME_H */
