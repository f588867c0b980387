/* SPDX-License-Identifier: MIT */
/*
 * The frame on aarch64: the kernel's struct ucontext, then records with a
 * magic number and a size.  linux-6.12
 * arch/arm64/include/uapi/asm/{sigcontext,ucontext}.h.
 */
#ifndef LINUX_REGS_AARCH64_H
#define LINUX_REGS_AARCH64_H

struct portsig_os_frame {
	uint64_t flags, link;
	uint64_t stack_sp;
	int32_t stack_flags;
	uint64_t stack_size;
	uint64_t sigmask[1];
	uint64_t unused[16];		/* of which the last is padding */
	uint64_t fault_address, x[31], sp, ip, pstate;
	uint64_t padding;
	unsigned char records[4096];
} __attribute__((may_alias));

enum {
	PORTSIG_OS_MASK_BITS = 64,	/* in a word of sigmask */
	PORTSIG_OS_STACK_FLOOR = 5120,	/* LNX-5 */
	PORTSIG_OS_FRAME_CHECKED = 0,	/* LNX-12 */
	PORTSIG_OS_ALIGN_IS_TOLD = 1	/* the address of a misaligned access */
};

#define PORTSIG_OS_PC	ip
#define PORTSIG_OS_SP	sp
#define PORTSIG_OS_FP	x[29]
#define PORTSIG_OS_RA	x[30]

/*
 * The frame where the auxiliary vector is silent: linux-4.15 to 4.17 have SVE
 * (bit 22 of AT_HWCAP) and no word of its size, at most 8768 bytes more.
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_os_frame_untold(unsigned long hwcap)
{
	return (hwcap & 1ul << 22) != 0 ? 4720 + 8768 : 5120;
}

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(struct portsig_os_frame *f, unsigned n)
{
	return n < 8 ? &f->x[n] : NULL;
}

/*
 * BTYPE, bits 11 and 10, says how the interrupted code got where it is: kept,
 * it makes the CPU refuse a new pc in a protected page (QRK-5).
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(struct portsig_os_frame *f)
{
	f->pstate &= ~(uint64_t)0xc00;
}

struct portsig_os_record {
	uint32_t magic, size;
	uint64_t value;
} __attribute__((may_alias));

/* The exception syndrome, or 0: its record is missing where there is none. */
PORTSIG_SIGNAL_PATH static inline uint64_t
portsig_os_frame_esr(const struct portsig_os_frame *f)
{
	const uint32_t esr_magic = 0x45535201u;
	size_t at = 0;
	const struct portsig_os_record *r;

	while (at + sizeof(*r) <= sizeof(f->records)) {
		r = (const struct portsig_os_record *)
		    (const void *)&f->records[at];
		if (r->magic == esr_magic)
			return r->value;
		if (r->magic == 0 || r->size < 16 || (r->size & 15) != 0)
			return 0;
		at += r->size;
	}
	return 0;
}

/*
 * The exception class is in bits 31 to 26; newer CPUs say more above them.
 * WnR, bit 6, is true of cache maintenance as well (bit 8), which is no write
 * (QRK-6).
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const struct portsig_os_frame *f, uintptr_t addr)
{
	uint64_t esr = portsig_os_frame_esr(f);
	unsigned ec = (unsigned)(esr >> 26) & 0x3f;

	if (ec == 0x20 || (esr == 0 && addr == f->ip))
		return PORTSIG_ACCESS_EXEC;
	if (ec != 0x24)
		return PORTSIG_ACCESS_UNKNOWN;
	if ((esr & 0x40) != 0 && (esr & 0x100) == 0)
		return PORTSIG_ACCESS_WRITE;
	return PORTSIG_ACCESS_READ;
}

/* QRK-2: the pc is at a brk, and past a single-stepped instruction. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_trap_is_at(int code)
{
	return code == 1;		/* TRAP_BRKPT */
}

#endif /* LINUX_REGS_AARCH64_H */
