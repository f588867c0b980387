/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on aarch64; see os_move.h.  Behind the general registers are
 * records, up to an empty one; if they do not fit into the 4096 bytes, a
 * record points to more of them, which stand right behind.
 * linux-6.12 arch/arm64/kernel/signal.c parse_user_sigframe().
 */
#ifndef LINUX_MOVE_AARCH64_H
#define LINUX_MOVE_AARCH64_H

enum {
	MOVE_INFO_AT = 0,
	MOVE_FRAME_AT = 128,
	MOVE_RED_ZONE = 0,
	MOVE_EMPTY_RECORD = 16,
	MOVE_TCO = 1 << 25		/* pstate: no tag checks */
};

#define MOVE_FPSIMD	0x46508001u
#define MOVE_EXTRA	0x45585401u	/* u64 datap, u32 size */
#define MOVE_GCS	0x47435300u	/* u64 gcspr, u64 features_enabled */

/*
 * A guarded control stack holds one token for each delivery, so it would have
 * too few; what is not known here may hold a pointer.
 */
PORTSIG_SIGNAL_PATH static inline bool
move_is_known(uintptr_t record)
{
	switch (move_u32_at(record)) {
	case MOVE_FPSIMD:
	case MOVE_EXTRA:
	case 0x45535201u:		/* ESR */
	case 0x46504d52u:		/* FPMR */
	case 0x504f4530u:		/* POE */
	case 0x53564501u:		/* SVE */
	case 0x54366345u:		/* ZA */
	case 0x54504902u:		/* TPIDR2 */
	case 0x5a544e01u:		/* ZT */
		return true;
	case MOVE_GCS:
		return (move_u64_at(record + 16) & 1) == 0;
	default:
		return false;
	}
}

/* Where the kernel says that further records are is right behind, or 0. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
move_extra_end(uintptr_t record)
{
	uintptr_t behind = record + move_u32_at(record + 4);

	if (move_u32_at(behind) != 0 ||
	    move_u64_at(record + 8) != behind + MOVE_EMPTY_RECORD)
		return 0;
	return behind + MOVE_EMPTY_RECORD + move_u32_at(record + 16);
}

/*
 * The end of the records, or 0.  The first one must be of FPSIMD, since
 * move_enter() drops all the others.
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
move_records_end(uintptr_t at, uintptr_t end)
{
	bool extra = false;
	uintptr_t size;

	if (move_u32_at(at) != MOVE_FPSIMD)
		return 0;
	while (end - at >= MOVE_EMPTY_RECORD && move_u32_at(at) != 0) {
		size = move_u32_at(at + 4);
		if (!move_is_known(at) || size < MOVE_EMPTY_RECORD ||
		    (size & 15) != 0 || size > end - at - MOVE_EMPTY_RECORD)
			return 0;
		if (move_u32_at(at) == MOVE_EXTRA) {
			end = extra ? 0 : move_extra_end(at);
			if (end == 0)
				return 0;
			extra = true;
			size += MOVE_EMPTY_RECORD;
		}
		at += size;
	}
	return end - at >= MOVE_EMPTY_RECORD ? at + MOVE_EMPTY_RECORD : 0;
}

PORTSIG_SIGNAL_PATH static inline int
move_extent(const struct portsig_os_frame *f, struct move_extent *e)
{
	uintptr_t at = (uintptr_t)f->records;
	uintptr_t end = move_records_end(at, at + sizeof(f->records));

	if (end == 0)
		return ENOTSUP;
	e->frame = end - (uintptr_t)f;
	e->outside = e->outside_size = e->outside_head = 0;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(struct portsig_os_frame *copy, uintptr_t by, uintptr_t to)
{
	uintptr_t at = (uintptr_t)copy->records;

	(void)to;
	while (move_u32_at(at) != 0) {
		if (move_u32_at(at) == MOVE_EXTRA) {
			*(move_u64 *)(at + 8) += by;
			return;
		}
		at += move_u32_at(at + 4);
	}
}

/*
 * Without the records of SVE and SME the thread goes on as a handler begins:
 * not in streaming mode, with ZA off.  linux-6.12 arch/arm64/kernel/signal.c
 * setup_return(), restore_sigframe().
 */
PORTSIG_SIGNAL_PATH static inline void
move_enter(struct portsig_os_frame *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	uintptr_t at = (uintptr_t)f->records;

	(void)sp;
	at += move_u32_at(at + 4);
	*(move_u64 *)at = 0;
	f->pstate &= ~(uint64_t)MOVE_TCO;
	f->x[0] = call->arg[0];
	f->x[1] = call->arg[1];
	f->x[2] = call->arg[2];
	f->x[9] = (uintptr_t)call->fn;
}

#endif /* LINUX_MOVE_AARCH64_H */
