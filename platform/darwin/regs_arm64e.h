/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P5] where the registers that hold addresses are opaque: arm64e,
 * whose kernel signs them, and arm64 if it was asked for.  The accessors are
 * the SDK's, <mach/arm/_structs.h>.  A new pc is signed as a function pointer
 * first, since they accept nothing else (QRK-66).
 */
#ifndef DARWIN_REGS_ARM64E_H
#define DARWIN_REGS_ARM64E_H

#if __has_feature(ptrauth_calls)
#include <ptrauth.h>
#define PORTSIG_OS_SIGNED(p) ptrauth_sign_unauthenticated((void *)(p), \
	    ptrauth_key_function_pointer, 0)
#else
#define PORTSIG_OS_SIGNED(p) ((void *)(p))
#endif

/* The members behind the accessors; tests hold them against the tables. */
#define PORTSIG_OS_PC	uc_mcontext->__ss.__opaque_pc
#define PORTSIG_OS_SP	uc_mcontext->__ss.__opaque_sp
#define PORTSIG_OS_FP	uc_mcontext->__ss.__opaque_fp
#define PORTSIG_OS_RA	uc_mcontext->__ss.__opaque_lr

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_pc(const void *frame)
{
	return __darwin_arm_thread_state64_get_pc(
	    ((const ucontext_t *)frame)->uc_mcontext->__ss);
}

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_sp(const void *frame)
{
	return __darwin_arm_thread_state64_get_sp(
	    ((const ucontext_t *)frame)->uc_mcontext->__ss);
}

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_fp(const void *frame)
{
	return __darwin_arm_thread_state64_get_fp(
	    ((const ucontext_t *)frame)->uc_mcontext->__ss);
}

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_ra(const void *frame)
{
	return __darwin_arm_thread_state64_get_lr(
	    ((const ucontext_t *)frame)->uc_mcontext->__ss);
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_pc(void *frame, uintptr_t pc)
{
	ucontext_t *f = (ucontext_t *)frame;

	__darwin_arm_thread_state64_set_pc_fptr(f->uc_mcontext->__ss,
	    PORTSIG_OS_SIGNED(pc));
	portsig_os_frame_new_pc(f);
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_sp(void *frame, uintptr_t sp)
{
	__darwin_arm_thread_state64_set_sp(
	    ((ucontext_t *)frame)->uc_mcontext->__ss, sp);
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_set_fp(void *frame, uintptr_t fp)
{
	__darwin_arm_thread_state64_set_fp(
	    ((ucontext_t *)frame)->uc_mcontext->__ss, fp);
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_set_ra(void *frame, uintptr_t ra)
{
	ucontext_t *f = (ucontext_t *)frame;

	__darwin_arm_thread_state64_set_lr_fptr(f->uc_mcontext->__ss,
	    PORTSIG_OS_SIGNED(ra));
	return 0;
}

/* The general registers are as on arm64. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_frame_arg(const void *frame, unsigned n)
{
	const ucontext_t *f = (const ucontext_t *)frame;

	return n < 8 ? (uintptr_t)f->uc_mcontext->__ss.__x[n] : 0;
}

PORTSIG_SIGNAL_PATH static inline int
portsig_os_frame_set_arg(void *frame, unsigned n, uintptr_t value)
{
	if (n >= 8)
		return ENOTSUP;
	((ucontext_t *)frame)->uc_mcontext->__ss.__x[n] = value;
	return 0;
}

#endif /* DARWIN_REGS_ARM64E_H */
