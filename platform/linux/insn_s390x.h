/* SPDX-License-Identifier: MIT */
/*
 * Whether an instruction of s390x reads or writes memory: z/Architecture
 * Principles of Operation, SA22-7832, appendix B.  It has caused a fault, so
 * what is in a format for memory and does not store has loaded.
 */
#ifndef LINUX_INSN_S390X_H
#define LINUX_INSN_S390X_H

PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_insn_length(unsigned op)
{
	return op < 0x40 ? 2 : op < 0xc0 ? 4 : 6;
}

/* ST.., MVC to memory of 8 bits, CVD, and what changes a byte in place. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_insn_access_4(unsigned op, unsigned second)
{
	switch (op) {
	case 0x40: case 0x42: case 0x4e: case 0x50: case 0x60: case 0x70:
	case 0x90: case 0x92: case 0x93: case 0x94: case 0x96: case 0x97:
	case 0x9b: case 0xba: case 0xbb: case 0xbe:
		return PORTSIG_ACCESS_WRITE;
	case 0x43: case 0x48: case 0x49: case 0x4a: case 0x4b: case 0x4c:
	case 0x4f: case 0x91: case 0x95: case 0x98: case 0x9a: case 0xbd:
	case 0xbf:
		return PORTSIG_ACCESS_READ;
	case 0xb2:			/* stfpc; lfpc */
		return second == 0x9c ? PORTSIG_ACCESS_WRITE :
		    second == 0x9d ? PORTSIG_ACCESS_READ :
		    PORTSIG_ACCESS_UNKNOWN;
	default:
		return (op >= 0x54 && op <= 0x5f) ||
		    (op >= 0x68 && op <= 0x6f) ||
		    (op >= 0x78 && op <= 0x7f) ? PORTSIG_ACCESS_READ :
		    PORTSIG_ACCESS_UNKNOWN;
	}
}

/* e3: registers and memory. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_insn_access_e3(unsigned last)
{
	switch (last) {
	case 0x24: case 0x25: case 0x26: case 0x2e: case 0x2f: case 0x3e:
	case 0x3f: case 0x49: case 0x50: case 0x70: case 0x72: case 0x8e:
	case 0xc3: case 0xc7: case 0xcb:
		return PORTSIG_ACCESS_WRITE;
	default:
		return PORTSIG_ACCESS_READ;
	}
}

/* eb: several registers; what is conditional or atomic. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_insn_access_eb(unsigned last)
{
	switch (last) {
	case 0x04: case 0x20: case 0x21: case 0x51: case 0x55: case 0x80:
	case 0x81: case 0x96: case 0x98: case 0x9a: case 0xe0: case 0xe2:
	case 0xf2:
		return PORTSIG_ACCESS_READ;
	case 0x14: case 0x24: case 0x26: case 0x2c: case 0x2d: case 0x30:
	case 0x31: case 0x3e: case 0x52: case 0x54: case 0x56: case 0x57:
	case 0x6a: case 0x6e: case 0x7a: case 0x7e: case 0x90: case 0x9b:
	case 0xe1: case 0xe3: case 0xe4: case 0xe6: case 0xe7: case 0xe8:
	case 0xea: case 0xf3: case 0xf4: case 0xf6: case 0xf7: case 0xf8:
	case 0xfa:
		return PORTSIG_ACCESS_WRITE;
	default:
		return PORTSIG_ACCESS_UNKNOWN;
	}
}

/* e6 and e7: vectors. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_insn_access_vector(unsigned last)
{
	if (last < 0x08 || last == 0x12 || last == 0x13 ||
	    (last >= 0x34 && last <= 0x37))
		return PORTSIG_ACCESS_READ;
	if (last < 0x10 || last == 0x1a || last == 0x1b ||
	    (last >= 0x3c && last <= 0x3f))
		return PORTSIG_ACCESS_WRITE;
	return PORTSIG_ACCESS_UNKNOWN;
}

/* c4 (relative to the pc: sthrl, stgrl, strl), e5 (mvhhi, mvghi, mvhi), ed. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_insn_access(unsigned op, unsigned second, unsigned last)
{
	bool writes;

	switch (op) {
	case 0xc4:
		writes = (second & 7) == 7 || (second & 15) == 11;
		break;
	case 0xe3:
		return portsig_os_insn_access_e3(last);
	case 0xe5:
		writes = second == 0x44 || second == 0x48 || second == 0x4c;
		break;
	case 0xe6:
	case 0xe7:
		return portsig_os_insn_access_vector(last);
	case 0xeb:
		return portsig_os_insn_access_eb(last);
	case 0xed:
		writes = last == 0x66 || last == 0x67 || last == 0xa8 ||
		    last == 0xa9 || last == 0xac || last == 0xad;
		break;
	default:
		return portsig_os_insn_access_4(op, second);
	}
	return writes ? PORTSIG_ACCESS_WRITE : PORTSIG_ACCESS_READ;
}

/* True if the operand that INSN names at AT reaches into the page at ADDR. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_os_insn_reaches(const volatile unsigned char *insn, unsigned at,
    const uint64_t *r, uintptr_t addr)
{
	unsigned base = insn[at] >> 4;
	uintptr_t first = (insn[at] & 15u) << 8 | insn[at + 1];

	if (base != 0)
		first += r[base];
	return addr + 4095 >= first && first + insn[1] >= addr;
}

/*
 * d0 to df, from memory to memory: mvc and its like write the first operand
 * and read the second; trtr (d0), clc (d5) and trt (dd) read both.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_os_insn_access_ss(const volatile unsigned char *insn,
    const uint64_t *r, uintptr_t addr)
{
	bool first = portsig_os_insn_reaches(insn, 2, r, addr);

	if (insn[0] == 0xd0 || insn[0] == 0xd5 || insn[0] == 0xdd)
		return PORTSIG_ACCESS_READ;
	if (first == portsig_os_insn_reaches(insn, 4, r, addr))
		return PORTSIG_ACCESS_UNKNOWN;
	return first ? PORTSIG_ACCESS_WRITE : PORTSIG_ACCESS_READ;
}

#endif /* LINUX_INSN_S390X_H */
