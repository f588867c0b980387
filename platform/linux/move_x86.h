/* SPDX-License-Identifier: MIT */
/*
 * Moving a frame on both kinds of x86: the registers of the FPU and all that
 * came after it stand outside of the ucontext, in the form of XSAVE, and the
 * kernel notes their size in bytes that FXSAVE leaves to software.
 * linux-6.12 arch/x86/kernel/fpu/signal.c check_xstate_in_sigframe().
 */
#ifndef LINUX_MOVE_X86_H
#define LINUX_MOVE_X86_H

enum {
	MOVE_FXSAVE = 512,
	MOVE_FX_MAGIC1 = 464,		/* struct _fpx_sw_bytes */
	MOVE_FX_XSTATE_SIZE = 480,
	MOVE_XSTATE_LEAST = 576,	/* with its header */
	MOVE_FLAGS_CLEARED = 0x10500	/* RF, DF, TF */
};

/* FX is an FXSAVE area: its size with what follows, the second magic too. */
PORTSIG_SIGNAL_PATH static inline size_t
move_fx_size(uintptr_t fx)
{
	size_t xstate = move_u32_at(fx + MOVE_FX_XSTATE_SIZE);

	if (move_u32_at(fx + MOVE_FX_MAGIC1) != 0x46505853u ||
	    xstate < MOVE_XSTATE_LEAST)
		return MOVE_FXSAVE;
	return xstate + sizeof(uint32_t);
}

PORTSIG_SIGNAL_PATH static inline void
move_mend(struct portsig_os_frame *copy, uintptr_t by, uintptr_t to)
{
	(void)by;
	if (copy->fpstate != 0)
		copy->fpstate = to;
}

/*
 * What both kinds clear: the flags as the kernel's handle_signal() does, and
 * the FPU: without a pointer to its state it is put in the initial one, which
 * a handler finds as well.  linux-6.12 arch/x86/kernel/fpu/signal.c
 * fpu__restore_sig().
 */
PORTSIG_SIGNAL_PATH static inline void
move_clear(struct portsig_os_frame *f)
{
	f->eflags &= ~(uintptr_t)MOVE_FLAGS_CLEARED;
	f->fpstate = 0;
}

#endif /* LINUX_MOVE_X86_H */
