/* SPDX-License-Identifier: MIT */
/* What libc_frame.h says it wants, on ppc64le. */
#ifndef TESTS_LIBC_FRAME_PPC64LE_H
#define TESTS_LIBC_FRAME_PPC64LE_H

#define LIBC_PC(uc)	((uc)->uc_mcontext.gp_regs[32])
#define LIBC_SP(uc)	((uc)->uc_mcontext.gp_regs[1])
#define LIBC_FP(uc)	((uc)->uc_mcontext.gp_regs[31])
#define LIBC_RA(uc)	((uc)->uc_mcontext.gp_regs[36])
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.gp_regs[38])	/* CR */
#define LIBC_CLEARED(pc) 0
#define LIBC_ENTRY(uc)	((uc)->uc_mcontext.gp_regs[12])
#define LIBC_ARGS(uc) \
	{ LIBC_REG(uc, 3), LIBC_REG(uc, 4), LIBC_REG(uc, 5), \
	    LIBC_REG(uc, 6), LIBC_REG(uc, 7), LIBC_REG(uc, 8), \
	    LIBC_REG(uc, 9), LIBC_REG(uc, 10) }
#define LIBC_REG(uc, n)	((uintptr_t)(uc)->uc_mcontext.gp_regs[n])
#define LIBC_TRAP	"trap"
#define LIBC_TRAP_PAST	0
#define LIBC_ILLEGAL	".long 0"
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		1
#define LIBC_ALIGN_ERR	0
#define LIBC_DIVIDE	"blr\n"
#define LIBC_DIVIDE_TRAPS 0
#define LIBC_STORE	"mflr 0\n\tbcl 20, 31, 1f\n1:\tmflr 3\n\tmtlr 0\n" \
			"\taddi 3, 3, 2f - 1b\n2:\tstb 3, 0(3)\n\tblr\n"
/* The interrupt's number in the upper half, and its status in the lower. */
#define LIBC_CAUSES \
	{ 0x30040000000, false, PORTSIG_ACCESS_READ }, \
	{ 0x30008000000, true, PORTSIG_ACCESS_READ }, \
	{ 0x30042000000, false, PORTSIG_ACCESS_WRITE }, \
	{ 0x3000a000000, true, PORTSIG_ACCESS_WRITE }, \
	{ 0x3010a000000, false, PORTSIG_ACCESS_WRITE },	/* old kernels */ \
	{ 0x38002000000, false, PORTSIG_ACCESS_UNKNOWN },	/* stale */ \
	{ 0x40000000000, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x48002000000, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x60002000000, false, PORTSIG_ACCESS_UNKNOWN }, \
	{ 0, true, PORTSIG_ACCESS_UNKNOWN },
#define LIBC_SET_CAUSE(uc, cause) \
	((uc)->uc_mcontext.gp_regs[40] = (cause) >> 32, \
	    (uc)->uc_mcontext.gp_regs[42] = (cause) & 0xffffffff)

#endif /* TESTS_LIBC_FRAME_PPC64LE_H */
