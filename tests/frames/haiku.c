/* SPDX-License-Identifier: MIT */
/* Haiku: what faults say (QRK-90 to QRK-96), and a new pc. */
#include "frames.h"

enum { FAULT = 0x7000, CODE = 0x1000 };

static struct portsig_os_behind data;
static ucontext_t *const uc = &data.context;

static void
trap(unsigned char number, unsigned long error, unsigned long cr2)
{
	uc->PORTSIG_OS_TRAP = number;
	uc->PORTSIG_OS_ERROR = error;
	uc->PORTSIG_OS_CR2 = cr2;
}

static void
check_page_faults(void)
{
	uc->PORTSIG_OS_PC = CODE;
	trap(14, 4, FAULT);
	CHECK(address(told(SIGSEGV, 30, FAULT)) == FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_READ);
	CHECK(is_at(&info));
	trap(14, 7, FAULT);
	CHECK(access_of(told(SIGSEGV, 31, FAULT)) == PORTSIG_ACCESS_WRITE);
	trap(14, 0x15, FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_EXEC);
	trap(14, 7, FAULT + 8);
	CHECK(access_of(&info) == PORTSIG_ACCESS_UNKNOWN);
	trap(99, 7, FAULT);
	CHECK(access_of(&info) == PORTSIG_ACCESS_UNKNOWN);
	CHECK(address(&info) == FAULT);
	CHECK(!is_at(&info));
	trap(14, 4, FAULT);
	CHECK(address(told(SIGSEGV, SI_USER, FAULT)) == 0);
	CHECK(address(told(SIGSEGV, SI_QUEUE, FAULT)) == 0);
	CHECK(!is_at(&info));
}

static void
check_others(void)
{
	trap(12, 0, FAULT);
	CHECK(address(told(SIGBUS, 41, CODE)) == 0);
	CHECK(access_of(&info) == PORTSIG_ACCESS_UNKNOWN);
	CHECK(is_at(&info));
	trap(13, 0, FAULT);
	CHECK(is_at(told(SIGILL, 14, CODE)));
	CHECK(!is_at(told(SIGBUS, 41, CODE)));
	trap(0, 0, 0);
	CHECK(is_at(told(SIGFPE, 20, CODE)));
	trap(4, 0, 0);
	CHECK(!is_at(told(SIGFPE, 21, CODE)));
	CHECK(portsig_os_fault_is_kernel(SIGFPE, &info));
	CHECK(!portsig_os_fault_is_kernel(SIGFPE, told(SIGFPE, SI_MESGQ, 0)));
	CHECK(!portsig_os_fault_is_kernel(SIGCHLD, told(SIGCHLD, 60, 0)));
}

/* QRK-94: a restart is undone, and nothing else with it. */
static void
check_new_pc(void)
{
	data.user_data = &data;
	data.handler = uc;
	data.siginfo_handler = true;
	data.thread_flags = 0xc0;
	portsig_os_frame_set_pc(uc, CODE + 16);
	CHECK(portsig_os_frame_pc(uc) == CODE + 16);
	CHECK(data.thread_flags == 0x40);
	CHECK(data.user_data == &data && data.handler == uc &&
	    data.siginfo_handler);
	CHECK(offsetof(struct portsig_os_behind, thread_flags) ==
	    sizeof(ucontext_t) + 2 * sizeof(void *) + 4);
}

static void
check_all(void)
{
	uintptr_t base = 0;
	size_t size = 0;

	under = uc;
	check_page_faults();
	check_others();
	check_new_pc();
	CHECK(portsig_os_frame_altstack(uc, &base, &size) == ENOTSUP);
}
