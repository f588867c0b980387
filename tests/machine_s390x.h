/* SPDX-License-Identifier: MIT */
/*
 * The registers of s390x: mode 0 with those of floating point, mode 1 with the
 * vectors that they are the first halves of.
 */
#ifndef TESTS_MACHINE_S390X_H
#define TESTS_MACHINE_S390X_H

#include <sys/auxv.h>

#define MACHINE_STACK_ALIGN	8
#define MACHINE_TRAP_SIGNO	SIGILL	/* a trap for debuggers alone */
#define MACHINE_TRAP		".short 0x0001"
#define MACHINE_TRAP_SIZE	0

struct machine_state {
	uint64_t r[16];
	uint32_t fpc, unused;		/* 128 */
	uint64_t mode;			/* 136 */
	uint64_t f[16];			/* 144 */
	unsigned char v[32 * 16];	/* 272 */
};
_Static_assert(__builtin_offsetof(struct machine_state, v) == 272, "v");

#define MACHINE_F(op, n, at)	"\t" op " %f" #n ", " #at "(%r2)\n"
#define MACHINE_FS(op) \
	MACHINE_F(op, 0, 144) MACHINE_F(op, 1, 152) MACHINE_F(op, 2, 160) \
	MACHINE_F(op, 3, 168) MACHINE_F(op, 4, 176) MACHINE_F(op, 5, 184) \
	MACHINE_F(op, 6, 192) MACHINE_F(op, 7, 200) MACHINE_F(op, 8, 208) \
	MACHINE_F(op, 9, 216) MACHINE_F(op, 10, 224) \
	MACHINE_F(op, 11, 232) MACHINE_F(op, 12, 240) \
	MACHINE_F(op, 13, 248) MACHINE_F(op, 14, 256) MACHINE_F(op, 15, 264)
#define MACHINE_FSAVED(op) \
	"\t" op " %f8, 176(%r15)\n\t" op " %f9, 184(%r15)\n" \
	"\t" op " %f10, 192(%r15)\n\t" op " %f11, 200(%r15)\n" \
	"\t" op " %f12, 208(%r15)\n\t" op " %f13, 216(%r15)\n" \
	"\t" op " %f14, 224(%r15)\n\t" op " %f15, 232(%r15)\n"
#define MACHINE_BEFORE \
	"\tstmg %r6, %r15, 48(%r15)\n\taghi %r15, -256\n" \
	MACHINE_FSAVED("std") "\tstg %r3, 160(%r15)\n" \
	"\tlg %r4, 136(%r2)\n\tltgr %r4, %r4\n\tjz 1f\n" \
	"\tvlm %v0, %v15, 272(%r2)\n\tvlm %v16, %v31, 528(%r2)\n\tj 2f\n" \
	"1:\n" MACHINE_FS("ld") \
	"2:\tlfpc 128(%r2)\n\tlmg %r0, %r14, 0(%r2)\n"
#define MACHINE_AFTER \
	"\tstg %r2, 168(%r15)\n\tlg %r2, 160(%r15)\n" \
	"\tstmg %r0, %r1, 0(%r2)\n\tstmg %r3, %r14, 24(%r2)\n" \
	"\tlg %r3, 168(%r15)\n\tstg %r3, 16(%r2)\n\tstfpc 128(%r2)\n" \
	MACHINE_FS("std") "\tlg %r4, 136(%r2)\n\tltgr %r4, %r4\n\tjz 3f\n" \
	"\tvstm %v0, %v15, 272(%r2)\n\tvstm %v16, %v31, 528(%r2)\n" \
	"3:\tlghi %r3, 0\n\tsfpc %r3\n" MACHINE_FSAVED("ld") \
	"\taghi %r15, 256\n\tlmg %r6, %r15, 48(%r15)\n\tbr %r14\n"

__asm__(".machine push\n\t.machine z13\n");
MACHINE_CODE(MACHINE_BEFORE, MACHINE_AFTER, "br %r14");
__asm__(".machine pop\n");

static inline unsigned
machine_modes(void)
{
	return (getauxval(AT_HWCAP) & 1ul << 11) != 0 ? 2 : 1;	/* VXRS */
}

static inline void
machine_fill(struct machine_state *s, unsigned mode)
{
	unsigned n;

	memset(s, 0, sizeof(*s));
	machine_random(s->r, sizeof(s->r));
	s->fpc = 1;			/* towards zero */
	s->mode = mode;
	machine_random(s->f, sizeof(s->f));
	if (mode == 0)
		return;
	machine_random(s->v, sizeof(s->v));
	for (n = 0; n < 16; n++)
		memcpy(&s->f[n], &s->v[16 * n], 8);
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
	if (memcmp(a->r, b->r, 15 * 8) != 0)
		return "a general register";
	if (a->fpc != b->fpc)
		return "a control word";
	if (memcmp(a->f, b->f, sizeof(a->f)) != 0)
		return "a register of the FPU";
	if (memcmp(a->v, b->v, sizeof(a->v)) != 0)
		return "a vector register";
	return NULL;
}

static inline unsigned long
machine_fp_control(void)
{
	unsigned long fpc;

	__asm__ volatile("efpc %0" : "=d"(fpc));
	return fpc & 0xffffffffu;
}

#endif /* TESTS_MACHINE_S390X_H */
