/* SPDX-License-Identifier: MIT */
/* What libc_frame.h says it wants, on loongarch64. */
#ifndef TESTS_LIBC_FRAME_LOONGARCH64_H
#define TESTS_LIBC_FRAME_LOONGARCH64_H

#define LIBC_PC(uc)	((uc)->uc_mcontext.__pc)
#define LIBC_SP(uc)	((uc)->uc_mcontext.__gregs[3])
#define LIBC_FP(uc)	((uc)->uc_mcontext.__gregs[22])
#define LIBC_RA(uc)	((uc)->uc_mcontext.__gregs[1])
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.__gregs[20])	/* t8: no flags */
#define LIBC_CLEARED(pc) 0
#define LIBC_ARGS(uc) \
	{ LIBC_REG(uc, 4), LIBC_REG(uc, 5), LIBC_REG(uc, 6), \
	    LIBC_REG(uc, 7), LIBC_REG(uc, 8), LIBC_REG(uc, 9), \
	    LIBC_REG(uc, 10), LIBC_REG(uc, 11) }
#define LIBC_REG(uc, n)	((uintptr_t)(uc)->uc_mcontext.__gregs[n])
#define LIBC_TRAP	"break 0"
#define LIBC_TRAP_PAST	0
#define LIBC_ILLEGAL	".word 0"
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		1
#define LIBC_ALIGN_ERR	0
#define LIBC_BUS_ACCESS	PORTSIG_ACCESS_UNKNOWN	/* QRK-88 */
#define LIBC_DIVIDE	"break 7\n\tjr $ra\n"
#define LIBC_DIVIDE_TRAPS 1
#define LIBC_STORE	"pcaddi $a0, 1\n\tst.b $zero, $a0, 0\n\tjr $ra\n"
#define LIBC_CAUSES \
	{ 0x40000000, false, PORTSIG_ACCESS_READ }, \
	{ 0x40000001, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x80000000, false, PORTSIG_ACCESS_WRITE }, \
	{ 0x80000001, true, PORTSIG_ACCESS_WRITE }, \
	{ 0, true, PORTSIG_ACCESS_UNKNOWN },
#define LIBC_SET_CAUSE(uc, cause) \
	((uc)->uc_mcontext.__flags = (unsigned)(cause))

#endif /* TESTS_LIBC_FRAME_LOONGARCH64_H */
