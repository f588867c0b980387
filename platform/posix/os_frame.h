/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P5]: registers of the frame, by name.  What a system and a CPU
 * have to say first, in os_regs.h and regs_<cpu>.h:
 *
 *   PORTSIG_OS_FRAME  the type of a handler's third argument
 *   PORTSIG_OS_PC, PORTSIG_OS_SP, PORTSIG_OS_FP  its members; without the
 *                     latter two, the functions that read and set those
 *   PORTSIG_OS_RA     the link register, if the CPU has one
 *   void *portsig_os_frame_argument(PORTSIG_OS_FRAME *, unsigned n)
 *                     where argument N is passed, or NULL
 *   void portsig_os_frame_new_pc(PORTSIG_OS_FRAME *)
 *                     what else changes with the pc, which is set already
 *
 * Installed as portsig/os/os_frame.h.
 */
#ifndef POSIX_OS_FRAME_H
#define POSIX_OS_FRAME_H

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_pc(const void *frame)
{
	return (uintptr_t)((const PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_PC;
}

#ifdef PORTSIG_OS_SP
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_sp(const void *frame)
{
	return (uintptr_t)((const PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_SP;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_sp(void *frame, uintptr_t sp)
{
	((PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_SP = sp;
}
#endif

#ifdef PORTSIG_OS_FP
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_fp(const void *frame)
{
	return (uintptr_t)((const PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_FP;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_fp(void *frame, uintptr_t fp)
{
	((PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_FP = fp;
}
#endif

#ifdef PORTSIG_OS_RA
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_ra(const void *frame)
{
	return (uintptr_t)((const PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_RA;
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_set_ra(void *frame, uintptr_t ra)
{
	((PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_RA = ra;
	return 0;
}
#else
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_ra(const void *frame)
{
	(void)frame;
	return 0;
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_set_ra(void *frame, uintptr_t ra)
{
	(void)frame;
	(void)ra;
	return ENOTSUP;
}
#endif

/* A register by address; libc's name for it has another type. */
struct portsig_os_register {
	uintptr_t value;
} __attribute__((may_alias));

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_arg(const void *frame, unsigned n)
{
	const struct portsig_os_register *r =
	    (const struct portsig_os_register *)portsig_os_frame_argument(
	    (PORTSIG_OS_FRAME *)(uintptr_t)frame, n);

	return r == NULL ? 0 : r->value;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_pc(void *frame, uintptr_t pc)
{
	PORTSIG_OS_FRAME *f = (PORTSIG_OS_FRAME *)frame;

	f->PORTSIG_OS_PC = pc;
	portsig_os_frame_new_pc(f);
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_set_arg(void *frame, unsigned n, uintptr_t value)
{
	struct portsig_os_register *r =
	    (struct portsig_os_register *)portsig_os_frame_argument(
	    (PORTSIG_OS_FRAME *)frame, n);

	if (r == NULL)
		return ENOTSUP;
	r->value = value;
	return 0;
}

#endif /* POSIX_OS_FRAME_H */
