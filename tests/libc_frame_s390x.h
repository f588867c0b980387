/* SPDX-License-Identifier: MIT */
/* What libc_frame.h says it wants, on s390x. */
#ifndef TESTS_LIBC_FRAME_S390X_H
#define TESTS_LIBC_FRAME_S390X_H

#define LIBC_PC(uc)	((uc)->uc_mcontext.psw.addr)
#define LIBC_SP(uc)	((uc)->uc_mcontext.gregs[15])
#define LIBC_FP(uc)	((uc)->uc_mcontext.gregs[11])
#define LIBC_RA(uc)	((uc)->uc_mcontext.gregs[14])
#define LIBC_FLAGS(uc)	((uc)->uc_mcontext.psw.mask)
#define LIBC_CLEARED(pc) 0
#define LIBC_ARGS(uc) \
	{ LIBC_REG(uc, 2), LIBC_REG(uc, 3), LIBC_REG(uc, 4), \
	    LIBC_REG(uc, 5), LIBC_REG(uc, 6) }
#define LIBC_REG(uc, n)	((uintptr_t)(uc)->uc_mcontext.gregs[n])
/* QRK-85: what debuggers write raises SIGILL, and the pc is past it. */
#define LIBC_TRAP	".short 1"
#define LIBC_TRAP_SIGNO	SIGILL
#define LIBC_TRAP_PAST	2
#define LIBC_ILLEGAL	".short 0"
#define LIBC_ILLEGAL_PAST 1
#define LIBC_ADDRESS_BITS 4095		/* QRK-86: lost */
#define LIBC_NO_ADDRESS	((uintptr_t)0)
#define LIBC_NX		1
#define LIBC_ALIGN_ERR	ENOENT
#define LIBC_DIVIDE	"lghi %r2, 0\n\tlghi %r3, 1\n\tlghi %r4, 0\n" \
			"\tdlgr %r2, %r4\n\tbr %r14\n"
#define LIBC_DIVIDE_TRAPS 1
/* Into the page behind, since one into its own looks like a jump. */
#define LIBC_STORE	"larl %r1, 1f\n\tmvi 4095(%r1), 0\n1:\tbr %r14\n"
#define LIBC_STORE_ONTO_ITSELF 0
/* r1 is in the page that is asked about, and r2 is not. */
#define LIBC_CAUSES \
	{ 0x5820100000000000, false, PORTSIG_ACCESS_READ },	/* l */ \
	{ 0x5820100000000000, true, PORTSIG_ACCESS_EXEC }, \
	{ 0x5020100000000000, false, PORTSIG_ACCESS_WRITE },	/* st */ \
	{ 0x9200100000000000, false, PORTSIG_ACCESS_WRITE },	/* mvi */ \
	{ 0x9500100000000000, false, PORTSIG_ACCESS_READ },	/* cli */ \
	{ 0xba23100000000000, false, PORTSIG_ACCESS_WRITE },	/* cs */ \
	{ 0xb29c100000000000, false, PORTSIG_ACCESS_WRITE },	/* stfpc */ \
	{ 0xb29d100000000000, false, PORTSIG_ACCESS_READ },	/* lfpc */ \
	{ 0xe320100000040000, false, PORTSIG_ACCESS_READ },	/* lg */ \
	{ 0xe320100000240000, false, PORTSIG_ACCESS_WRITE },	/* stg */ \
	{ 0xe320100000720000, false, PORTSIG_ACCESS_WRITE },	/* stcy */ \
	{ 0xeb23100000040000, false, PORTSIG_ACCESS_READ },	/* lmg */ \
	{ 0xeb23100000240000, false, PORTSIG_ACCESS_WRITE },	/* stmg */ \
	{ 0xeb23100000f80000, false, PORTSIG_ACCESS_WRITE },	/* laa */ \
	{ 0xeb23100000e20000, false, PORTSIG_ACCESS_READ },	/* locg */ \
	{ 0x0001000000000000, false, PORTSIG_ACCESS_UNKNOWN }, \
	{ 0xc428000001000000, false, PORTSIG_ACCESS_READ },	/* lgrl */ \
	{ 0xc42b000001000000, false, PORTSIG_ACCESS_WRITE },	/* stgrl */ \
	{ 0xc42f000001000000, false, PORTSIG_ACCESS_WRITE },	/* strl */ \
	{ 0xe548100000000000, false, PORTSIG_ACCESS_WRITE },	/* mvghi */ \
	{ 0xe558100000000000, false, PORTSIG_ACCESS_READ },	/* cghsi */ \
	{ 0xed00100000670000, false, PORTSIG_ACCESS_WRITE },	/* stdy */ \
	{ 0xed00100000650000, false, PORTSIG_ACCESS_READ },	/* ldy */ \
	{ 0xe700100000060000, false, PORTSIG_ACCESS_READ },	/* vl */ \
	{ 0xe7001000000e0000, false, PORTSIG_ACCESS_WRITE },	/* vst */ \
	{ 0xd207100020000000, false, PORTSIG_ACCESS_WRITE },	/* mvc */ \
	{ 0xd207200010000000, false, PORTSIG_ACCESS_READ }, \
	{ 0xd207100010000000, false, PORTSIG_ACCESS_UNKNOWN }, \
	{ 0xd507200010000000, false, PORTSIG_ACCESS_READ },	/* clc */ \
	{ 0x4400100000000000, false, PORTSIG_ACCESS_UNKNOWN },	/* ex */
/* The kernel says nothing: what stands at the pc does. */
#define LIBC_SET_CAUSE(uc, cause) \
	((uc)->uc_mcontext.gregs[1] = (uintptr_t)&area[ASKED], \
	    (uc)->uc_mcontext.gregs[2] = (uintptr_t)&area[16], \
	    memcpy(&area[16], &(cause), 8))

#endif /* TESTS_LIBC_FRAME_S390X_H */
