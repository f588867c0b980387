/* SPDX-License-Identifier: MIT */
/* What libc_frame.h says it wants, on sparc64. */
#ifndef TESTS_LIBC_FRAME_SPARC64_H
#define TESTS_LIBC_FRAME_SPARC64_H

#define LIBC_CONTEXT	struct sigcontext
#define LIBC_STACK(uc)	((uc)->sigc_stack)
#define LIBC_SIGMASK(uc) ((uc)->sigc_mask)
#define LIBC_PC(uc)	((uc)->sigc_regs.tpc)
#define LIBC_SP(uc)	((uc)->sigc_regs.u_regs[14] + 2047)
#define LIBC_FP(uc)	(((const unsigned long *)(uc))[-24 + 14] + 2047)
#define LIBC_RA(uc)	((uc)->sigc_regs.u_regs[15])
#define LIBC_FLAGS(uc)	((uc)->sigc_regs.tstate)
#define LIBC_CLEARED(pc) 0
#define LIBC_ENTRY(uc)	((uc)->sigc_regs.tnpc - 4)
#define LIBC_ARGS(uc) \
	{ LIBC_REG(uc, 8), LIBC_REG(uc, 9), LIBC_REG(uc, 10), \
	    LIBC_REG(uc, 11), LIBC_REG(uc, 12), LIBC_REG(uc, 13) }
#define LIBC_REG(uc, n)	((uintptr_t)(uc)->sigc_regs.u_regs[n])
#define LIBC_TRAP	"ta 1"
#define LIBC_TRAP_PAST	0
#define LIBC_ILLEGAL	".word 0"	/* illtrap */
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		1
#define LIBC_ALIGN_ERR	0
#define LIBC_DIVIDE	"mov 1, %o0\n\tmov 0, %o1\n\tsdivx %o0, %o1, %o0\n" \
			"\tretl\n\tnop\n"
#define LIBC_DIVIDE_TRAPS 1
/* Onto an instruction behind, since onto itself looks like a jump. */
#define LIBC_STORE	"rd %pc, %o1\n\tstb %g0, [%o1 + 8]\n\tretl\n\tnop\n"
#define LIBC_STORE_ONTO_ITSELF 0
#define LIBC_CAUSES \
	{ 0xd0024000, false, PORTSIG_ACCESS_READ },	/* ld */ \
	{ 0xd0024000, true, PORTSIG_ACCESS_EXEC }, \
	{ 0xd05a4000, false, PORTSIG_ACCESS_READ },	/* ldx */ \
	{ 0xd0224000, false, PORTSIG_ACCESS_WRITE },	/* st */ \
	{ 0xd0724000, false, PORTSIG_ACCESS_WRITE },	/* stx */ \
	{ 0xd1024000, false, PORTSIG_ACCESS_READ },	/* ldf */ \
	{ 0xd13a4000, false, PORTSIG_ACCESS_WRITE },	/* stdf */ \
	{ 0xd06a4000, false, PORTSIG_ACCESS_WRITE },	/* ldstub */ \
	{ 0xd07a4000, false, PORTSIG_ACCESS_WRITE },	/* swap */ \
	{ 0xd1e2500a, false, PORTSIG_ACCESS_WRITE },	/* cas */ \
	{ 0xc16a4000, false, PORTSIG_ACCESS_UNKNOWN },	/* prefetch */ \
	{ 0x90024000, false, PORTSIG_ACCESS_UNKNOWN },	/* add */
/* The kernel says nothing: what stands at the pc does. */
#define LIBC_SET_CAUSE(uc, cause) \
	((void)(uc), memcpy(&area[16], (const char *)&(cause) + 4, 4))

#endif /* TESTS_LIBC_FRAME_SPARC64_H */
