/* SPDX-License-Identifier: MIT */
/*
 * The registers of aarch64: mode 0 with those of FPSIMD, 1 with those of SVE
 * as long as usual, 2 as long as can be, for which the frame needs more than
 * its reserve; 3 in streaming mode, with ZA.
 */
#ifndef TESTS_MACHINE_AARCH64_H
#define TESTS_MACHINE_AARCH64_H

#include <sys/auxv.h>
#include <sys/prctl.h>

#define MACHINE_TRAP "brk #0"
#define MACHINE_TRAP_SIZE 4

enum {
	MACHINE_VL_MOST = 256,		/* bytes */
	MACHINE_Z = 32 * MACHINE_VL_MOST,
	MACHINE_P = 17 * MACHINE_VL_MOST / 8,
	MACHINE_ZA = MACHINE_VL_MOST * MACHINE_VL_MOST
};

struct machine_state {
	_Alignas(16) uint64_t x[31];
	uint64_t mode;			/* at 248: 0 FPSIMD, 1 SVE, 2 SME */
	unsigned char v[512];		/* at 256 */
	uint64_t fpcr, fpsr, nzcv, vl;	/* 768, 776, 784, 792 */
	_Alignas(16) unsigned char z[MACHINE_Z];	/* 800 */
	_Alignas(16) unsigned char p[(MACHINE_P + 15) & ~15];	/* 8992 */
	_Alignas(16) unsigned char za[MACHINE_ZA];	/* 9536 */
};
_Static_assert(__builtin_offsetof(struct machine_state, z) == 800, "z");
_Static_assert(__builtin_offsetof(struct machine_state, p) == 8992, "p");
_Static_assert(__builtin_offsetof(struct machine_state, za) == 9536, "za");

#define MACHINE_4(op, r, n0, n1, n2, n3, at) \
	"\t" op " " r #n0 ", [" at ", #" #n0 ", mul vl]\n" \
	"\t" op " " r #n1 ", [" at ", #" #n1 ", mul vl]\n" \
	"\t" op " " r #n2 ", [" at ", #" #n2 ", mul vl]\n" \
	"\t" op " " r #n3 ", [" at ", #" #n3 ", mul vl]\n"
#define MACHINE_16(op, r, at) \
	MACHINE_4(op, r, 0, 1, 2, 3, at) MACHINE_4(op, r, 4, 5, 6, 7, at) \
	MACHINE_4(op, r, 8, 9, 10, 11, at) \
	MACHINE_4(op, r, 12, 13, 14, 15, at)
#define MACHINE_32(op, r, at) \
	MACHINE_16(op, r, at) MACHINE_4(op, r, 16, 17, 18, 19, at) \
	MACHINE_4(op, r, 20, 21, 22, 23, at) \
	MACHINE_4(op, r, 24, 25, 26, 27, at) \
	MACHINE_4(op, r, 28, 29, 30, 31, at)
#define MACHINE_2Q(op, n0, n1, at) \
	"\t" op " q" #n0 ", q" #n1 ", [x0, #" #at "]\n"
#define MACHINE_QS(op) \
	MACHINE_2Q(op, 0, 1, 256) MACHINE_2Q(op, 2, 3, 288) \
	MACHINE_2Q(op, 4, 5, 320) MACHINE_2Q(op, 6, 7, 352) \
	MACHINE_2Q(op, 8, 9, 384) MACHINE_2Q(op, 10, 11, 416) \
	MACHINE_2Q(op, 12, 13, 448) MACHINE_2Q(op, 14, 15, 480) \
	MACHINE_2Q(op, 16, 17, 512) MACHINE_2Q(op, 18, 19, 544) \
	MACHINE_2Q(op, 20, 21, 576) MACHINE_2Q(op, 22, 23, 608) \
	MACHINE_2Q(op, 24, 25, 640) MACHINE_2Q(op, 26, 27, 672) \
	MACHINE_2Q(op, 28, 29, 704) MACHINE_2Q(op, 30, 31, 736)
#define MACHINE_XS(op) \
	"\t" op " x2, x3, [x0, #16]\n\t" op " x4, x5, [x0, #32]\n" \
	"\t" op " x6, x7, [x0, #48]\n\t" op " x8, x9, [x0, #64]\n" \
	"\t" op " x10, x11, [x0, #80]\n\t" op " x12, x13, [x0, #96]\n" \
	"\t" op " x14, x15, [x0, #112]\n\t" op " x16, x17, [x0, #128]\n" \
	"\t" op " x18, x19, [x0, #144]\n\t" op " x20, x21, [x0, #160]\n" \
	"\t" op " x22, x23, [x0, #176]\n\t" op " x24, x25, [x0, #192]\n" \
	"\t" op " x26, x27, [x0, #208]\n\t" op " x28, x29, [x0, #224]\n"

/* smstart, smstop, rdsvl x4, #1, ldr and str za[w12, 0], [x3]: .inst */
#define MACHINE_BEFORE \
	"\thint #34\n" \
	"\tstp x29, x30, [sp, #-192]!\n" \
	"\tstp x19, x20, [sp, #16]\n\tstp x21, x22, [sp, #32]\n" \
	"\tstp x23, x24, [sp, #48]\n\tstp x25, x26, [sp, #64]\n" \
	"\tstp x27, x28, [sp, #80]\n\tstp d8, d9, [sp, #96]\n" \
	"\tstp d10, d11, [sp, #112]\n\tstp d12, d13, [sp, #128]\n" \
	"\tstp d14, d15, [sp, #144]\n\tstr x18, [sp, #160]\n" \
	"\tstr x1, [sp, #176]\n" \
	"\tldr x2, [x0, #248]\n\tcmp x2, #2\n\tb.ne 1f\n" \
	"\t.inst 0xd503477f\n\t.inst 0x04bf5824\n\tmov x12, #0\n" \
	"\tmov x3, #9536\n\tadd x3, x0, x3\n" \
	"0:\t.inst 0xe1000060\n\tadd x3, x3, x4\n\tadd x12, x12, #1\n" \
	"\tcmp x12, x4\n\tb.lo 0b\n" \
	"1:\n" MACHINE_QS("ldp") \
	"\tcbz x2, 3f\n\tadd x3, x0, #800\n" MACHINE_32("ldr", "z", "x3") \
	"\tmov x3, #8992\n\tadd x3, x0, x3\n" \
	"\tcmp x2, #1\n\tb.ne 2f\n\tldr p0, [x3, #16, mul vl]\n" \
	"\twrffr p0.b\n" \
	"2:\n" MACHINE_16("ldr", "p", "x3") \
	"3:\tldr x3, [x0, #768]\n\tmsr fpcr, x3\n\tldr x3, [x0, #776]\n" \
	"\tmsr fpsr, x3\n\tldr x3, [x0, #784]\n\tmsr nzcv, x3\n" \
	MACHINE_XS("ldp") "\tldr x30, [x0, #240]\n\tldr x1, [x0, #8]\n" \
	"\tldr x0, [x0]\n"
#define MACHINE_AFTER \
	"\tstr x0, [sp, #184]\n\tldr x0, [sp, #176]\n\tstr x1, [x0, #8]\n" \
	MACHINE_XS("stp") "\tstr x30, [x0, #240]\n\tldr x3, [sp, #184]\n" \
	"\tstr x3, [x0]\n\tmrs x3, nzcv\n\tstr x3, [x0, #784]\n" \
	"\tmrs x3, fpcr\n\tstr x3, [x0, #768]\n" \
	"\tmrs x3, fpsr\n\tstr x3, [x0, #776]\n\tmsr fpcr, xzr\n" \
	"\tldr x2, [x0, #248]\n" MACHINE_QS("stp") \
	"\tcbz x2, 6f\n\tadd x3, x0, #800\n" MACHINE_32("str", "z", "x3") \
	"\tmov x3, #8992\n\tadd x3, x0, x3\n" MACHINE_16("str", "p", "x3") \
	"\trdvl x4, #1\n\tstr x4, [x0, #792]\n" \
	"\tcmp x2, #1\n\tb.ne 4f\n\trdffr p0.b\n" \
	"\tstr p0, [x3, #16, mul vl]\n\tb 6f\n" \
	"4:\tmov x12, #0\n\tmov x3, #9536\n\tadd x3, x0, x3\n" \
	"5:\t.inst 0xe1200060\n\tadd x3, x3, x4\n\tadd x12, x12, #1\n" \
	"\tcmp x12, x4\n\tb.lo 5b\n\t.inst 0xd503467f\n" \
	"6:\tldp x19, x20, [sp, #16]\n\tldp x21, x22, [sp, #32]\n" \
	"\tldp x23, x24, [sp, #48]\n\tldp x25, x26, [sp, #64]\n" \
	"\tldp x27, x28, [sp, #80]\n\tldp d8, d9, [sp, #96]\n" \
	"\tldp d10, d11, [sp, #112]\n\tldp d12, d13, [sp, #128]\n" \
	"\tldp d14, d15, [sp, #144]\n\tldr x18, [sp, #160]\n" \
	"\tldp x29, x30, [sp], #192\n\tret\n"

__asm__(".arch_extension sve\n");
MACHINE_CODE(MACHINE_BEFORE, MACHINE_AFTER, "ret");
__asm__(".arch_extension nosve\n");

static inline unsigned
machine_modes(void)
{
	if ((getauxval(AT_HWCAP) & 1ul << 22) == 0)	/* SVE */
		return 1;
	return (getauxval(AT_HWCAP2) & 1ul << 23) == 0 ? 3 : 4;	/* SME */
}

/* Bytes in a vector of this mode, as the CPU tells when it is in it. */
static inline size_t
machine_vl(unsigned mode)
{
	static struct machine_state s, got;

	if (mode == 0)
		return 0;
	s.mode = got.mode = mode;
	machine_load(&s, &got);
	return got.vl;
}

static inline void
machine_fill(struct machine_state *s, unsigned mode)
{
	size_t vl, n;

	if (mode != 0)			/* PR_SVE_SET_VL */
		(void)prctl(50, mode == 2 ? MACHINE_VL_MOST : 64, 0, 0, 0);
	mode -= mode >= 2;
	vl = machine_vl(mode);
	memset(s, 0, sizeof(*s));
	machine_random(s->x, sizeof(s->x));
	machine_random(s->v, sizeof(s->v));
	s->mode = mode;
	s->vl = vl;
	s->fpcr = 3u << 22;		/* towards zero */
	s->fpsr = 0x1f;
	s->nzcv = 5u << 28;
	machine_random(s->z, 32 * vl);
	machine_random(s->p, 16 * vl / 8);
	memset(s->p + 16 * vl / 8, 0, vl / 8);
	if (mode == 1)
		memset(s->p + 16 * vl / 8, 0xff, 2);	/* FFR: from below */
	if (mode == 2)
		machine_random(s->za, vl * vl);
	if (mode != 0)			/* the lower part of each */
		for (n = 0; n < 32; n++)
			memcpy(&s->v[16 * n], &s->z[vl * n], 16);
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
	if (memcmp(a->x, b->x, sizeof(a->x)) != 0)
		return "a general register";
	if (a->nzcv != b->nzcv)
		return "the flags";
	if (a->fpcr != b->fpcr || (a->fpsr & 0x1f) != (b->fpsr & 0x1f))
		return "a control word";
	if (a->vl != b->vl)
		return "the size of vectors";
	if (memcmp(a->v, b->v, sizeof(a->v)) != 0)
		return "an FPSIMD register";
	if (memcmp(a->z, b->z, 32 * a->vl) != 0)
		return "a vector register";
	if (memcmp(a->p, b->p, 17 * a->vl / 8) != 0)
		return "a predicate register";
	if (a->mode == 2 && memcmp(a->za, b->za, a->vl * a->vl) != 0)
		return "ZA";
	return NULL;
}

static inline unsigned long
machine_fp_control(void)
{
	unsigned long fpcr;

	__asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
	return fpcr;
}

#endif /* TESTS_MACHINE_AARCH64_H */
