/* SPDX-License-Identifier: MIT */
/*
 * The frame on x86_64: from the top of the stack 128 bytes of red zone, the
 * ucontext, the siginfo, the mcontext, whose size depends on the CPU.
 * xnu-11417.101.15 bsd/dev/i386/unix_signal.c, sendsig().
 */
#ifndef DARWIN_REGS_X86_64_H
#define DARWIN_REGS_X86_64_H

#define PORTSIG_OS_PC	uc_mcontext->__ss.__rip
#define PORTSIG_OS_SP	uc_mcontext->__ss.__rsp
#define PORTSIG_OS_FP	uc_mcontext->__ss.__rbp

enum {
	PORTSIG_OS_TRAP_PAGE_FAULT = 14,
	PORTSIG_OS_ERR_WRITE = 0x02,
	PORTSIG_OS_ERR_FETCH = 0x10,
	PORTSIG_OS_ABOVE_FRAME = 56 + 128	/* its end, then the red zone */
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(ucontext_t *f, unsigned n)
{
	switch (n) {
	case 0:
		return &f->uc_mcontext->__ss.__rdi;
	case 1:
		return &f->uc_mcontext->__ss.__rsi;
	case 2:
		return &f->uc_mcontext->__ss.__rdx;
	case 3:
		return &f->uc_mcontext->__ss.__rcx;
	case 4:
		return &f->uc_mcontext->__ss.__r8;
	case 5:
		return &f->uc_mcontext->__ss.__r9;
	default:
		return NULL;
	}
}

/* As on other systems: DF and TF are left to whoever enters a C function. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(ucontext_t *f)
{
	(void)f;
}

/*
 * QRK-61: the vector is that by which the thread last entered the kernel, so
 * a sent signal shows a system call's or an interrupt's.  The faults among the
 * CPU's are 0, 5, 6, 7, 10 to 14, 16, 17 and 19; int3, int1 and into (3, 1, 4)
 * leave the pc past the instruction.  Only a page fault (14) has an address:
 * QRK-64.
 */
PORTSIG_SIGNAL_PATH static inline enum portsig_os_exception
portsig_os_frame_exception(const ucontext_t *f)
{
	unsigned trap = f->uc_mcontext->__es.__trapno;

	if (trap == PORTSIG_OS_TRAP_PAGE_FAULT)
		return PORTSIG_OS_EXCEPTION_ACCESS;
	if (trap < 20 && (0xb7ce1u >> trap & 1) != 0)
		return PORTSIG_OS_EXCEPTION_HERE;
	return PORTSIG_OS_EXCEPTION_NONE;
}

PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const ucontext_t *f, uintptr_t addr)
{
	unsigned err = f->uc_mcontext->__es.__err;

	if ((err & PORTSIG_OS_ERR_FETCH) != 0)
		return PORTSIG_ACCESS_EXEC;
	if ((err & PORTSIG_OS_ERR_WRITE) != 0)
		return PORTSIG_ACCESS_WRITE;
	return addr == f->PORTSIG_OS_PC ? PORTSIG_ACCESS_EXEC :
	    PORTSIG_ACCESS_READ;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_frame_is_the_kernels(const ucontext_t *f)
{
	return (uintptr_t)f->uc_mcontext + f->uc_mcsize + sizeof(siginfo_t) ==
	    (uintptr_t)f;
}

/* The ucontext is aligned to nothing, so this is exact for every stack. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_stack_base(const ucontext_t *f, size_t size)
{
	return (uintptr_t)f + PORTSIG_OS_ABOVE_FRAME - size;
}

#endif /* DARWIN_REGS_X86_64_H */
