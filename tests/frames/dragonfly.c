/* SPDX-License-Identifier: MIT */
/* DragonFly: the setting (DFL-4), and what faults say (QRK-27, QRK-28). */
#include "frames.h"

enum { FAULT = 0x7000, CODE = 0x1000, SIZE = 65536 };

static ucontext_t uc;

static void
check_page_faults(void)
{
	uc.PORTSIG_OS_PC = CODE;
	uc.uc_mcontext.mc_trapno = 12;
	uc.uc_mcontext.mc_err = 4;
	CHECK(address(told(SIGSEGV, 1, FAULT)) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_READ);
	CHECK(access_of(told(SIGSEGV, 1, CODE)) == PORTSIG_ACCESS_EXEC);
	uc.uc_mcontext.mc_err = 7;
	CHECK(access_of(told(SIGSEGV, 2, FAULT)) == PORTSIG_ACCESS_WRITE);
	uc.uc_mcontext.mc_err = 0x15;
	CHECK(access_of(&info) == PORTSIG_ACCESS_EXEC);
	CHECK(is_at(&info));
	CHECK(address(told(SIGSEGV, 0, FAULT)) == 0);
	CHECK(address(told(SIGUSR1, 0, FAULT)) == 0);
}

static void
check_others(void)
{
	uc.uc_mcontext.mc_trapno = 9;
	CHECK(address(told(SIGBUS, 3, FAULT)) == 0);
	CHECK(access_of(&info) == PORTSIG_ACCESS_UNKNOWN);
	CHECK(portsig_os_fault_is_kernel(SIGBUS, &info));
	uc.uc_mcontext.mc_trapno = 18;
	CHECK(is_at(told(SIGFPE, 2, 0)));
	uc.uc_mcontext.mc_trapno = 20;
	CHECK(!is_at(told(SIGFPE, 1, 0)));
	uc.uc_mcontext.mc_trapno = 3;
	CHECK(!is_at(told(SIGTRAP, 1, 0)));
	CHECK(portsig_os_fault_is_kernel(SIGFPE, told(SIGFPE, 0, 0)));
	info.si_pid = 7;
	CHECK(!portsig_os_fault_is_kernel(SIGFPE, &info));
}

static void
check_all(void)
{
	uintptr_t base = 0;
	size_t size = 0;

	under = &uc;
	check_page_faults();
	check_others();
	CHECK(portsig_os_frame_altstack(&uc, &base, &size) == ENOENT);
	uc.uc_stack.ss_sp = (void *)(uintptr_t)FAULT;
	uc.uc_stack.ss_size = SIZE;
	uc.uc_stack.ss_flags = SS_ONSTACK;
	CHECK(portsig_os_frame_altstack(&uc, &base, &size) == 0);
	CHECK(base == FAULT && size == SIZE);
	uc.uc_stack.ss_flags = SS_DISABLE;
	CHECK(portsig_os_frame_altstack(&uc, &base, &size) == ENOENT);
}
