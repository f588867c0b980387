/* SPDX-License-Identifier: MIT */
/* What libc_frame.h says it wants, on 32-bit arm, in ARM and in Thumb code. */
#ifndef TESTS_LIBC_FRAME_ARM_H
#define TESTS_LIBC_FRAME_ARM_H

#define LIBC_PC(uc)	((uc)->uc_mcontext.arm_pc)
#define LIBC_SP(uc)	((uc)->uc_mcontext.arm_sp)
#define LIBC_FP(uc)	((uc)->uc_mcontext.arm_fp)
#define LIBC_RA(uc)	((uc)->uc_mcontext.arm_lr)
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.arm_cpsr)
#define LIBC_CODE_BITS	1		/* of an address: it is Thumb code */
/* IT and J; and T, unless the pc is Thumb code's */
#define LIBC_CLEARED(pc) (0x0700fc00 | (((pc) & 1) != 0 ? 0 : 0x20))
#define LIBC_ARGS(uc) \
	{ (uc)->uc_mcontext.arm_r0, (uc)->uc_mcontext.arm_r1, \
	    (uc)->uc_mcontext.arm_r2, (uc)->uc_mcontext.arm_r3 }
#define LIBC_TRAP_PAST	0
#ifdef __thumb__
#define LIBC_FUNCTION	"\t.thumb_func\n"
#define LIBC_TRAP	".inst.n 0xde01"
#define LIBC_ILLEGAL	".inst.n 0xdeff"
#else
#define LIBC_FUNCTION	""
#define LIBC_TRAP	".inst 0xe7f001f0"
#define LIBC_ILLEGAL	".inst 0xe7f000f0"
#endif
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		1
#define LIBC_ALIGN_ERR	0
#define LIBC_ALIGN_AT	0		/* not on every kernel: QRK-82 */
#define LIBC_DIVIDE	"bx lr\n"
#define LIBC_DIVIDE_TRAPS 0
#define LIBC_STORE	"adr r0, 1f\n\t.balign 4\n1:\tstrb r0, [r0]\n\tbx lr\n"
/* The status word of an arm64 kernel is 0 for a read. */
#define LIBC_EMPTY_ACCESS PORTSIG_ACCESS_READ
#define LIBC_CAUSES \
	{ 0x80000005, false, PORTSIG_ACCESS_EXEC }, \
	{ 0x8000000f, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x005, false, PORTSIG_ACCESS_READ }, \
	{ 0x80f, false, PORTSIG_ACCESS_WRITE }, \
	{ 0x80f, true, PORTSIG_ACCESS_WRITE }, \
	{ 0, false, PORTSIG_ACCESS_READ },	/* an arm64 kernel */ \
	{ 0, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x800, false, PORTSIG_ACCESS_WRITE },
#define LIBC_SET_CAUSE(uc, cause) \
	((uc)->uc_mcontext.error_code = (unsigned long)(cause))

#endif /* TESTS_LIBC_FRAME_ARM_H */
