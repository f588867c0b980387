/* SPDX-License-Identifier: MIT */
/*
 * The mcontext of macOS 15, from the tables in tests/facts: x86_64 as it is
 * without AVX, arm64, and arm64 whose addresses are opaque, where the signing
 * of arm64e is left out.
 */
#ifndef HEADERS_MACHINE_H
#define HEADERS_MACHINE_H

#if defined(__x86_64__)
struct __darwin_mcontext64 {
	struct {
		uint16_t __trapno, __cpu;
		uint32_t __err;
		uint64_t __faultvaddr;
	} __es;
	struct {
		uint64_t __rax, __rbx, __rcx, __rdx, __rdi, __rsi, __rbp;
		uint64_t __rsp, __r8, __r9, __r10, __r11, __r12, __r13, __r14;
		uint64_t __r15, __rip, __rflags, __cs, __fs, __gs;
	} __ss;
	unsigned char __fs[524];
};
#else
struct __darwin_mcontext64 {
	struct {
		uint64_t __far;
		uint32_t __esr, __exception;
	} __es;
	struct {
		uint64_t __x[29];
#if __DARWIN_OPAQUE_ARM_THREAD_STATE64
		void *__opaque_fp, *__opaque_lr, *__opaque_sp, *__opaque_pc;
		uint32_t __cpsr, __opaque_flags;
#else
		uint64_t __fp, __lr, __sp, __pc;
		uint32_t __cpsr, __pad;
#endif
	} __ss;
	struct {
		_Alignas(16) unsigned char __v[32 * 16];
		uint32_t __fpsr, __fpcr;
	} __ns;
};
#endif

#if __DARWIN_OPAQUE_ARM_THREAD_STATE64
#define __darwin_arm_thread_state64_get_pc(ts) ((uintptr_t)(ts).__opaque_pc)
#define __darwin_arm_thread_state64_get_sp(ts) ((uintptr_t)(ts).__opaque_sp)
#define __darwin_arm_thread_state64_get_fp(ts) ((uintptr_t)(ts).__opaque_fp)
#define __darwin_arm_thread_state64_get_lr(ts) ((uintptr_t)(ts).__opaque_lr)
#define __darwin_arm_thread_state64_set_pc_fptr(ts, p) \
	((ts).__opaque_pc = (p))
#define __darwin_arm_thread_state64_set_lr_fptr(ts, p) \
	((ts).__opaque_lr = (p))
#define __darwin_arm_thread_state64_set_sp(ts, p) \
	((ts).__opaque_sp = (void *)(p))
#define __darwin_arm_thread_state64_set_fp(ts, p) \
	((ts).__opaque_fp = (void *)(p))
#endif

#endif /* HEADERS_MACHINE_H */
