/* SPDX-License-Identifier: MIT */
/* What libc_frame.h says it wants, on mips64. */
#ifndef TESTS_LIBC_FRAME_MIPS64EL_H
#define TESTS_LIBC_FRAME_MIPS64EL_H

#define LIBC_PC(uc)	((uc)->uc_mcontext.pc)
#define LIBC_SP(uc)	((uc)->uc_mcontext.gregs[29])
#define LIBC_FP(uc)	((uc)->uc_mcontext.gregs[30])
#define LIBC_RA(uc)	((uc)->uc_mcontext.gregs[31])
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.gregs[24])	/* t8: no flags */
#define LIBC_CLEARED(pc) 0
#define LIBC_ENTRY(uc)	((uc)->uc_mcontext.gregs[25])
#define LIBC_ARGS(uc) \
	{ LIBC_REG(uc, 4), LIBC_REG(uc, 5), LIBC_REG(uc, 6), \
	    LIBC_REG(uc, 7), LIBC_REG(uc, 8), LIBC_REG(uc, 9), \
	    LIBC_REG(uc, 10), LIBC_REG(uc, 11) }
#define LIBC_REG(uc, n)	((uintptr_t)(uc)->uc_mcontext.gregs[n])
#define LIBC_TRAP	"break 0"
#define LIBC_TRAP_PAST	0
#define LIBC_ILLEGAL	".word 0x3d"
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		0		/* without RIXI */
#define LIBC_ALIGN_ERR	ENOENT
#define LIBC_BUS_AT	0		/* QRK-87: not after every one */
#define LIBC_DIVIDE	".set push\n\t.set noreorder\n" \
			"\tteq $0, $0, 7\n\tjr $31\n\tnop\n\t.set pop\n"
#define LIBC_DIVIDE_TRAPS 1
/* Onto the instruction behind, since onto itself looks like a jump. */
#define LIBC_STORE	".set push\n\t.set noreorder\n\tmove $12, $31\n" \
			"\tbal 1f\n\tnop\n1:\tmove $13, $31\n" \
			"\tmove $31, $12\n\tsb $0, 16($13)\n\tjr $31\n" \
			"\tnop\n\t.set pop\n"
#define LIBC_STORE_ONTO_ITSELF 0
/* In the upper half what stands behind it, in the delay slot of a branch. */
#define LIBC_CAUSES \
	{ 0x8c820000, false, PORTSIG_ACCESS_READ },	/* lw */ \
	{ 0x8c820000, true, PORTSIG_ACCESS_EXEC }, \
	{ 0xdc820000, false, PORTSIG_ACCESS_READ },	/* ld */ \
	{ 0xc0820000, false, PORTSIG_ACCESS_READ },	/* ll */ \
	{ 0xe0820000, false, PORTSIG_ACCESS_WRITE },	/* sc */ \
	{ 0xa0820000, false, PORTSIG_ACCESS_WRITE },	/* sb */ \
	{ 0xfc820000, false, PORTSIG_ACCESS_WRITE },	/* sd */ \
	{ 0xb0820000, false, PORTSIG_ACCESS_WRITE },	/* sdl */ \
	{ 0x68820000, false, PORTSIG_ACCESS_READ },	/* ldl */ \
	{ 0xd4820000, false, PORTSIG_ACCESS_READ },	/* ldc1 */ \
	{ 0xf4820000, false, PORTSIG_ACCESS_WRITE },	/* sdc1 */ \
	{ 0x4c850001, false, PORTSIG_ACCESS_READ },	/* ldxc1 */ \
	{ 0x4c850009, false, PORTSIG_ACCESS_WRITE },	/* sdxc1 */ \
	{ 0x7c820027, false, PORTSIG_ACCESS_WRITE },	/* scd of release 6 */ \
	{ 0x00851021, false, PORTSIG_ACCESS_UNKNOWN },	/* addu */ \
	{ 0xac82000003e00008, false, PORTSIG_ACCESS_WRITE },	/* jr; sw */ \
	{ 0x8c82000010850004, false, PORTSIG_ACCESS_READ },	/* beq; lw */ \
	{ 0xac82000045010004, false, PORTSIG_ACCESS_WRITE },	/* bc1t; sw */
/* The kernel says nothing: what stands at the pc does. */
#define LIBC_SET_CAUSE(uc, cause) \
	((void)(uc), memcpy(&area[16], &(cause), 8))

#endif /* TESTS_LIBC_FRAME_MIPS64EL_H */
