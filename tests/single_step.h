/* SPDX-License-Identifier: MIT */
/*
 * Running code one instruction at a time in this very thread: the CPU's trap
 * flag, and SIGTRAP after each instruction.  The kernel clears the flag for
 * handlers and puts it back as they return, so that a handler of SIGTRAP runs
 * between any two instructions of what is stepped.
 *
 * Only CPUs that step in user mode have it.  Others take a kernel's help,
 * and there a pair of load-linked and store-conditional would never succeed
 * with a signal in between.
 */
#ifndef TESTS_SINGLE_STEP_H
#define TESTS_SINGLE_STEP_H

#include <stdbool.h>

#if defined(__x86_64__) || defined(__i386__)

static const bool step_works = true;

/* Over the red zone; the trap comes after the instruction that follows. */
#ifdef __x86_64__
#define STEP_FLAGS(change) \
	__asm__ volatile ("lea -128(%%rsp), %%rsp\n\tpushfq\n\t" change \
	    " (%%rsp)\n\tpopfq\n\tlea 128(%%rsp), %%rsp" ::: "memory", "cc")
#define step_on()	STEP_FLAGS("orq $0x100,")
#define step_off()	STEP_FLAGS("andq $~0x100,")
#else
#define STEP_FLAGS(change) \
	__asm__ volatile ("pushfl\n\t" change " (%%esp)\n\tpopfl" \
	    ::: "memory", "cc")
#define step_on()	STEP_FLAGS("orl $0x100,")
#define step_off()	STEP_FLAGS("andl $~0x100,")
#endif

#else

static const bool step_works = false;

#define step_on()	((void)0)
#define step_off()	((void)0)

#endif

#endif /* TESTS_SINGLE_STEP_H */
