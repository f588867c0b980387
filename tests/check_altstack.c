/* SPDX-License-Identifier: MIT */
/*
 * Signal stacks: sizes, installing and removing, attaching and detaching, and
 * that nobody's stack is taken from under them.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <portsig/altstack.h>
#include "harness.h"
#include "platform.h"

#define UNSET (-1)			/* no errno value */

static unsigned char *area;		/* 256 KiB, for this test alone */
enum { AREA = 256 * 1024 };

static volatile sig_atomic_t seen_err = UNSET;
static volatile uintptr_t seen_local;

static void
make_area(void)
{
	harness_reset();
	area = mmap(NULL, AREA, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(area, MAP_FAILED);
}

static void
on_signal(void (*fn)(int), int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = fn;
	sa.sa_flags = flags;
	sigemptyset(&sa.sa_mask);
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
}

static void
note_place(int signo)
{
	(void)signo;
	seen_local = (uintptr_t)&signo;
}

static void
note_remove(int signo)
{
	(void)signo;
	seen_err = portsig_altstack_remove();
}

static bool
is_in(uintptr_t p, const void *base, size_t size)
{
	return p - (uintptr_t)base < size;
}

START_TEST(minimum_is_no_less_than_any_figure_of_the_system)
{
	size_t min = portsig_altstack_min_size();

#ifdef _SC_MINSIGSTKSZ
	ck_assert_uint_ge(min, (size_t)sysconf(_SC_MINSIGSTKSZ));
#endif
	ck_assert_uint_ge(min, 1024);
	ck_assert_uint_lt(min, 1024 * 1024);
	ck_assert_uint_eq(min, portsig_altstack_min_size());
}
END_TEST

START_TEST(a_stack_of_the_minimum_takes_a_signal)
{
	size_t min = portsig_altstack_min_size();

	/* the handler needs a few hundred bytes of its own */
	ck_assert_int_eq(portsig_altstack_install(area, min + 1024, NULL), 0);
	on_signal(note_place, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert(is_in(seen_local, area, min + 1024));
}
END_TEST

START_TEST(recommended_is_64_kib_unless_more_is_needed)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t min = portsig_altstack_min_size();
	size_t some = portsig_altstack_recommended_size(0);
	size_t more = portsig_altstack_recommended_size(1000000);

	ck_assert_uint_ge(some, 65536);
	ck_assert_uint_ge(some, min);
	ck_assert_uint_eq(some % page, 0);
	ck_assert_uint_ge(more, min + 1000000);
	ck_assert_uint_lt(more, min + 1000000 + page);
	ck_assert_uint_eq(more % page, 0);
}
END_TEST

START_TEST(recommended_overflow_is_size_max)
{
	ck_assert(portsig_altstack_recommended_size(SIZE_MAX) == SIZE_MAX);
	ck_assert(portsig_altstack_recommended_size(SIZE_MAX / 2) == SIZE_MAX);
}
END_TEST

START_TEST(set_signalstack_sp_stores_the_address)
{
	stack_t st;

	memset(&st, 0, sizeof(st));
	portsig_set_signalstack_sp(&st, (uintptr_t)area);
	ck_assert_ptr_eq((void *)st.ss_sp, area);
	ck_assert(portsig_get_signalstack_sp(&st) == (uintptr_t)area);
}
END_TEST

START_TEST(install_refuses_bad_areas)
{
	struct portsig_altstack before, after, old;
	size_t min = portsig_altstack_min_size();

	memset(&old, 0x5a, sizeof(old));
	ck_assert_int_eq(portsig_altstack_probe(&before), 0);
	ck_assert_int_eq(portsig_altstack_install(NULL, AREA, &old), EINVAL);
	ck_assert_int_eq(portsig_altstack_install(area, SIZE_MAX, &old),
	    EINVAL);
	ck_assert_int_eq(portsig_altstack_install(area, 0, &old), ENOMEM);
	ck_assert_int_eq(portsig_altstack_install(area, min - 1, &old),
	    ENOMEM);
	ck_assert_int_eq(portsig_altstack_probe(&after), 0);
	ck_assert_uint_eq(before.state, after.state);
	ck_assert_uint_eq(old.state, 0x5a5a5a5a);
}
END_TEST

START_TEST(install_gives_the_handler_the_area)
{
	struct portsig_altstack old, now;

	ck_assert_int_eq(portsig_altstack_install(area, AREA, &old), 0);
	ck_assert_uint_eq(old.state, PORTSIG_ALTSTACK_DISABLED);
	ck_assert_ptr_null(old.base);
	on_signal(note_place, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert(is_in(seen_local, area, AREA));
	ck_assert_int_eq(portsig_altstack_install(area + 65536, 65536, &now),
	    0);
	ck_assert_ptr_eq(now.base, area);
	ck_assert_uint_eq(now.size, AREA);
	ck_assert_uint_eq(now.state, PORTSIG_ALTSTACK_ENABLED);
	ck_assert_int_eq(portsig_altstack_restore(&now), 0);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_ptr_eq(now.base, area);
	ck_assert_uint_eq(now.size, AREA);
}
END_TEST

START_TEST(remove_takes_it_away)
{
	struct portsig_altstack now;

	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	ck_assert_int_eq(portsig_altstack_remove(), 0);
	ck_assert_int_eq(portsig_altstack_remove(), 0);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_uint_eq(now.state, PORTSIG_ALTSTACK_DISABLED);
	on_signal(note_place, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert(!is_in(seen_local, area, AREA));
}
END_TEST

START_TEST(remove_while_on_it_is_eperm)
{
	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	on_signal(note_remove, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_ne(seen_err, UNSET);
	ck_assert_int_eq(seen_err, EPERM);
	ck_assert_int_eq(portsig_altstack_check(0), 0);
}
END_TEST

START_TEST(check_tells_none_small_and_enough)
{
	size_t min = portsig_altstack_min_size();

	ck_assert_int_eq(portsig_altstack_check(0), ENOENT);
	ck_assert_int_eq(portsig_altstack_install(area, min, NULL), 0);
	ck_assert_int_eq(portsig_altstack_check(0), 0);
	ck_assert_int_eq(portsig_altstack_check(1), ENOMEM);
	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	ck_assert_int_eq(portsig_altstack_check(AREA - min), 0);
	ck_assert_int_eq(portsig_altstack_check(SIZE_MAX), ENOMEM);
}
END_TEST

START_TEST(bad_arguments_are_einval)
{
	struct portsig_altstack bad = { .state = 7 };
	struct portsig_altstack_hold hold = { .held = 0 };

	ck_assert_int_eq(portsig_altstack_probe(NULL), EINVAL);
	ck_assert_int_eq(portsig_altstack_restore(NULL), EINVAL);
	ck_assert_int_eq(portsig_altstack_restore(&bad), EINVAL);
	bad.state = PORTSIG_ALTSTACK_DISABLED;
	bad.os = 0x40;
	ck_assert_int_eq(portsig_altstack_restore(&bad), EINVAL);
	ck_assert_int_eq(portsig_altstack_attach(0, 99, &hold), EINVAL);
	ck_assert_int_eq(portsig_altstack_attach(0, 0, NULL), EINVAL);
	ck_assert_int_eq(portsig_altstack_detach(NULL), EINVAL);
	ck_assert_int_eq(portsig_altstack_detach(&hold), EINVAL);
	ck_assert_int_eq(portsig_altstack_attach(SIZE_MAX, 0, &hold), ENOMEM);
}
END_TEST

START_TEST(attach_makes_one_where_none_is)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	struct portsig_altstack now;

	ck_assert_int_eq(portsig_altstack_attach(0, PORTSIG_ALTSTACK_ADOPT,
	    &hold), 0);
	ck_assert_uint_eq(hold.held, PORTSIG_ALTSTACK_HELD_MADE);
	ck_assert_uint_ge(hold.now.size, 65536);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_ptr_eq(now.base, hold.now.base);
	on_signal(note_place, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert(is_in(seen_local, hold.now.base, hold.now.size));
	ck_assert_int_eq(portsig_altstack_attach(0, 0, &hold), EINVAL);
	ck_assert_int_eq(portsig_altstack_detach(&hold), 0);
	ck_assert_uint_eq(hold.held, PORTSIG_ALTSTACK_HELD_NOTHING);
	ck_assert_int_eq(portsig_altstack_check(0), ENOENT);
}
END_TEST

START_TEST(stack_made_by_attach_has_a_guard_below)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	volatile unsigned char *p;

	ck_assert_int_eq(portsig_altstack_attach(0, 0, &hold), 0);
	p = hold.now.base;
	p[0] = 1;
	p[-1] = 1;			/* SIGSEGV */
}
END_TEST

START_TEST(adopt_keeps_the_hosts_stack)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	struct portsig_altstack now;

	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	ck_assert_int_eq(portsig_altstack_attach(1000, PORTSIG_ALTSTACK_ADOPT,
	    &hold), 0);
	ck_assert_uint_eq(hold.held, PORTSIG_ALTSTACK_HELD_ADOPTED);
	ck_assert_int_eq(portsig_altstack_detach(&hold), 0);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_ptr_eq(now.base, area);
}
END_TEST

START_TEST(adopt_leaves_a_small_one_and_says_so)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	size_t min = portsig_altstack_min_size();
	struct portsig_altstack now;

	ck_assert_int_eq(portsig_altstack_install(area, min, NULL), 0);
	ck_assert_int_eq(portsig_altstack_attach(1000, PORTSIG_ALTSTACK_ADOPT,
	    &hold), 0);
	ck_assert_uint_eq(hold.held, PORTSIG_ALTSTACK_HELD_SMALL);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_ptr_eq(now.base, area);
}
END_TEST

START_TEST(stand_in_replaces_a_small_one_until_detach)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	size_t min = portsig_altstack_min_size();
	struct portsig_altstack now;

	ck_assert_int_eq(portsig_altstack_install(area, min, NULL), 0);
	ck_assert_int_eq(portsig_altstack_attach(100000,
	    PORTSIG_ALTSTACK_STAND_IN, &hold), 0);
	ck_assert_uint_eq(hold.held, PORTSIG_ALTSTACK_HELD_STOOD_IN);
	ck_assert_int_eq(portsig_altstack_check(100000), 0);
	ck_assert_int_eq(portsig_altstack_detach(&hold), 0);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_ptr_eq(now.base, area);
	ck_assert_uint_eq(now.size, min);
}
END_TEST

START_TEST(keep_touches_nothing)
{
	struct portsig_altstack_hold hold = { .held = 0 };

	ck_assert_int_eq(portsig_altstack_attach(0, PORTSIG_ALTSTACK_KEEP,
	    &hold), 0);
	ck_assert_uint_eq(hold.held, PORTSIG_ALTSTACK_HELD_NOTHING);
	ck_assert_int_eq(portsig_altstack_check(0), ENOENT);
}
END_TEST

static struct portsig_altstack_hold on_it;

static void
note_detach(int signo)
{
	(void)signo;
	seen_err = portsig_altstack_detach(&on_it);
}

START_TEST(detach_while_on_it_is_eperm_and_changes_nothing)
{
	ck_assert_int_eq(portsig_altstack_attach(0, 0, &on_it), 0);
	on_signal(note_detach, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(seen_err, EPERM);
	ck_assert_uint_eq(on_it.held, PORTSIG_ALTSTACK_HELD_MADE);
	ck_assert_int_eq(portsig_altstack_check(0), 0);
	ck_assert_int_eq(portsig_altstack_detach(&on_it), 0);
}
END_TEST

START_TEST(detach_leaves_somebody_elses_and_keeps_ours_from_reuse)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	struct portsig_altstack now;
	volatile unsigned char *ours;

	ck_assert_int_eq(portsig_altstack_attach(0, 0, &hold), 0);
	ours = hold.now.base;
	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	ck_assert_int_eq(portsig_altstack_detach(&hold), 0);
	ck_assert_uint_eq(portsig_altstack_leaked(), 1);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_ptr_eq(now.base, area);
	ours[0] = 1;			/* still mapped */
	ck_assert_int_eq(portsig_altstack_remove(), 0);
	ck_assert_int_eq(portsig_altstack_attach(0, 0, &hold), 0);
	ck_assert_ptr_ne(hold.now.base, (void *)ours);
}
END_TEST

START_TEST(detach_after_somebody_disabled_it_reuses_the_stack)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	void *ours;

	ck_assert_int_eq(portsig_altstack_attach(0, 0, &hold), 0);
	ours = hold.now.base;
	ck_assert_int_eq(portsig_altstack_remove(), 0);
	ck_assert_int_eq(portsig_altstack_detach(&hold), 0);
	ck_assert_uint_eq(portsig_altstack_leaked(), 0);
	ck_assert_int_eq(portsig_altstack_check(0), ENOENT);
	ck_assert_int_eq(portsig_altstack_attach(0, 0, &hold), 0);
	ck_assert_ptr_eq(hold.now.base, ours);
}
END_TEST

START_TEST(attached_stacks_are_pooled)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	void *first = NULL;
	int n;

	for (n = 0; n < 1000; n++) {
		ck_assert_int_eq(portsig_altstack_attach(0, 0, &hold), 0);
		if (n == 0)
			first = hold.now.base;
		ck_assert_ptr_eq(hold.now.base, first);
		ck_assert_int_eq(portsig_altstack_detach(&hold), 0);
	}
}
END_TEST

static void *
attach_often(void *arg)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	unsigned char *low;
	int n;

	for (n = 0; n < 500; n++) {
		ck_assert_int_eq(portsig_altstack_attach(0, 0, &hold), 0);
		low = hold.now.base;
		low[4096] = *(unsigned char *)arg;
		ck_assert_int_eq(raise(SIGUSR1), 0);
		ck_assert_uint_eq(low[4096], *(unsigned char *)arg);
		ck_assert_int_eq(portsig_altstack_detach(&hold), 0);
	}
	return NULL;
}

static void
do_nothing(int signo)
{
	(void)signo;
}

START_TEST(no_stack_is_given_to_two_threads)
{
	unsigned char name[8];
	pthread_t thread[8];
	int n;

	on_signal(do_nothing, SA_ONSTACK);
	for (n = 0; n < 8; n++) {
		name[n] = (unsigned char)n;
		ck_assert_int_eq(pthread_create(&thread[n], NULL,
		    attach_often, &name[n]), 0);
	}
	for (n = 0; n < 8; n++)
		ck_assert_int_eq(pthread_join(thread[n], NULL), 0);
	ck_assert_uint_eq(portsig_altstack_leaked(), 0);
}
END_TEST

START_TEST(errno_is_left_as_found)
{
	struct portsig_altstack now;

	errno = 4711;
	(void)portsig_altstack_min_size();
	(void)portsig_altstack_install(area, 1, NULL);
	(void)portsig_altstack_install(area, AREA, NULL);
	(void)portsig_altstack_probe(&now);
	(void)portsig_altstack_remove();
	ck_assert_int_eq(errno, 4711);
}
END_TEST

START_TEST(stack_arithmetic_knows_its_bounds)
{
	struct portsig_stack st = { area, 100, PORTSIG_STACK_EXACT };
	struct portsig_stack none = { NULL, 0, PORTSIG_STACK_UNKNOWN };

	ck_assert(portsig_stack_contains(&st, area));
	ck_assert(portsig_stack_contains(&st, area + 99));
	ck_assert(!portsig_stack_contains(&st, area + 100));
	ck_assert(!portsig_stack_contains(&st, area - 1));
	ck_assert(!portsig_stack_contains(&none, area));
	ck_assert_uint_eq(portsig_stack_bytes_left(&st, area + 60), 60);
	ck_assert_uint_eq(portsig_stack_bytes_left(&st, area + 100), 0);
	ck_assert_uint_eq(portsig_stack_bytes_left(&none, area), 0);
}
END_TEST

static TCase *
add_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, make_area, NULL);
	tcase_set_timeout(tc, 30);
	suite_add_tcase(s, tc);
	return tc;
}

static void
add_sizes(Suite *s)
{
	TCase *tc = add_case(s, "size");

	tcase_add_test(tc, minimum_is_no_less_than_any_figure_of_the_system);
	tcase_add_test(tc, a_stack_of_the_minimum_takes_a_signal);
	tcase_add_test(tc, recommended_is_64_kib_unless_more_is_needed);
	tcase_add_test(tc, recommended_overflow_is_size_max);
	tcase_add_test(tc, stack_arithmetic_knows_its_bounds);
}

static void
add_install(Suite *s)
{
	TCase *tc = add_case(s, "install");

	tcase_add_test(tc, set_signalstack_sp_stores_the_address);
	tcase_add_test(tc, install_refuses_bad_areas);
	tcase_add_test(tc, install_gives_the_handler_the_area);
	harness_add_if(getenv("PORTSIG_VALGRIND") == NULL, tc,
	    remove_takes_it_away, "valgrind goes on using a disabled stack");
	tcase_add_test(tc, remove_while_on_it_is_eperm);
	tcase_add_test(tc, check_tells_none_small_and_enough);
	tcase_add_test(tc, bad_arguments_are_einval);
	tcase_add_test(tc, errno_is_left_as_found);
}

static void
add_attach(Suite *s)
{
	TCase *tc = add_case(s, "attach");

	tcase_add_test(tc, attach_makes_one_where_none_is);
	tcase_add_test_raise_signal(tc,
	    stack_made_by_attach_has_a_guard_below, SIGSEGV);
	tcase_add_test(tc, adopt_keeps_the_hosts_stack);
	tcase_add_test(tc, adopt_leaves_a_small_one_and_says_so);
	tcase_add_test(tc, stand_in_replaces_a_small_one_until_detach);
	tcase_add_test(tc, keep_touches_nothing);
	tcase_add_test(tc, detach_while_on_it_is_eperm_and_changes_nothing);
	tcase_add_test(tc,
	    detach_leaves_somebody_elses_and_keeps_ours_from_reuse);
	tcase_add_test(tc, detach_after_somebody_disabled_it_reuses_the_stack);
	tcase_add_test(tc, attached_stacks_are_pooled);
	tcase_add_test(tc, no_stack_is_given_to_two_threads);
}

int
main(void)
{
	Suite *s = suite_create("altstack");

	add_sizes(s);
	add_install(s);
	add_attach(s);
	return harness_main(s);
}
