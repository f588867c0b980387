/* SPDX-License-Identifier: MIT */
/*
 * The registers of 32-bit arm, in ARM code: mode 0 with 16 double registers,
 * mode 1 with 32.
 */
#ifndef TESTS_MACHINE_ARM_H
#define TESTS_MACHINE_ARM_H

#include <sys/auxv.h>

#define MACHINE_STACK_ALIGN	8
#define MACHINE_TRAP		".inst 0xe7f001f0"
#ifdef __thumb__
#define MACHINE_TRAP_IN_C	".inst.n 0xde01"
#define MACHINE_MODE_OF_C	".thumb"
#else
#define MACHINE_MODE_OF_C	".arm"
#endif

struct machine_state {
	uint32_t r[13], lr, flags, fpscr, mode, unused;	/* 52 to 64 */
	uint64_t d[32];			/* at 72 */
};
_Static_assert(__builtin_offsetof(struct machine_state, d) == 72, "d");

#define MACHINE_R(op, n, at)	"\t" op " r" #n ", [r0, #" #at "]\n"
#define MACHINE_RS(op) \
	MACHINE_R(op, 1, 4) MACHINE_R(op, 2, 8) MACHINE_R(op, 3, 12) \
	MACHINE_R(op, 4, 16) MACHINE_R(op, 5, 20) MACHINE_R(op, 6, 24) \
	MACHINE_R(op, 7, 28) MACHINE_R(op, 8, 32) MACHINE_R(op, 9, 36) \
	MACHINE_R(op, 10, 40) MACHINE_R(op, 11, 44) MACHINE_R(op, 12, 48)
#define MACHINE_BEFORE \
	"\tpush {r4-r11, lr}\n\tvpush {d8-d15}\n\tsub sp, sp, #12\n" \
	"\tstr r1, [sp]\n\tadd r2, r0, #72\n\tvldmia r2!, {d0-d15}\n" \
	"\tldr r3, [r0, #64]\n\tcmp r3, #0\n\tbeq 1f\n" \
	"\tvldmia r2, {d16-d31}\n" \
	"1:\tldr r2, [r0, #60]\n\tvmsr fpscr, r2\n" \
	"\tldr r2, [r0, #56]\n\tmsr apsr_nzcvq, r2\n" \
	"\tldr lr, [r0, #52]\n" MACHINE_RS("ldr") "\tldr r0, [r0]\n"
#define MACHINE_AFTER \
	"\tstr r0, [sp, #4]\n\tldr r0, [sp]\n" MACHINE_RS("str") \
	"\tstr lr, [r0, #52]\n\tldr r1, [sp, #4]\n\tstr r1, [r0]\n" \
	"\tmrs r1, apsr\n\tstr r1, [r0, #56]\n" \
	"\tvmrs r1, fpscr\n\tstr r1, [r0, #60]\n" \
	"\tmov r1, #0\n\tvmsr fpscr, r1\n" \
	"\tadd r2, r0, #72\n\tvstmia r2!, {d0-d15}\n" \
	"\tldr r3, [r0, #64]\n\tcmp r3, #0\n\tbeq 2f\n" \
	"\tvstmia r2, {d16-d31}\n" \
	"2:\tadd sp, sp, #12\n\tvpop {d8-d15}\n\tpop {r4-r11, pc}\n"

__asm__(".syntax unified\n\t.fpu neon\n\t.arm\n");
MACHINE_FUNCTIONS(MACHINE_BEFORE, MACHINE_TRAP, MACHINE_AFTER, ".fnstart",
    "bx lr", ".fnend");
__asm__("\t" MACHINE_MODE_OF_C "\n");

static inline void
machine_past_trap(void *frame)
{
	struct portsig_os_frame *f = frame;

	f->ip += (f->cpsr & 0x20) != 0 ? 2 : 4;
}
#define machine_past_trap machine_past_trap

static inline unsigned
machine_modes(void)
{
	return (getauxval(AT_HWCAP) & 1ul << 19) != 0 ? 2 : 1;	/* VFPD32 */
}

static inline void
machine_fill(struct machine_state *s, unsigned mode)
{
	memset(s, 0, sizeof(*s));
	machine_random(s->r, sizeof(s->r));
	machine_random(&s->lr, 4);
	s->flags = 0xa8000000u;		/* N, C, Q */
	s->fpscr = 3u << 22 | 0x1f;	/* towards zero; all that happened */
	s->mode = mode;
	machine_random(s->d, mode == 0 ? 128 : 256);
}

/* Empty, but to be loaded and stored as LIKE is. */
static inline void
machine_clear(struct machine_state *s, const struct machine_state *like)
{
	memset(s, 0, sizeof(*s));
	s->mode = like->mode;
}

/* What differs, or NULL. */
static inline const char *
machine_differ(const struct machine_state *a, const struct machine_state *b)
{
	if (memcmp(a->r, b->r, sizeof(a->r)) != 0 || a->lr != b->lr)
		return "a general register";
	if (((a->flags ^ b->flags) & 0xf8000000u) != 0)
		return "the flags";
	if (a->fpscr != b->fpscr)
		return "a control word";
	if (memcmp(a->d, b->d, sizeof(a->d)) != 0)
		return "a register of the FPU";
	return NULL;
}

static inline unsigned long
machine_fp_control(void)
{
	unsigned long fpscr;

	__asm__ volatile("vmrs %0, fpscr" : "=r"(fpscr));
	return fpscr & 0x07f70000;	/* not what happened since */
}

#endif /* TESTS_MACHINE_ARM_H */
