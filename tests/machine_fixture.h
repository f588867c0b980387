/* SPDX-License-Identifier: MIT */
/*
 * All registers of the CPU that a program can set: filled with what is random,
 * held over a trap, and compared.
 *
 * machine_hold():  loads all that WANT holds, traps, and stores all into GOT
 * machine_load():  the same without the trap
 * machine_modes(): kinds of state to try: with vectors of all sizes, ...
 * MACHINE_TRAP:    the trap, and MACHINE_TRAP_IN_C for C functions; it raises
 *                  MACHINE_TRAP_SIGNO
 * MACHINE_STACK_ALIGN: bytes
 * machine_past_trap(): sets the pc of a frame past it, where it is not, by
 *                  MACHINE_TRAP_SIZE
 * machine_fp_control(): rounding and the like, as a number
 */
#ifndef TESTS_MACHINE_FIXTURE_H
#define TESTS_MACHINE_FIXTURE_H

#include <stdint.h>
#include <string.h>

#include "platform.h"

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

/*
 * machine_leaf() traps at its first instruction and returns; it has no frame,
 * and where there is a register for it, its return address is there.
 */
void machine_leaf(void) __attribute__((visibility("hidden")));

#define MACHINE_FUNCTION(name, body) \
	".globl " name "\n.hidden " name "\n.type " name ", %function\n" \
	".balign 16\n" name ":\n" body "\n.size " name ", . - " name "\n"
#define MACHINE_FUNCTIONS(before, trap, after, begin, back, end) \
	__asm__(".pushsection .text\n" \
	    MACHINE_FUNCTION("machine_hold", before "\t" trap "\n" after) \
	    MACHINE_FUNCTION("machine_load", before after) \
	    MACHINE_FUNCTION("machine_leaf", "\t" begin "\n\t" trap "\n" \
	    "\t" back "\n\t" end) \
	    ".popsection\n")
/* Those whose unwinders read CFI */
#define MACHINE_CODE(before, after, back) \
	MACHINE_FUNCTIONS(before, MACHINE_TRAP, after, ".cfi_startproc", \
	    back, ".cfi_endproc")

#if defined(__x86_64__) || defined(__i386__)
#include "machine_x86.h"
#elif defined(__aarch64__)
#include "machine_aarch64.h"
#elif defined(__arm__)
#include "machine_arm.h"
#elif defined(__powerpc64__)
#include "machine_ppc64le.h"
#elif defined(__riscv)
#include "machine_riscv64.h"
#elif defined(__s390x__)
#include "machine_s390x.h"
#elif PORTSIG_MACHINE
#error "no registers for this CPU"
#else			/* for check_landing, which traps nowhere then */
#define MACHINE_TRAP		""
#define MACHINE_TRAP_SIZE	0
void
machine_leaf(void)
{
}
#endif

#ifndef MACHINE_TRAP_SIGNO
#define MACHINE_TRAP_SIGNO SIGTRAP
#endif
#ifndef MACHINE_STACK_ALIGN
#define MACHINE_STACK_ALIGN 16
#endif
#ifndef MACHINE_TRAP_IN_C
#define MACHINE_TRAP_IN_C MACHINE_TRAP
#endif
#ifndef machine_past_trap
static inline void
machine_past_trap(void *frame)
{
	portsig_os_frame_set_pc(frame,
	    portsig_os_frame_pc(frame) + MACHINE_TRAP_SIZE);
}
#endif

#endif /* TESTS_MACHINE_FIXTURE_H */
