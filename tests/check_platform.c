/* SPDX-License-Identifier: MIT */
/*
 * The contract on threads and stacks, promise by promise: [P1], [P2], [P11]
 * to [P16], [P29].  The frame, [P3] to [P9], is in check_frame and
 * check_fault, [P10] in check_sigstack, [P27] in check_exit_hook, and all
 * others in check_system.
 */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "platform_fixture.h"

static unsigned char area[256 * 1024];
static volatile sig_atomic_t seen = UNSET, seen_more = UNSET;
static void (*volatile in_handler)(void);

static void
run_in_handler(int signo)
{
	(void)signo;
	in_handler();
}

/* Runs FN in a handler on the signal stack AREA. */
static void
on_area(void (*fn)(void))
{
	struct sigaction sa;
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)area, sizeof(area));
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = run_in_handler;
	sa.sa_flags = SA_ONSTACK;
	in_handler = fn;
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
}

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
	on_area(use_slot);
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

START_TEST(p11_fill_leaves_nothing_to_chance)
{
	stack_t st, same;

	memset(&st, 0xff, sizeof(st));
	portsig_os_altstack_fill(&st, 0x1000, 0x2000);
	memset(&same, 0, sizeof(same));
	same.ss_sp = (void *)0x1000;
	same.ss_size = 0x2000;
	ck_assert_mem_eq(&st, &same, sizeof(st));
	memset(&st, 0xff, sizeof(st));
	portsig_os_altstack_fill_disabled(&st);
	ck_assert_int_eq(st.ss_flags, SS_DISABLE);
	ck_assert_uint_ge(st.ss_size, portsig_os_altstack_min_size());
}
END_TEST

static int
try_flags(int flags, size_t size)
{
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)area, size);
	st.ss_flags = flags;
	return portsig_os_altstack(&st, NULL);
}

START_TEST(p12_bad_settings_are_refused)
{
	size_t min = portsig_os_altstack_min_size();

	errno = 4711;
	ck_assert_int_eq(try_flags(SS_ONSTACK, sizeof(area)), EINVAL);
	ck_assert_int_eq(try_flags(SS_ONSTACK | SS_DISABLE, sizeof(area)),
	    EINVAL);
	ck_assert_int_eq(try_flags(0x40, sizeof(area)), EINVAL);
	ck_assert_int_eq(try_flags(0x40, 1), EINVAL);
	ck_assert_int_eq(try_flags(0, min - 1), ENOMEM);
	ck_assert_int_eq(try_flags(0, 0), ENOMEM);
	ck_assert_int_eq(try_flags(0, min), 0);
	ck_assert_int_eq(try_flags(SS_DISABLE, 0), 0);
	ck_assert_int_eq(errno, 4711);
}
END_TEST

START_TEST(p12_old_is_what_was_in_force)
{
	stack_t st, old;

	portsig_os_altstack_fill(&st, (uintptr_t)area, sizeof(area));
	ck_assert_int_eq(portsig_os_altstack(&st, &old), 0);
	ck_assert_int_ne(old.ss_flags & SS_DISABLE, 0);
	portsig_os_altstack_fill_disabled(&st);
	ck_assert_int_eq(portsig_os_altstack(&st, &old), 0);
	ck_assert_int_eq(old.ss_flags & SS_DISABLE, 0);
	ck_assert_ptr_eq((void *)old.ss_sp, area);
	ck_assert_uint_eq(old.ss_size, sizeof(area));
	ck_assert_int_eq(portsig_os_altstack(NULL, &old), 0);
	ck_assert_int_ne(old.ss_flags & SS_DISABLE, 0);
}
END_TEST

static void
disable_in_use(void)
{
	stack_t st;

	portsig_os_altstack_fill_disabled(&st);
	seen = portsig_os_altstack(&st, NULL);
}

START_TEST(p12_disable_in_use_is_eperm)
{
	on_area(disable_in_use);
	ck_assert_int_eq(seen, EPERM);
}
END_TEST

static void
replace_in_use(void)
{
	seen = try_flags(0, sizeof(area) / 2);
	seen_more = try_flags(0x40, 1);
}

START_TEST(p12_eperm_comes_before_all_others)
{
	on_area(replace_in_use);
	ck_assert_int_eq(seen, EPERM);
	ck_assert_int_eq(seen_more, EPERM);
}
END_TEST

static uintptr_t frame_bottom;

/* The frame ends with what a return needs, below the lower of the two. */
static void
measure(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	frame_bottom = (uintptr_t)info < (uintptr_t)frame ? (uintptr_t)info :
	    (uintptr_t)frame;
	frame_bottom -= sizeof(void *);
}

START_TEST(p13_a_signals_frame_fits_in_the_minimum)
{
	size_t size = portsig_os_altstack_min_size() + 4096;
	uintptr_t top = (uintptr_t)area + size;
	struct sigaction sa;

	ck_assert_uint_le(size, sizeof(area));
	ck_assert_int_eq(try_flags(0, size), 0);
	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = measure;
	sa.sa_flags = SA_ONSTACK | SA_SIGINFO;
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_gt(frame_bottom, (uintptr_t)area);
	ck_assert_uint_lt(frame_bottom, top);
	ck_assert_uint_le(top - frame_bottom, portsig_os_altstack_min_size());
}
END_TEST

START_TEST(p13_minimum_is_no_less_than_libcs_and_constant)
{
	size_t min = portsig_os_altstack_min_size();

#ifdef _SC_MINSIGSTKSZ
	ck_assert_uint_ge(min, (size_t)sysconf(_SC_MINSIGSTKSZ));
#endif
	ck_assert_uint_ge(min, expect_here()->kernel_minimum);
	ck_assert_uint_eq(portsig_os_altstack_min_size(), min);
}
END_TEST

static int
has_signal_stack(void)
{
	stack_t st;

	if (portsig_os_altstack(NULL, &st) != 0)
		return 2;
	return (st.ss_flags & SS_DISABLE) == 0;
}

static void *
thread_has_signal_stack(void *arg)
{
	*(int *)arg = has_signal_stack();
	return arg;
}

START_TEST(p14_rules_are_what_threads_and_forks_see)
{
	const struct portsig_os_altstack_rules *r = &portsig_os_altstack_rules;
	int inherited = UNSET;

	ck_assert_int_eq(try_flags(0, sizeof(area)), 0);
	run_thread(thread_has_signal_stack, &inherited);
	ck_assert_int_eq(inherited, r->inherited);
	ck_assert_int_eq(in_child(has_signal_stack), r->kept_by_fork);
}
END_TEST

/* The raw call, so that it is the kernel that answers. */
static void
replace_raw(void)
{
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)area, sizeof(area) / 2);
	seen = sigaltstack(&st, NULL) == 0 ? 0 : errno;
}

START_TEST(p14_rules_are_what_the_kernel_does_and_expect_says)
{
	const struct portsig_os_altstack_rules *r = &portsig_os_altstack_rules;

	on_area(replace_raw);
	ck_assert_int_eq(seen == 0, r->change_on_it);
	ck_assert_int_eq(seen, expect_here()->replace_on_it);
	ck_assert_int_eq(r->by_sp, expect_here()->by_sp);
	ck_assert_int_eq(r->inherited, expect_here()->inherited);
	ck_assert_int_eq(r->kept_by_fork, expect_here()->kept_by_fork);
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

START_TEST(p29_restore_takes_what_the_kernel_took)
{
	size_t size = expect_here()->kernel_minimum;
	stack_t st, now;

	portsig_os_altstack_fill(&st, (uintptr_t)area, size);
	if (size < portsig_os_altstack_min_size())
		ck_assert_int_eq(portsig_os_altstack(&st, NULL), ENOMEM);
	ck_assert_int_eq(portsig_os_altstack_restore(&st), 0);
	ck_assert_int_eq(portsig_os_altstack(NULL, &now), 0);
	ck_assert_ptr_eq((void *)now.ss_sp, area);
	ck_assert_uint_eq(now.ss_size, size);
	st.ss_size = size - 1;
	ck_assert_int_eq(portsig_os_altstack_restore(&st), ENOMEM);
}
END_TEST

static void
add_stacks(Suite *s)
{
	TCase *tc = add_case(s, "slot");

	tcase_add_test(tc, p1_slot_is_null_on_a_new_thread_and_its_own);
	tcase_add_test(tc, p1_slot_works_in_a_handler_on_a_thread_never_seen);
	tcase_add_test(tc, p2_identity_is_unique_aligned_and_kept_by_fork);
	tc = add_case(s, "altstack");
	tcase_add_test(tc, p11_fill_leaves_nothing_to_chance);
	tcase_add_test(tc, p12_bad_settings_are_refused);
	tcase_add_test(tc, p12_old_is_what_was_in_force);
	tcase_add_test(tc, p12_disable_in_use_is_eperm);
	tcase_add_test(tc, p12_eperm_comes_before_all_others);
	harness_add_if(getenv("PORTSIG_VALGRIND") == NULL, tc,
	    p13_a_signals_frame_fits_in_the_minimum,
	    "valgrind writes a frame of its own");
	tcase_add_test(tc, p13_minimum_is_no_less_than_libcs_and_constant);
	tcase_add_test(tc, p14_rules_are_what_threads_and_forks_see);
	tcase_add_test(tc, p14_rules_are_what_the_kernel_does_and_expect_says);
	tcase_add_test(tc, p29_restore_takes_what_the_kernel_took);
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
