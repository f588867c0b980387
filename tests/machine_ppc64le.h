/* SPDX-License-Identifier: MIT */
/*
 * The registers of ppc64le but for r1, r2 and r13, which every function lives
 * on; the vector registers as VSX has them all.
 */
#ifndef TESTS_MACHINE_PPC64LE_H
#define TESTS_MACHINE_PPC64LE_H

#define MACHINE_TRAP		"trap"
#define MACHINE_TRAP_SIZE	4

struct machine_state {
	uint64_t r[32];
	uint64_t cr, ctr, xer, lr, fpscr, unused;	/* 256 to 296 */
	_Alignas(16) unsigned char vs[64 * 16];		/* 304 */
};
_Static_assert(__builtin_offsetof(struct machine_state, vs) == 304, "vs");

/* OP for COUNT registers from FIRST on, SIZE apart, from AT(BASE) on */
#define MACHINE_RANGE(op, first, count, size, at, base) \
	"\t.set machine_n, 0\n\t.rept " #count "\n" \
	"\t" op " " #first " + machine_n, " #at " + " #size \
	" * machine_n(" #base ")\n" \
	"\t.set machine_n, machine_n + 1\n\t.endr\n"
#define MACHINE_VS(op, first, count) \
	"\t.set machine_n, 0\n\t.rept " #count "\n" \
	"\t" op " " #first " + machine_n, 0, 5\n\taddi 5, 5, 16\n" \
	"\t.set machine_n, machine_n + 1\n\t.endr\n"
#define MACHINE_SAVED(g, f) \
	MACHINE_RANGE(g, 14, 18, 8, 32, 1) MACHINE_RANGE(f, 14, 18, 8, 176, 1)
#define MACHINE_BEFORE \
	"\tmflr 0\n\tstd 0, 16(1)\n\tmfcr 0\n\tstw 0, 8(1)\n" \
	"\tstdu 1, -544(1)\n" MACHINE_SAVED("std", "stfd") \
	"\taddi 5, 1, 320\n" MACHINE_VS("stxvd2x", 52, 12) \
	"\tstd 4, 512(1)\n" \
	"\tlfd 0, 288(3)\n\tmtfsf 255, 0\n" \
	"\taddi 5, 3, 304\n" MACHINE_VS("lxvd2x", 0, 64) \
	"\tld 5, 256(3)\n\tmtcr 5\n\tld 5, 264(3)\n\tmtctr 5\n" \
	"\tld 5, 272(3)\n\tmtxer 5\n\tld 5, 280(3)\n\tmtlr 5\n" \
	"\tld 0, 0(3)\n" MACHINE_RANGE("ld", 4, 9, 8, 32, 3) \
	MACHINE_RANGE("ld", 14, 18, 8, 112, 3) "\tld 3, 24(3)\n"
#define MACHINE_AFTER \
	"\tstd 3, 520(1)\n\tld 3, 512(1)\n\tstd 0, 0(3)\n" \
	MACHINE_RANGE("std", 4, 9, 8, 32, 3) \
	MACHINE_RANGE("std", 14, 18, 8, 112, 3) \
	"\tld 5, 520(1)\n\tstd 5, 24(3)\n\tmfcr 5\n\tstd 5, 256(3)\n" \
	"\tmfctr 5\n\tstd 5, 264(3)\n\tmfxer 5\n\tstd 5, 272(3)\n" \
	"\tmflr 5\n\tstd 5, 280(3)\n" \
	"\taddi 5, 3, 304\n" MACHINE_VS("stxvd2x", 0, 64) \
	"\tmffs 0\n\tstfd 0, 288(3)\n\tli 5, 0\n\tstd 5, 520(1)\n" \
	"\tlfd 0, 520(1)\n\tmtfsf 255, 0\n" \
	"\taddi 5, 1, 320\n" MACHINE_VS("lxvd2x", 52, 12) \
	MACHINE_SAVED("ld", "lfd") \
	"\taddi 1, 1, 544\n\tld 0, 16(1)\n\tmtlr 0\n" \
	"\tlwz 0, 8(1)\n\tmtcr 0\n\tblr\n"

__asm__(".machine push\n\t.machine power8\n");
MACHINE_CODE(MACHINE_BEFORE, MACHINE_AFTER, "blr");
__asm__(".machine pop\n");

/* Not as a new pc is set, for which r12 changes as well. */
static inline void
machine_past_trap(void *frame)
{
	((struct portsig_os_frame *)frame)->ip += MACHINE_TRAP_SIZE;
}
#define machine_past_trap machine_past_trap

static inline unsigned
machine_modes(void)
{
	return 1;
}

static inline void
machine_fill(struct machine_state *s, unsigned mode)
{
	(void)mode;
	memset(s, 0, sizeof(*s));
	machine_random(s->r, sizeof(s->r));
	machine_random(&s->cr, 4);
	machine_random(&s->ctr, 8);
	machine_random(&s->lr, 8);
	s->xer = 0xa0000000u;		/* SO, CA */
	s->fpscr = 1;			/* towards zero */
	machine_random(s->vs, sizeof(s->vs));
}

/* Empty, but to be loaded and stored as LIKE is. */
static inline void
machine_clear(struct machine_state *s, const struct machine_state *like)
{
	(void)like;
	memset(s, 0, sizeof(*s));
}

/* What differs, or NULL. */
static inline const char *
machine_differ(const struct machine_state *a, const struct machine_state *b)
{
	if (a->r[0] != b->r[0] || memcmp(&a->r[3], &b->r[3], 10 * 8) != 0 ||
	    memcmp(&a->r[14], &b->r[14], 18 * 8) != 0)
		return "a general register";
	if (a->cr != b->cr || a->xer != b->xer)
		return "the flags";
	if (a->ctr != b->ctr || a->lr != b->lr)
		return "ctr or lr";
	if (a->fpscr != b->fpscr)
		return "a control word";
	if (memcmp(a->vs, b->vs, sizeof(a->vs)) != 0)
		return "a vector register";
	return NULL;
}

static inline unsigned long
machine_fp_control(void)
{
	double fpscr;
	unsigned long n;

	__asm__ volatile("mffs %0" : "=d"(fpscr));
	memcpy(&n, &fpscr, sizeof(n));
	return n & 0xff;
}

#endif /* TESTS_MACHINE_PPC64LE_H */
