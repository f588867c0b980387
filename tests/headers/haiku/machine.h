/* SPDX-License-Identifier: MIT */
/* mcontext_t of Haiku's <signal.h>, for both CPUs. */
#ifndef HEADERS_MACHINE_H
#define HEADERS_MACHINE_H

#if defined(__x86_64__)
typedef struct {
	unsigned long rax, rbx, rcx, rdx, rdi, rsi, rbp;
	unsigned long r8, r9, r10, r11, r12, r13, r14, r15, rsp, rip, rflags;
	struct {
		struct {
			unsigned char fxsave[464];
			unsigned long fault_address, error_code;
			unsigned short cs, ss;
			unsigned char trap_number, available[27];
		} fp_fxsave;
		unsigned char xsave[64 + 256];
	} fpu;
} mcontext_t;
#elif defined(__i386__)
typedef struct {
	unsigned long eip, eflags, eax, ecx, edx, esp, ebp, reserved;
	struct {
		union {
			unsigned char old_format[108];
			struct {
				unsigned char fxsave[464];
				unsigned long fault_address, error_code;
				unsigned short cs, ds, es, fs, gs, ss;
				unsigned char trap_number, available[27];
			} new_format;
		} state;
		unsigned long format;
	} xregs;
	unsigned long edi, esi, ebx;
} mcontext_t;
#endif

#endif /* HEADERS_MACHINE_H */
