/* SPDX-License-Identifier: MIT */
/*
 * The registers of riscv64 but for gp and tp, which every function lives on:
 * mode 0 with those of the FPU, mode 1 with vectors as well.
 */
#ifndef TESTS_MACHINE_RISCV64_H
#define TESTS_MACHINE_RISCV64_H

#include <sys/auxv.h>

#define MACHINE_TRAP ".4byte 0x00100073"	/* ebreak of 4 bytes */
#define MACHINE_TRAP_SIZE 4

enum { MACHINE_V_MOST = 32 * 1024 };

struct machine_state {
	uint64_t x[32], f[32];		/* f at 256 */
	uint64_t fcsr, mode, vlenb, vcsr;	/* 512, 520, 528, 536 */
	uint64_t vl, vtype;		/* 544, 552 */
	unsigned char v[MACHINE_V_MOST];	/* 560 */
};
_Static_assert(__builtin_offsetof(struct machine_state, v) == 560, "v");

#define MACHINE_X(op, n, at) "\t" op " x" #n ", " #at "(a0)\n"
#define MACHINE_XS(op) \
	MACHINE_X(op, 1, 8) MACHINE_X(op, 5, 40) MACHINE_X(op, 6, 48) \
	MACHINE_X(op, 7, 56) MACHINE_X(op, 8, 64) MACHINE_X(op, 9, 72) \
	MACHINE_X(op, 11, 88) MACHINE_X(op, 12, 96) MACHINE_X(op, 13, 104) \
	MACHINE_X(op, 14, 112) MACHINE_X(op, 15, 120) \
	MACHINE_X(op, 16, 128) MACHINE_X(op, 17, 136) \
	MACHINE_X(op, 18, 144) MACHINE_X(op, 19, 152) \
	MACHINE_X(op, 20, 160) MACHINE_X(op, 21, 168) \
	MACHINE_X(op, 22, 176) MACHINE_X(op, 23, 184) \
	MACHINE_X(op, 24, 192) MACHINE_X(op, 25, 200) \
	MACHINE_X(op, 26, 208) MACHINE_X(op, 27, 216) \
	MACHINE_X(op, 28, 224) MACHINE_X(op, 29, 232) \
	MACHINE_X(op, 30, 240) MACHINE_X(op, 31, 248)
#define MACHINE_F(op, n, at) "\t" op " f" #n ", " #at "(a0)\n"
#define MACHINE_FS(op) \
	MACHINE_F(op, 0, 256) MACHINE_F(op, 1, 264) MACHINE_F(op, 2, 272) \
	MACHINE_F(op, 3, 280) MACHINE_F(op, 4, 288) MACHINE_F(op, 5, 296) \
	MACHINE_F(op, 6, 304) MACHINE_F(op, 7, 312) MACHINE_F(op, 8, 320) \
	MACHINE_F(op, 9, 328) MACHINE_F(op, 10, 336) \
	MACHINE_F(op, 11, 344) MACHINE_F(op, 12, 352) \
	MACHINE_F(op, 13, 360) MACHINE_F(op, 14, 368) \
	MACHINE_F(op, 15, 376) MACHINE_F(op, 16, 384) \
	MACHINE_F(op, 17, 392) MACHINE_F(op, 18, 400) \
	MACHINE_F(op, 19, 408) MACHINE_F(op, 20, 416) \
	MACHINE_F(op, 21, 424) MACHINE_F(op, 22, 432) \
	MACHINE_F(op, 23, 440) MACHINE_F(op, 24, 448) \
	MACHINE_F(op, 25, 456) MACHINE_F(op, 26, 464) \
	MACHINE_F(op, 27, 472) MACHINE_F(op, 28, 480) \
	MACHINE_F(op, 29, 488) MACHINE_F(op, 30, 496) \
	MACHINE_F(op, 31, 504)
#define MACHINE_SAVED(op) \
	"\t" op " ra, 0(sp)\n\t" op " s0, 8(sp)\n\t" op " s1, 16(sp)\n" \
	"\t" op " s2, 24(sp)\n\t" op " s3, 32(sp)\n\t" op " s4, 40(sp)\n" \
	"\t" op " s5, 48(sp)\n\t" op " s6, 56(sp)\n\t" op " s7, 64(sp)\n" \
	"\t" op " s8, 72(sp)\n\t" op " s9, 80(sp)\n\t" op " s10, 88(sp)\n" \
	"\t" op " s11, 96(sp)\n"
#define MACHINE_FSAVED(op) \
	"\t" op " fs0, 104(sp)\n\t" op " fs1, 112(sp)\n" \
	"\t" op " fs2, 120(sp)\n\t" op " fs3, 128(sp)\n" \
	"\t" op " fs4, 136(sp)\n\t" op " fs5, 144(sp)\n" \
	"\t" op " fs6, 152(sp)\n\t" op " fs7, 160(sp)\n" \
	"\t" op " fs8, 168(sp)\n\t" op " fs9, 176(sp)\n" \
	"\t" op " fs10, 184(sp)\n\t" op " fs11, 192(sp)\n"
/* v0 to v31 in four groups of 8, from t0 on; t2 is a group's size */
#define MACHINE_VS(op) \
	"\t" op " v0, (t0)\n\tadd t0, t0, t2\n" \
	"\t" op " v8, (t0)\n\tadd t0, t0, t2\n" \
	"\t" op " v16, (t0)\n\tadd t0, t0, t2\n" \
	"\t" op " v24, (t0)\n"

#define MACHINE_BEFORE \
	"\taddi sp, sp, -240\n" MACHINE_SAVED("sd") MACHINE_FSAVED("fsd") \
	"\tsd a1, 208(sp)\n" \
	"\tld t1, 520(a0)\n\tbeqz t1, 1f\n" \
	"\tcsrr t2, vlenb\n\tslli t2, t2, 3\n\taddi t0, a0, 560\n" \
	MACHINE_VS("vl8re8.v") \
	"\tli t0, 3\n\tvsetvli x0, t0, e32, m2, tu, mu\n" \
	"\tld t0, 536(a0)\n\tcsrw vcsr, t0\n" \
	"1:\n" MACHINE_FS("fld") "\tld t0, 512(a0)\n\tfscsr t0\n" \
	MACHINE_XS("ld") "\tld a0, 80(a0)\n"
#define MACHINE_AFTER \
	"\tsd a0, 216(sp)\n\tld a0, 208(sp)\n" MACHINE_XS("sd") \
	"\tld t0, 216(sp)\n\tsd t0, 80(a0)\n" MACHINE_FS("fsd") \
	"\tfrcsr t0\n\tsd t0, 512(a0)\n\tfscsr x0\n" \
	"\tld t1, 520(a0)\n\tbeqz t1, 2f\n" \
	"\tcsrr t0, vl\n\tsd t0, 544(a0)\n" \
	"\tcsrr t0, vtype\n\tsd t0, 552(a0)\n" \
	"\tcsrr t0, vcsr\n\tsd t0, 536(a0)\n" \
	"\tcsrr t2, vlenb\n\tsd t2, 528(a0)\n\tslli t2, t2, 3\n" \
	"\taddi t0, a0, 560\n" MACHINE_VS("vs8r.v") \
	"2:\n" MACHINE_SAVED("ld") MACHINE_FSAVED("fld") \
	"\taddi sp, sp, 240\n\tret\n"

__asm__(".option push\n\t.option norvc\n\t.option arch, +v\n");
MACHINE_CODE(MACHINE_BEFORE, MACHINE_AFTER, "ret");
__asm__(".option pop\n");

static inline unsigned
machine_modes(void)
{
	return (getauxval(AT_HWCAP) >> ('v' - 'a') & 1) != 0 ? 2 : 1;
}

static inline size_t
machine_vlenb(void)
{
	static struct machine_state s, got;

	s.mode = got.mode = 1;
	machine_load(&s, &got);
	return got.vlenb;
}

static inline void
machine_fill(struct machine_state *s, unsigned mode)
{
	memset(s, 0, sizeof(*s));
	machine_random(s->x, sizeof(s->x));
	machine_random(s->f, sizeof(s->f));
	s->fcsr = 0x3f;
	s->mode = mode;
	if (mode == 0)
		return;
	s->vlenb = machine_vlenb();
	s->vcsr = 5;
	s->vl = 3;
	s->vtype = 0x11;		/* e32, m2 */
	machine_random(s->v, 32 * s->vlenb);
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
	if (memcmp(&a->x[5], &b->x[5], 27 * 8) != 0 || a->x[1] != b->x[1])
		return "a general register";
	if (memcmp(a->f, b->f, sizeof(a->f)) != 0)
		return "a register of the FPU";
	if (a->fcsr != b->fcsr || a->vcsr != b->vcsr)
		return "a control word";
	if (a->vl != b->vl || a->vtype != b->vtype || a->vlenb != b->vlenb)
		return "the size of vectors";
	if (memcmp(a->v, b->v, 32 * a->vlenb) != 0)
		return "a vector register";
	return NULL;
}

static inline unsigned long
machine_fp_control(void)
{
	unsigned long fcsr;

	__asm__ volatile("frcsr %0" : "=r"(fcsr));
	return fcsr;
}

#endif /* TESTS_MACHINE_RISCV64_H */
