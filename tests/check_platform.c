/* SPDX-License-Identifier: MIT */
/*
 * The contract on threads and stacks, promise by promise: [P1], [P2], [P15],
 * [P16], and with contract_altstack.c [P11] to [P14] and [P29].  The frame,
 * [P3] to [P9], is in check_frame and check_fault, [P10] in check_sigstack,
 * [P27] in check_exit_hook, and all others in check_system.
 */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "contract_altstack.h"
#include "platform_fixture.h"

static unsigned char area[256 * 1024];
static volatile sig_atomic_t seen = UNSET;

static void *
slot_of_new_thread(void *arg)
{
	void *before = portsig_os_slot_get();

	(void)portsig_os_slot_set(arg);
	return portsig_os_slot_get() == arg ? before : arg;
}

START_TEST(p1_slot_is_null_on_a_new_thread_and_its_own)
{
	ck_assert(portsig_os_slot_set(&area[8]));
	ck_assert_ptr_null(run_thread(slot_of_new_thread, area));
	ck_assert_ptr_eq(portsig_os_slot_get(), &area[8]);
	ck_assert(portsig_os_slot_set(NULL));
}
END_TEST

static void
use_slot(void)
{
	void *was = portsig_os_slot_get();

	seen = portsig_os_slot_set(area) &&
	    portsig_os_slot_get() == area;
	(void)portsig_os_slot_set(was);
}

static void *
use_slot_in_first_handler(void *arg)
{
	run_on_stack(area, sizeof(area), use_slot);
	return arg;
}

START_TEST(p1_slot_works_in_a_handler_on_a_thread_never_seen)
{
	run_thread(use_slot_in_first_handler, NULL);
	ck_assert_int_eq(seen, 1);
}
END_TEST

static void *
identity(void *arg)
{
	*(uintptr_t *)arg = portsig_os_thread_self();
	return arg;
}

static uintptr_t mine;

static int
identity_is_mine(void)
{
	return portsig_os_thread_self() == mine ? 42 : 1;
}

START_TEST(p2_identity_is_unique_aligned_and_kept_by_fork)
{
	uintptr_t other = 0;

	mine = portsig_os_thread_self();
	run_thread(identity, &other);
	ck_assert(mine != 0 && other != 0 && mine != other);
	ck_assert_uint_eq(mine % 8, 0);
	ck_assert_uint_eq(other % 8, 0);
	ck_assert(portsig_os_thread_self() == mine);
	ck_assert_int_eq(in_child(identity_is_mine), 42);
}
END_TEST

START_TEST(p15_stack_is_mapped_zero_and_aligned)
{
	size_t size = 16 * portsig_os_page_size(), n;
	unsigned char *p = NULL;
	void *base;

	ck_assert_int_eq(portsig_os_stack_map(size, &base), 0);
	p = base;
	ck_assert_uint_eq((uintptr_t)p % portsig_os_page_size(), 0);
	for (n = 0; n < size; n++)
		ck_assert_uint_eq(p[n], 0);
	memset(p, 1, size);
	portsig_os_stack_unmap(base, size);
	ck_assert_int_eq(msync(base, size, MS_ASYNC), -1);
	ck_assert_int_eq(errno, ENOMEM);
}
END_TEST

START_TEST(p15_below_a_stack_is_a_guard)
{
	volatile unsigned char *p;
	void *base;

	ck_assert_int_eq(portsig_os_stack_map(65536, &base), 0);
	p = base;
	p[-1] = 1;			/* SIGSEGV */
}
END_TEST

START_TEST(p15_too_much_is_enomem)
{
	void *base = area;

	errno = 4711;
	ck_assert_int_eq(portsig_os_stack_map(SIZE_MAX & ~(size_t)65535,
	    &base), ENOMEM);
	ck_assert_ptr_eq(base, area);
	ck_assert_int_eq(errno, 4711);
}
END_TEST

START_TEST(p16_page_size_is_a_power_of_two)
{
	size_t size = portsig_os_page_size();

	ck_assert_uint_eq(size, (size_t)sysconf(_SC_PAGESIZE));
	ck_assert_uint_eq(size & (size - 1), 0);
}
END_TEST

static void
add_stacks(Suite *s)
{
	TCase *tc = add_case(s, "slot");

	tcase_add_test(tc, p1_slot_is_null_on_a_new_thread_and_its_own);
	tcase_add_test(tc, p1_slot_works_in_a_handler_on_a_thread_never_seen);
	tcase_add_test(tc, p2_identity_is_unique_aligned_and_kept_by_fork);
	contract_altstack(s, getenv("PORTSIG_VALGRIND") == NULL ?
	    CONTRACT_KERNEL : CONTRACT_VALGRIND);
	tc = add_case(s, "stack");
	tcase_add_test(tc, p15_stack_is_mapped_zero_and_aligned);
	tcase_add_test_raise_signal(tc, p15_below_a_stack_is_a_guard, SIGSEGV);
	tcase_add_test(tc, p15_too_much_is_enomem);
	tcase_add_test(tc, p16_page_size_is_a_power_of_two);
}

int
main(void)
{
	Suite *s = suite_create("platform");

	add_stacks(s);
	return harness_main(s);
}
