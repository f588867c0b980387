/* SPDX-License-Identifier: MIT */
/*
 * All registers of the CPU that a program can set: filled with what is random,
 * held over a trap, and compared.
 *
 * machine_hold():  loads all that WANT holds, traps, and stores all into GOT
 * machine_load():  the same without the trap
 * machine_modes(): kinds of state to try: with vectors of all sizes, ...
 * MACHINE_TRAP_SIZE: how far the pc must be set on after the trap
 * machine_fp_control(): rounding and the like, as a number
 */
#ifndef TESTS_MACHINE_FIXTURE_H
#define TESTS_MACHINE_FIXTURE_H

#include <stdint.h>
#include <string.h>

struct machine_state;
void machine_hold(const struct machine_state *want, struct machine_state *got)
    __attribute__((visibility("hidden")));
void machine_load(const struct machine_state *want, struct machine_state *got)
    __attribute__((visibility("hidden")));

/* Random bytes, from a state that the includer keeps. */
static uint32_t machine_seed = 1;

static inline void
machine_random(void *to, size_t size)
{
	unsigned char *p = to;

	while (size-- > 0) {
		machine_seed = machine_seed * 1664525 + 1013904223;
		*p++ = (unsigned char)(machine_seed >> 24);
	}
}

#define MACHINE_FUNCTION(name, body) \
	".globl " name "\n.hidden " name "\n.type " name ", %function\n" \
	".balign 16\n" name ":\n" body "\n.size " name ", . - " name "\n"
#define MACHINE_FUNCTIONS(before, trap, after) \
	__asm__(".pushsection .text\n" \
	    MACHINE_FUNCTION("machine_hold", before trap after) \
	    MACHINE_FUNCTION("machine_load", before after) \
	    ".popsection\n")

#if defined(__x86_64__) || defined(__i386__)
#include "machine_x86.h"
#elif defined(__aarch64__)
#include "machine_aarch64.h"
#elif defined(__riscv)
#include "machine_riscv64.h"
#else
#error "no registers for this CPU"
#endif

#endif /* TESTS_MACHINE_FIXTURE_H */
