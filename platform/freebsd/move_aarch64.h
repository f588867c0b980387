/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on aarch64; see os_move.h.  Since FreeBSD 14 the word behind
 * mc_flags and its padding points to records, up to an end; before, it is 0.
 * What no rule here knows, sigreturn does not take either.  freebsd-14
 * sys/arm64/arm64/exec_machdep.c set_mcontext(), sendsig().
 */
#ifndef FREEBSD_MOVE_AARCH64_H
#define FREEBSD_MOVE_AARCH64_H

enum {
	MOVE_INFO_AT = 0,
	MOVE_FRAME_AT = 80,		/* as the kernel has it */
	MOVE_RED_ZONE = 0,
	MOVE_RECORD_LEAST = 8
};
_Static_assert(sizeof(siginfo_t) == MOVE_FRAME_AT, "siginfo_t");

#define MOVE_SVE	0x00657673u
#define MOVE_END	0xa5a5a5a5u

PORTSIG_SIGNAL_PATH static inline move_u64 *
move_records(const PORTSIG_OS_FRAME *f)
{
	return (move_u64 *)((uintptr_t)&f->uc_mcontext.mc_flags + 8);
}

PORTSIG_SIGNAL_PATH static inline int
move_extent(const PORTSIG_OS_FRAME *f, struct move_extent *e)
{
	uintptr_t at = *move_records(f);
	uint32_t id, size;

	if (move_whole(f, e) != 0)
		return ENOTSUP;
	e->outside = at;
	while (at != 0) {
		id = move_u32_at(at);
		size = move_u32_at(at + 4);
		if ((id != MOVE_SVE && id != MOVE_END) || size % 4 != 0 ||
		    size < MOVE_RECORD_LEAST || size > MOVE_OUTSIDE_MOST)
			return ENOTSUP;
		e->outside_size += size;
		if (e->outside_size > MOVE_OUTSIDE_MOST)
			return ENOTSUP;
		at = id != MOVE_END ? at + size : 0;
	}
	return 0;
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(PORTSIG_OS_FRAME *copy, uintptr_t by, uintptr_t to)
{
	(void)by;
	if (to != 0)
		*move_records(copy) = to;
}

/* A handler begins with the FPU as it was, so that stays. */
PORTSIG_SIGNAL_PATH static inline void
move_enter(PORTSIG_OS_FRAME *f, uintptr_t sp,
    const struct portsig_os_call *call)
{
	(void)sp;
	f->uc_mcontext.mc_gpregs.gp_x[0] = (long)call->arg[0];
	f->uc_mcontext.mc_gpregs.gp_x[1] = (long)call->arg[1];
	f->uc_mcontext.mc_gpregs.gp_x[2] = (long)call->arg[2];
	f->uc_mcontext.mc_gpregs.gp_x[9] = (long)(uintptr_t)call->fn;
}

#endif /* FREEBSD_MOVE_AARCH64_H */
