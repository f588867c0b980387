/* SPDX-License-Identifier: MIT */
/* Solaris on x86: what faults say (QRK-67 to QRK-69). */
#include "frames.h"

enum { FAULT = 0x7000, CODE = 0x1000 };

static ucontext_t uc;

static void
check_without_info(void)
{
	uintptr_t at = 0;

	CHECK(!portsig_os_fault_is_kernel(SIGSEGV, NULL));
	CHECK(!portsig_os_fault_pc_is_at(SIGSEGV, NULL, &uc));
	CHECK(portsig_os_fault_address(SIGSEGV, NULL, &uc, &at) == ENOENT);
	CHECK(portsig_os_fault_access(SIGSEGV, NULL, &uc) ==
	    PORTSIG_ACCESS_UNKNOWN);
}

static void
check_all(void)
{
	under = &uc;
	uc.PORTSIG_OS_PC = CODE;
	check_without_info();
	uc.PORTSIG_OS_TRAPNO = 14;
	uc.PORTSIG_OS_ERR = 6;
	CHECK(address(told(SIGSEGV, 1, FAULT)) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_WRITE);
	CHECK(is_at(&info));
	uc.PORTSIG_OS_ERR = 4;
	CHECK(access_of(&info) == PORTSIG_ACCESS_READ);
	CHECK(access_of(told(SIGSEGV, 1, CODE)) == PORTSIG_ACCESS_EXEC);
	uc.PORTSIG_OS_TRAPNO = 13;
	CHECK(address(&info) == 0 && is_at(&info));
	CHECK(is_at(told(SIGFPE, 1, CODE)));
	CHECK(!is_at(told(SIGFPE, 2, CODE)));	/* into */
	CHECK(!is_at(told(SIGTRAP, 1, CODE)));
	CHECK(!is_at(told(SIGSEGV, SI_NOINFO, 0)));
	CHECK(!portsig_os_fault_is_kernel(SIGSEGV, told(SIGSEGV, 0, 0)));
}
