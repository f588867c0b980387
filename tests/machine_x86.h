/* SPDX-License-Identifier: MIT */
/*
 * The registers of x86, of both kinds: XRSTOR loads all that XSAVE knows, from
 * x87 to AVX-512; without it, FXRSTOR what there is.
 */
#ifndef TESTS_MACHINE_X86_H
#define TESTS_MACHINE_X86_H

#include <cpuid.h>

#define MACHINE_TRAP "int3"
#define MACHINE_TRAP_SIZE 0

enum {
	MACHINE_FLAGS = 0xcd5,		/* OF, DF, SF, ZF, AF, PF, CF */
	/* x87, SSE, AVX, AVX-512; not protection keys, which bite */
	MACHINE_PARTS = 0xe7,
	MACHINE_XSAVE_MOST = 4096 - 320
};

struct machine_state {
	_Alignas(64) uintptr_t reg[16];	/* the last one is the flags */
	uintptr_t red_zone[16];
	uint64_t mask;			/* parts to load and store, or 0 */
	_Alignas(64) unsigned char x[MACHINE_XSAVE_MOST];
};

/* MASK is at 256, and X at 320, or half as far. */
#ifdef __x86_64__
#define MACHINE_BEFORE \
	"pushq %rbp\n\tpushq %rbx\n\tpushq %r12\n\tpushq %r13\n" \
	"\tpushq %r14\n\tpushq %r15\n\tsubq $24, %rsp\n" \
	"\tmovq %rsi, (%rsp)\n" \
	"\tmovl 256(%rdi), %eax\n\txorl %edx, %edx\n\ttestl %eax, %eax\n" \
	"\tjz 1f\n\txrstor64 320(%rdi)\n\tjmp 2f\n" \
	"1:\tfxrstor64 320(%rdi)\n2:\n" \
	"\tpushq 120(%rdi)\n\tpopfq\n" \
	"\tmovl $-16, %ecx\n\tmovslq %ecx, %rcx\n" \
	"3:\tmovq 256(%rdi,%rcx,8), %rax\n\tmovq %rax, (%rsp,%rcx,8)\n" \
	"\tleaq 1(%rcx), %rcx\n\tjrcxz 4f\n\tjmp 3b\n4:\n" \
	"\tmovq (%rdi), %rax\n\tmovq 8(%rdi), %rbx\n" \
	"\tmovq 16(%rdi), %rcx\n\tmovq 24(%rdi), %rdx\n" \
	"\tmovq 32(%rdi), %rsi\n\tmovq 48(%rdi), %rbp\n" \
	"\tmovq 56(%rdi), %r8\n\tmovq 64(%rdi), %r9\n" \
	"\tmovq 72(%rdi), %r10\n\tmovq 80(%rdi), %r11\n" \
	"\tmovq 88(%rdi), %r12\n\tmovq 96(%rdi), %r13\n" \
	"\tmovq 104(%rdi), %r14\n\tmovq 112(%rdi), %r15\n" \
	"\tmovq 40(%rdi), %rdi\n"
#define MACHINE_AFTER \
	"\tmovq %rdi, 8(%rsp)\n\tmovq (%rsp), %rdi\n" \
	"\tmovq %rax, (%rdi)\n\tmovq %rbx, 8(%rdi)\n" \
	"\tmovq %rcx, 16(%rdi)\n\tmovq %rdx, 24(%rdi)\n" \
	"\tmovq %rsi, 32(%rdi)\n\tmovq %rbp, 48(%rdi)\n" \
	"\tmovq %r8, 56(%rdi)\n\tmovq %r9, 64(%rdi)\n" \
	"\tmovq %r10, 72(%rdi)\n\tmovq %r11, 80(%rdi)\n" \
	"\tmovq %r12, 88(%rdi)\n\tmovq %r13, 96(%rdi)\n" \
	"\tmovq %r14, 104(%rdi)\n\tmovq %r15, 112(%rdi)\n" \
	"\tmovq 8(%rsp), %rax\n\tmovq %rax, 40(%rdi)\n" \
	"\tmovq $-16, %rcx\n" \
	"5:\tmovq (%rsp,%rcx,8), %rax\n\tmovq %rax, 256(%rdi,%rcx,8)\n" \
	"\tleaq 1(%rcx), %rcx\n\tjrcxz 6f\n\tjmp 5b\n6:\n" \
	"\tpushfq\n\tpopq 120(%rdi)\n\tcld\n" \
	"\tmovl 256(%rdi), %eax\n\txorl %edx, %edx\n\ttestl %eax, %eax\n" \
	"\tjz 7f\n\txsave64 320(%rdi)\n\tjmp 8f\n" \
	"7:\tfxsave64 320(%rdi)\n8:\tfninit\n" \
	"\tmovl $0x1f80, 8(%rsp)\n\tldmxcsr 8(%rsp)\n" \
	"\taddq $24, %rsp\n\tpopq %r15\n\tpopq %r14\n\tpopq %r13\n" \
	"\tpopq %r12\n\tpopq %rbx\n\tpopq %rbp\n\tret\n"
enum { MACHINE_REGS = 15, MACHINE_RED = 16, MACHINE_XMM = 16 };
_Static_assert(__builtin_offsetof(struct machine_state, mask) == 256, "mask");
_Static_assert(__builtin_offsetof(struct machine_state, x) == 320, "x");
#else
/* No red zone; edi is the last of 7 and the flags are the 16th. */
#define MACHINE_BEFORE \
	"pushl %ebp\n\tpushl %ebx\n\tpushl %esi\n\tpushl %edi\n" \
	"\tsubl $12, %esp\n\tmovl 32(%esp), %edi\n\tmovl 36(%esp), %eax\n" \
	"\tmovl %eax, (%esp)\n" \
	"\tmovl 128(%edi), %eax\n\txorl %edx, %edx\n\ttestl %eax, %eax\n" \
	"\tjz 1f\n\txrstor 192(%edi)\n\tjmp 2f\n" \
	"1:\tfxrstor 192(%edi)\n2:\n" \
	"\tpushl 60(%edi)\n\tpopfl\n" \
	"\tmovl (%edi), %eax\n\tmovl 4(%edi), %ebx\n" \
	"\tmovl 8(%edi), %ecx\n\tmovl 12(%edi), %edx\n" \
	"\tmovl 16(%edi), %esi\n\tmovl 20(%edi), %ebp\n" \
	"\tmovl 24(%edi), %edi\n"
#define MACHINE_AFTER \
	"\tmovl %edi, 4(%esp)\n\tmovl (%esp), %edi\n" \
	"\tmovl %eax, (%edi)\n\tmovl %ebx, 4(%edi)\n" \
	"\tmovl %ecx, 8(%edi)\n\tmovl %edx, 12(%edi)\n" \
	"\tmovl %esi, 16(%edi)\n\tmovl %ebp, 20(%edi)\n" \
	"\tmovl 4(%esp), %eax\n\tmovl %eax, 24(%edi)\n" \
	"\tpushfl\n\tpopl 60(%edi)\n\tcld\n" \
	"\tmovl 128(%edi), %eax\n\txorl %edx, %edx\n\ttestl %eax, %eax\n" \
	"\tjz 7f\n\txsave 192(%edi)\n\tjmp 8f\n" \
	"7:\tfxsave 192(%edi)\n8:\tfninit\n" \
	"\tmovl $0x1f80, 4(%esp)\n\tldmxcsr 4(%esp)\n" \
	"\taddl $12, %esp\n\tpopl %edi\n\tpopl %esi\n\tpopl %ebx\n" \
	"\tpopl %ebp\n\tret\n"
enum { MACHINE_REGS = 7, MACHINE_RED = 0, MACHINE_XMM = 8 };
_Static_assert(__builtin_offsetof(struct machine_state, mask) == 128, "mask");
_Static_assert(__builtin_offsetof(struct machine_state, x) == 192, "x");
#endif

MACHINE_CODE(MACHINE_BEFORE, MACHINE_AFTER, "ret");

static inline unsigned
machine_parts(void)
{
	unsigned a, b, c, d;

	__cpuid(1, a, b, c, d);
	if ((c & 1u << 27) == 0)	/* OSXSAVE */
		return 0;
	__asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
	return a & MACHINE_PARTS;
}

/* What CPUID says of part N: where it is, and its size. */
static inline size_t
machine_part(unsigned n, size_t *at)
{
	unsigned a, b, c, d;

	__cpuid_count(0xd, n, a, b, c, d);
	*at = b;
	return a;
}

static inline unsigned
machine_modes(void)
{
	return 1;
}

static inline void
machine_fill(struct machine_state *s, unsigned mode)
{
	static const uint16_t x87[] = { 0x0c7f, 0x3800, 0x00ff };
	static const uint32_t mxcsr = 0x7f80, known = 0xffff;
	size_t at, size;
	unsigned n;

	(void)mode;
	memset(s, 0, sizeof(*s));
	machine_random(s->reg, sizeof(s->reg));
	s->reg[15] = (s->reg[15] & MACHINE_FLAGS) | 0x402;
	machine_random(s->red_zone, MACHINE_RED * sizeof(uintptr_t));
	s->mask = machine_parts();
	memcpy(s->x, x87, sizeof(x87));
	memcpy(&s->x[24], &mxcsr, 4);
	memcpy(&s->x[28], &known, 4);
	for (n = 0; n < 8; n++)
		machine_random(&s->x[32 + 16 * n], 10);
	machine_random(&s->x[160], 16 * MACHINE_XMM);
	memcpy(&s->x[512], &s->mask, 8);
	for (n = 2; n < 8; n++) {
		size = (s->mask >> n & 1) != 0 ? machine_part(n, &at) : 0;
		if (size != 0 && (n != 7 || MACHINE_XMM == 16))
			machine_random(&s->x[at], size);
	}
	/* of upper halves this mode has 8 */
	if (MACHINE_XMM == 8 && (s->mask & 4) != 0)
		memset(&s->x[576 + 128], 0, 128);
	if (MACHINE_XMM == 8 && (s->mask & 0x40) != 0) {
		(void)machine_part(6, &at);
		memset(&s->x[at + 256], 0, 256);
	}
}

/* Empty, but to be loaded and stored as LIKE is. */
static inline void
machine_clear(struct machine_state *s, const struct machine_state *like)
{
	memset(s, 0, sizeof(*s));
	s->mask = like->mask;
}

/* What differs, or NULL. */
static inline const char *
machine_differ(const struct machine_state *a, const struct machine_state *b)
{
	size_t at, size;
	unsigned n;

	if (memcmp(a->reg, b->reg, MACHINE_REGS * sizeof(uintptr_t)) != 0)
		return "a general register";
	if ((a->reg[15] & MACHINE_FLAGS) != (b->reg[15] & MACHINE_FLAGS))
		return "the flags";
	if (memcmp(a->red_zone, b->red_zone, sizeof(a->red_zone)) != 0)
		return "the red zone";
	if (memcmp(a->x, b->x, 6) != 0 || memcmp(&a->x[24], &b->x[24], 4) != 0)
		return "a control word";
	if (memcmp(&a->x[32], &b->x[32], 128) != 0)
		return "an x87 register";
	if (memcmp(&a->x[160], &b->x[160], 16 * MACHINE_XMM) != 0)
		return "an XMM register";
	for (n = 2; n < 8; n++) {
		size = (a->mask >> n & 1) != 0 ? machine_part(n, &at) : 0;
		if ((n == 2 || n == 6) && MACHINE_XMM == 8)
			size /= 2;
		if (size != 0 && (n != 7 || MACHINE_XMM == 16) &&
		    memcmp(&a->x[at], &b->x[at], size) != 0)
			return "a vector register";
	}
	return NULL;
}

/* And whether strings are walked downwards. */
static inline unsigned long
machine_fp_control(void)
{
	uintptr_t flags;
	uint32_t mxcsr;
	uint16_t x87;

#ifdef __x86_64__
	flags = __builtin_ia32_readeflags_u64();
#else
	flags = __builtin_ia32_readeflags_u32();
#endif
	__asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(mxcsr), "=m"(x87));
	return mxcsr | (unsigned long)x87 << 16 | (flags & 0x400) << 21;
}

#endif /* TESTS_MACHINE_X86_H */
