/* SPDX-License-Identifier: MIT */
/* OpenBSD: what faults say, for the most part on x86 (QRK-46 to QRK-49). */
#include "frames.h"

enum { FAULT = 0x7000, CODE = 0x1000 };

static PORTSIG_OS_FRAME uc;

#if defined(__x86_64__) || defined(__i386__)
static void
trap(int number, int error)
{
	uc.sc_trapno = number;
	uc.sc_err = error;
}

static void
check_cpu(void)
{
	uc.PORTSIG_OS_PC = CODE;
	trap(6, 6);
	CHECK(address(told(SIGSEGV, 1, FAULT)) == 0);	/* QRK-48 */
	info.si_trapno = 6;
	CHECK(address(&info) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_WRITE);
	CHECK(is_at(&info));
	trap(6, 4);
	CHECK(access_of(&info) == PORTSIG_ACCESS_READ);
	trap(6, 0x14);
	CHECK(access_of(&info) == PORTSIG_ACCESS_EXEC);
	trap(4, 0);
	CHECK(address(told(SIGSEGV, 2, CODE)) == 0 && is_at(&info));
	CHECK(is_at(told(SIGFPE, 1, CODE)));
	CHECK(!is_at(told(SIGFPE, FPE_INTOVF, CODE)));
	CHECK(!is_at(told(SIGTRAP, TRAP_BRKPT, CODE)));
}
#else
static void
check_cpu(void)
{
	uc.PORTSIG_OS_PC = CODE;
	CHECK(is_at(told(SIGFPE, FPE_INTOVF, CODE)));
	CHECK(is_at(told(SIGTRAP, TRAP_BRKPT, CODE)));
	CHECK(address(told(SIGILL, 1, FAULT)) == 0);
}
#endif

static void
check_all(void)
{
	under = &uc;
	check_cpu();
	CHECK(!portsig_os_fault_is_kernel(SIGSEGV, told(SIGSEGV, 0, FAULT)));
	CHECK(address(&info) == 0 && access_of(&info) == 0 && !is_at(&info));
}
