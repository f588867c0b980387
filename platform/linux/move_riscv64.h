/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on riscv64; see os_move.h.  In the last words of the FPU's
 * registers begin records, up to an empty one; that of the vector registers
 * points into itself.  linux-6.12 arch/riscv/kernel/signal.c save_v_state(),
 * restore_sigcontext().
 */
#ifndef LINUX_MOVE_RISCV64_H
#define LINUX_MOVE_RISCV64_H

enum {
	MOVE_INFO_AT = 0,
	MOVE_FRAME_AT = 128,
	MOVE_RED_ZONE = 0,
	MOVE_RECORDS_AT = 952,		/* __riscv_extra_ext_header.hdr */
	MOVE_EMPTY_RECORD = 8,
	MOVE_V_DATA_AT = 56,		/* behind header and state */
	MOVE_V_SIZE_MOST = 1 << 20	/* 32 registers of 2^16 bits: 2^18 */
};

#define MOVE_V	0x53465457u

/*
 * Where the record at AT keeps the pointer to its data, or 0: it is the fifth
 * word, or the sixth, since vlenb was put before it.
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
move_v_pointer(uintptr_t at)
{
	if (move_u64_at(at + 48) == at + MOVE_V_DATA_AT)
		return at + 48;
	if (move_u64_at(at + 40) == at + MOVE_V_DATA_AT)
		return at + 40;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline int
move_extent(const struct portsig_os_frame *f, struct move_extent *e)
{
	uintptr_t at = (uintptr_t)f + MOVE_RECORDS_AT, size;

	while (move_u32_at(at) != 0) {
		size = move_u32_at(at + 4);
		if (move_u32_at(at) != MOVE_V || size < MOVE_V_DATA_AT ||
		    size > MOVE_V_SIZE_MOST || move_v_pointer(at) == 0)
			return ENOTSUP;
		at += size;
	}
	e->frame = at + MOVE_EMPTY_RECORD - (uintptr_t)f;
	e->outside = e->outside_size = e->outside_head = 0;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(struct portsig_os_frame *copy, uintptr_t by, uintptr_t to)
{
	uintptr_t at = (uintptr_t)copy + MOVE_RECORDS_AT, pointer;

	(void)to;
	while (move_u32_at(at) == MOVE_V) {
		/* still that of the original */
		pointer = move_u64_at(at + 48) + by == at + MOVE_V_DATA_AT ?
		    at + 48 : at + 40;
		*(move_u64 *)pointer += by;
		at += move_u32_at(at + 4);
	}
}

/* No function expects anything of the vector registers. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(struct portsig_os_frame *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	*(move_u64 *)((uintptr_t)f + MOVE_RECORDS_AT) = 0;
	f->x1[9] = call->arg[0];
	f->x1[10] = call->arg[1];
	f->x1[11] = call->arg[2];
	f->x1[5] = (uintptr_t)call->fn;
}

#endif /* LINUX_MOVE_RISCV64_H */
