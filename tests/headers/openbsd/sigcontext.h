/* SPDX-License-Identifier: MIT */
/*
 * struct sigcontext of OpenBSD 7.8, from the tables in tests/facts.  What
 * nobody reads is there by its size.
 */
#ifndef HEADERS_SIGCONTEXT_H
#define HEADERS_SIGCONTEXT_H

#if defined(__amd64__)
struct sigcontext {
	long sc_rdi, sc_rsi, sc_rdx, sc_rcx, sc_r8, sc_r9, sc_r10, sc_r11;
	long sc_r12, sc_r13, sc_r14, sc_r15, sc_rbp, sc_rbx, sc_rax;
	long segments[4];
	long sc_trapno, sc_err, sc_rip, sc_cs, sc_rflags, sc_rsp, sc_ss;
	void *sc_fpstate;
	int unused, sc_mask;
	long sc_cookie;
};
#elif defined(__i386__)
struct sigcontext {
	int segments[4];
	int sc_edi, sc_esi, sc_ebp, sc_ebx, sc_edx, sc_ecx, sc_eax;
	int sc_eip, sc_cs, sc_eflags, sc_esp, sc_ss;
	long sc_cookie;
	int sc_mask, sc_trapno, sc_err;
	void *sc_fpstate;
};
#elif defined(__aarch64__)
struct sigcontext {
	int unused, sc_mask;
	unsigned long sc_sp, sc_lr, sc_elr, sc_spsr, sc_x[30];
	long sc_cookie;
};
#elif defined(__arm__)
struct sigcontext {
	long sc_cookie;
	int sc_mask;
	unsigned sc_spsr, sc_r0, sc_r1, sc_r2, sc_r3, sc_r4, sc_r5, sc_r6;
	unsigned sc_r7, sc_r8, sc_r9, sc_r10, sc_r11, sc_r12;
	unsigned sc_usr_sp, sc_usr_lr, sc_svc_lr, sc_pc;
	unsigned sc_fpused, sc_fpscr;
	unsigned long long sc_fpreg[32];
};
#elif defined(__mips64__)
struct sigcontext {
	long sc_cookie, sc_mask, sc_pc, sc_regs[32], mullo, mulhi;
	long floating[43];
};
#elif defined(__powerpc64__)
struct sigcontext {
	long sc_cookie;
	int sc_mask;
	long sc_reg[32], sc_lr, sc_cr, sc_xer, sc_ctr, sc_pc, sc_ps, sc_vrsave;
	_Alignas(16) unsigned long sc_vsx[128];
	unsigned long sc_fpscr, sc_vscr;
};
#elif defined(__riscv)
struct sigcontext {
	int unused, sc_mask;
	long sc_ra, sc_sp, sc_gp, sc_tp, sc_t[7], sc_s[12], sc_a[8], sc_sepc;
	long sc_f[32], sc_fcsr;
	long sc_cookie;
};
#else
struct sigcontext {
	long sc_cookie, sc_sp, sc_pc, sc_npc, sc_tstate, sc_g1, sc_o0;
	int sc_mask;
};
#endif

#endif /* HEADERS_SIGCONTEXT_H */
