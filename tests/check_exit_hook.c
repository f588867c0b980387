/* SPDX-License-Identifier: MIT */
/*
 * [P27], in a program of its own, because the key that the platform makes
 * must be a late one in one test and an early one in the other.
 */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>

#include "harness.h"
#include "platform.h"
#include "os_exit.h"

enum { EARLY = 40 };			/* keys of somebody else's */

/* What arming in a handler says if N keys were made before ours. */
static int
arming_after(long n)
{
	return n < PORTSIG_OS_KEYS_IN_THREAD ? 0 : ENOTSUP;
}

static void *volatile told;
static volatile int times;

static void
note_exit(void *value)
{
	told = value;
	times++;
}

static void *
arm(void *arg)
{
	*(int *)arg = portsig_os_exit_hook_arm(arg, false);
	return NULL;
}

static void *
arm_and_allocate(void *arg)
{
	*(int *)arg = portsig_os_exit_hook_arm(arg, true);
	return NULL;
}

static int
arm_on_a_thread(void *(*fn)(void *))
{
	static int err;
	pthread_t t;

	err = -1;
	ck_assert_int_eq(pthread_create(&t, NULL, fn, &err), 0);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	ck_assert_int_ne(err, -1);
	ck_assert(told == NULL || told == (void *)&err);
	return err;
}

START_TEST(p27_hook_runs_at_the_end_of_an_armed_thread)
{
	ck_assert_int_eq(portsig_os_exit_hook_init(note_exit), 0);
	ck_assert_int_eq(portsig_os_exit_hook_init(note_exit), 0);
	ck_assert_int_eq(arm_on_a_thread(arm_and_allocate), 0);
	ck_assert_int_eq(times, 1);
	ck_assert_ptr_nonnull(told);
	ck_assert_int_eq(arm_on_a_thread(arm), arming_after(0));
	ck_assert_int_eq(times, arming_after(0) == 0 ? 2 : 1);
}
END_TEST

static void *volatile slot_at_end;

static void
note_slot(void *value)
{
	note_exit(value);
	slot_at_end = portsig_os_slot_get();
	portsig_os_slot_clear();
}

static void *
set_and_arm(void *arg)
{
	*(int *)arg = portsig_os_slot_set(arg) ?
	    portsig_os_exit_hook_arm(arg, true) : EAGAIN;
	return NULL;
}

/* Whatever destructors run before, and in whichever order. */
START_TEST(p1_slot_lives_until_the_hook_runs)
{
	ck_assert_int_eq(portsig_os_exit_hook_init(note_slot), 0);
	ck_assert_int_eq(arm_on_a_thread(set_and_arm), 0);
	ck_assert_int_eq(times, 1);
	ck_assert_ptr_nonnull(told);
	ck_assert_ptr_eq(slot_at_end, told);
}
END_TEST

START_TEST(p27_arming_before_init_is_enotsup)
{
	ck_assert_int_eq(arm_on_a_thread(arm), ENOTSUP);
	ck_assert_int_eq(times, 0);
}
END_TEST

/* All early keys are somebody else's: a handler must not allocate for ours. */
START_TEST(p27_arming_never_allocates_unless_it_may)
{
	pthread_key_t key;
	int n;

	for (n = 0; n < EARLY; n++)
		ck_assert_int_eq(pthread_key_create(&key, NULL), 0);
	ck_assert_int_eq(portsig_os_exit_hook_init(note_exit), 0);
	ck_assert_int_eq(arm_on_a_thread(arm), arming_after(EARLY));
	n = arming_after(EARLY) == 0 ? 1 : 0;
	ck_assert_int_eq(times, n);
	ck_assert_int_eq(arm_on_a_thread(arm_and_allocate), 0);
	ck_assert_int_eq(times, n + 1);
}
END_TEST

static volatile int left;

static void
arm_again(void *value)
{
	note_exit(value);
	if (left-- > 0)
		ck_assert_int_eq(portsig_os_exit_hook_arm(value, true), 0);
}

/* Also where handlers cannot: FN is ordinary code. */
START_TEST(p27_the_hook_may_arm_again)
{
	left = 2;
	ck_assert_int_eq(portsig_os_exit_hook_init(arm_again), 0);
	ck_assert_int_eq(arm_on_a_thread(arm_and_allocate), 0);
	ck_assert_int_eq(times, 3);
}
END_TEST

START_TEST(p27_no_key_left_is_eagain)
{
	pthread_key_t key;

	while (pthread_key_create(&key, NULL) == 0)
		;
	ck_assert_int_eq(portsig_os_exit_hook_init(note_exit), EAGAIN);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("exit_hook");
	TCase *tc = tcase_create("p27");

	tcase_add_checked_fixture(tc, harness_reset, NULL);
	suite_add_tcase(s, tc);
	tcase_add_test(tc, p27_hook_runs_at_the_end_of_an_armed_thread);
	tcase_add_test(tc, p1_slot_lives_until_the_hook_runs);
	tcase_add_test(tc, p27_arming_before_init_is_enotsup);
	tcase_add_test(tc, p27_arming_never_allocates_unless_it_may);
	tcase_add_test(tc, p27_the_hook_may_arm_again);
	tcase_add_test(tc, p27_no_key_left_is_eagain);
	return harness_main(s);
}
