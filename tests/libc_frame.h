/* SPDX-License-Identifier: MIT */
/*
 * The frame as libc's headers describe it, for check_frame to hold against
 * ours, and the few instructions that it needs.  The one test file here that
 * names a CPU.
 *
 * LIBC_PC and so on:  lvalues in a ucontext_t UC
 * LIBC_FLAGS:         the CPU's flags there
 * LIBC_CLEARED:       those that must not survive a new pc
 * LIBC_TRAP:          assembly that raises SIGTRAP and is one instruction
 * LIBC_TRAP_PAST:     bytes that the pc is then past it
 * LIBC_ILLEGAL:       assembly that raises SIGILL
 * LIBC_NO_ADDRESS:    an address whose fault does not tell it, or 0
 * LIBC_NX:            1 if every machine can forbid execution alone
 * LIBC_ALIGN_ERR:     0 if a misaligned access tells its address, or ENOENT
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
#define LIBC_CLEARED	0
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
#elif defined(__i386__)
#define LIBC_PC(uc)	((uc)->uc_mcontext.gregs[REG_EIP])
#define LIBC_SP(uc)	((uc)->uc_mcontext.gregs[REG_ESP])
#define LIBC_FP(uc)	((uc)->uc_mcontext.gregs[REG_EBP])
#define LIBC_RA(uc)	0
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.gregs[REG_EFL])
#define LIBC_CLEARED	0
#define LIBC_ARGS(uc)	{ 0 }
#define LIBC_TRAP	"int3"
#define LIBC_TRAP_PAST	1
#define LIBC_ILLEGAL	"ud2"
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		0
#define LIBC_ALIGN_ERR	ENOENT
#elif defined(__aarch64__)
#define LIBC_PC(uc)	((uc)->uc_mcontext.pc)
#define LIBC_SP(uc)	((uc)->uc_mcontext.sp)
#define LIBC_FP(uc)	((uc)->uc_mcontext.regs[29])
#define LIBC_RA(uc)	((uc)->uc_mcontext.regs[30])
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.pstate)
#define LIBC_CLEARED	0xc00		/* BTYPE */
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
#else
#error "no row for this CPU"
#endif

/* A place to go on at that raises SIGTRAP before it changes anything. */
__asm__(".pushsection .text\n"
    "\t.balign 16\n"
    "\t.globl libc_frame_trap\n"
    "\t.hidden libc_frame_trap\n"
    "libc_frame_trap:\n"
    "\t" LIBC_TRAP "\n"
    "\t.popsection\n");
extern const char libc_frame_trap[] __attribute__((visibility("hidden")));

#endif /* TESTS_LIBC_FRAME_H */
