/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on both kinds of x86: what XSAVE knows beyond FXSAVE stands
 * outside of the ucontext.  freebsd-13.0 sys/amd64/amd64/machdep.c sendsig(),
 * set_fpcontext(); sys/i386/i386/machdep.c likewise.
 */
#ifndef FREEBSD_MOVE_X86_H
#define FREEBSD_MOVE_X86_H

enum {
	MOVE_HAS_XSTATE = 4,		/* _MC_HASFPXSTATE */
	MOVE_FLAGS_KNOWN = 15,		/* bases of segments; no pointers */
	MOVE_FPU_NONE = 0x20000,	/* _MC_FPOWNED_NONE */
	MOVE_RFLAGS_CLEARED = 0x10500	/* RF, DF, TF */
};

PORTSIG_SIGNAL_PATH static inline int
move_extent(const PORTSIG_OS_FRAME *f, struct move_extent *e)
{
	unsigned flags = (unsigned)f->uc_mcontext.mc_flags;

	if (move_whole(f, e) != 0 ||
	    (flags & ~(unsigned)MOVE_FLAGS_KNOWN) != 0)
		return ENOTSUP;
	if ((flags & MOVE_HAS_XSTATE) != 0) {
		e->outside = (uintptr_t)f->uc_mcontext.mc_xfpustate;
		e->outside_size = (size_t)f->uc_mcontext.mc_xfpustate_len;
	}
	return e->outside_size > MOVE_OUTSIDE_MOST ? ENOTSUP : 0;
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(PORTSIG_OS_FRAME *copy, uintptr_t by, uintptr_t to)
{
	(void)by;
	if (to != 0)
		copy->uc_mcontext.mc_xfpustate = (long)to;
}

/*
 * What both kinds clear: the flags, and the FPU, as sendsig() does.  RF would
 * not be taken either: the system call has cleared it.
 */
PORTSIG_SIGNAL_PATH static inline void
move_clear(PORTSIG_OS_FRAME *f)
{
	f->uc_mcontext.mc_ownedfp = MOVE_FPU_NONE;
	f->uc_mcontext.mc_flags &= ~MOVE_HAS_XSTATE;
}

#endif /* FREEBSD_MOVE_X86_H */
