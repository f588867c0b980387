/* SPDX-License-Identifier: MIT */
/* The frame on aarch64.  NetBSD-10 sys/arch/arm/include/mcontext.h. */
#ifndef NETBSD_REGS_AARCH64_H
#define NETBSD_REGS_AARCH64_H

#define PORTSIG_OS_PC	uc_mcontext.__gregs[_REG_ELR]
#define PORTSIG_OS_SP	uc_mcontext.__gregs[_REG_X31]
#define PORTSIG_OS_FP	uc_mcontext.__gregs[_REG_X29]
#define PORTSIG_OS_RA	uc_mcontext.__gregs[_REG_X30]

enum {
	PORTSIG_OS_BREAKPOINT_IS_AT = 1		/* QRK-41 */
};

/* Where argument N is passed, or NULL. */
PORTSIG_SIGNAL_PATH static inline void *
portsig_os_frame_argument(PORTSIG_OS_FRAME *f, unsigned n)
{
	return n < 8 ? &f->uc_mcontext.__gregs[_REG_X0 + n] : NULL;
}

/* BTYPE, bits 11 and 10: kept, the CPU may refuse the new pc (QRK-5). */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_new_pc(PORTSIG_OS_FRAME *f)
{
	f->uc_mcontext.__gregs[_REG_SPSR] &= ~(uint64_t)0xc00;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_address_is_told(const PORTSIG_OS_FRAME *f, const siginfo_t *info)
{
	(void)f;
	(void)info;
	return true;
}

/*
 * QRK-43: si_trap is the exception syndrome.  WnR, bit 6, is true of cache
 * maintenance as well (bit 8), which is no write (QRK-6).
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_frame_access(const PORTSIG_OS_FRAME *f, const siginfo_t *info,
    uintptr_t addr)
{
	unsigned esr = (unsigned)info->si_trap, ec = esr >> 26;

	if (ec == 0x20 || (esr == 0 && addr == (uintptr_t)f->PORTSIG_OS_PC))
		return PORTSIG_ACCESS_EXEC;
	if (ec != 0x24)
		return PORTSIG_ACCESS_UNKNOWN;
	if ((esr & 0x40) != 0 && (esr & 0x100) == 0)
		return PORTSIG_ACCESS_WRITE;
	return PORTSIG_ACCESS_READ;
}

#endif /* NETBSD_REGS_AARCH64_H */
