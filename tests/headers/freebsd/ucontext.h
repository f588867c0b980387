/* SPDX-License-Identifier: MIT */
/*
 * <ucontext.h> of FreeBSD 15: what the library uses of it, from the tables
 * in tests/facts.  What has no name there is filled up.
 */
#ifndef HEADERS_UCONTEXT_H
#define HEADERS_UCONTEXT_H

#include <signal.h>

#if defined(__x86_64__)
typedef struct {
	long mc_onstack;
	long mc_rdi, mc_rsi, mc_rdx, mc_rcx, mc_r8, mc_r9, mc_rax, mc_rbx;
	long mc_rbp, mc_r10, mc_r11, mc_r12, mc_r13, mc_r14, mc_r15;
	uint32_t mc_trapno;
	uint16_t mc_fs, mc_gs;
	long mc_addr;
	uint32_t mc_flags;
	uint16_t mc_es, mc_ds;
	long mc_err, mc_rip, mc_cs, mc_rflags, mc_rsp, mc_ss;
	long mc_len, mc_fpformat, mc_ownedfp;
	_Alignas(16) long floating[64];
	long mc_fsbase, mc_gsbase, mc_xfpustate, mc_xfpustate_len, rest[4];
} mcontext_t;
#elif defined(__i386__)
typedef struct {
	int mc_onstack, mc_gs, mc_fs, mc_es, mc_ds;
	int mc_edi, mc_esi, mc_ebp, mc_isp, mc_ebx, mc_edx, mc_ecx, mc_eax;
	int mc_trapno, mc_err, mc_eip, mc_cs, mc_eflags, mc_esp, mc_ss;
	int mc_len, mc_fpformat, mc_ownedfp, mc_flags;
	_Alignas(16) int floating[128];
	int mc_fsbase, mc_gsbase, mc_xfpustate, mc_xfpustate_len, rest[4];
} mcontext_t;
#elif defined(__aarch64__)
typedef struct {
	struct {
		long gp_x[30], gp_lr, gp_sp, gp_elr;
		uint64_t gp_spsr;
	} mc_gpregs;
	_Alignas(16) struct { uint64_t q[64]; uint32_t words[4]; } floating;
	int mc_flags, pad;
	uint64_t rest[8];
} mcontext_t;
#elif defined(__arm__)
typedef struct {
	unsigned __gregs[17];
	uint32_t mc_vfp_size;
	void *mc_vfp_ptr;
	uint32_t rest[33];
} mcontext_t;
#elif defined(__riscv)
typedef struct {
	struct {
		long gp_ra, gp_sp, gp_gp, gp_tp, gp_t[7], gp_s[12], gp_a[8];
		long gp_sepc, gp_sstatus;
	} mc_gpregs;
	struct { uint64_t x[64], fcsr; int flags, pad; } floating;
	int mc_flags, pad;
	uint64_t rest[8];
} mcontext_t;
#elif defined(__powerpc64__)
typedef struct {
	_Alignas(16) int mc_vers;
	int mc_flags, mc_onstack, mc_len;
	uint32_t mc_avec[128];
	uint32_t others[2];
	long mc_frame[42];
	double mc_fpreg[33], rest[32];
} mcontext_t;
#define mc_lr		mc_frame[32]
#define mc_cr		mc_frame[33]
#define mc_xer		mc_frame[34]
#define mc_ctr		mc_frame[35]
#define mc_srr0		mc_frame[36]
#define mc_srr1		mc_frame[37]
#define mc_exc		mc_frame[38]
#define mc_dar		mc_frame[39]
#define mc_dsisr	mc_frame[40]
#endif

typedef struct portsig_test_ucontext {
	sigset_t uc_sigmask;
	mcontext_t uc_mcontext;
	struct portsig_test_ucontext *uc_link;
	stack_t uc_stack;
	int uc_flags, rest[4];
} ucontext_t;

#endif /* HEADERS_UCONTEXT_H */
