/* SPDX-License-Identifier: MIT */
/*
 * Threads whose end nobody tells us of: the process had so many keys before
 * the first pool that to hook a thread's end would allocate.
 */
#include "config.h"

#include <setjmp.h>
#include <stdlib.h>

#include "claim_fixture.h"

enum { KEYS = 40 };		/* more than libc has room for unasked */

/* Before the exit hook's key is made, not before that of a slot. */
static __attribute__((constructor(102))) void
use_up_keys(void)
{
	pthread_key_t key;
	int n;

	for (n = 0; n < KEYS; n++)
		if (pthread_key_create(&key, NULL) != 0)
			abort();
}

static struct portsig_counts inside;

static void
end_thread(bool by_cancel)
{
	ck_assert_int_eq(portsig_pool_counts_get(pool, &inside), 0);
	if (!by_cancel)
		pthread_exit(NULL);
	ck_assert_int_eq(pthread_cancel(pthread_self()), 0);
	pthread_testcancel();
}

static enum portsig_verdict
end_in_callback(const struct portsig_event *ev, void *arg)
{
	(void)ev;
	end_thread(arg != NULL);
	return PORTSIG_VERDICT_HANDLED;
}

static void *
raise_usr1(void *arg)
{
	ck_assert_int_eq(raise(SIGUSR1), 0);
	return arg;
}

static void
assert_was_unwatched(void)
{
	ck_assert_uint_eq(inside.lent, 1);
	ck_assert_uint_eq(inside.unwatched, 1);
	ck_assert_uint_eq(inside.free + inside.lent + inside.attached,
	    inside.made);
}

static void
assert_abandoned(unsigned n)
{
	struct portsig_counts c;

	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.abandoned, n);
	ck_assert_uint_eq(c.unwatched, 0);
	assert_all_free(pool, 2);
}

/* Nothing sees it, but it is counted for what it is. */
START_TEST(a_callback_that_ends_the_thread_keeps_its_context_and_is_counted)
{
	struct portsig_claim_options o = { .fn = end_in_callback,
	    .arg = _i == 1 ? self : NULL };
	struct portsig_claim *c;

	ck_assert_int_eq(portsig_action_claim(pool, SIGUSR1, &o, &c), 0);
	(void)harness_thread_run(raise_usr1, NULL);
	assert_was_unwatched();
	ck_assert_int_eq(portsig_pool_counts_get(pool, &inside), 0);
	assert_was_unwatched();
}
END_TEST

static sigjmp_buf back;

static enum portsig_verdict
jump_out(const struct portsig_event *ev, void *arg)
{
	(void)ev;
	(void)arg;
	siglongjmp(back, 1);
}

/* Other frames lie where the callback's were. */
static __attribute__((noinline)) void
overwrite(void)
{
	volatile unsigned char pad[16384];
	size_t n;

	for (n = 0; n < sizeof(pad); n++)
		pad[n] = 0xa5;
}

static void *
jump_and_end(void *arg)
{
	portsig_mark mark = portsig_context_mark(pool);

	if (sigsetjmp(back, 1) == 0)
		raise(SIGUSR1);
	portsig_context_rewind(pool, mark);
	overwrite();
	end_thread(arg != NULL);
	return NULL;
}

START_TEST(a_jump_out_of_a_callback_leaves_nothing_for_the_threads_end)
{
	struct portsig_claim_options o = { .fn = jump_out };
	struct portsig_claim *c;

	ck_assert_int_eq(portsig_action_claim(pool, SIGUSR1, &o, &c), 0);
	(void)harness_thread_run(jump_and_end, _i == 1 ? self : NULL);
	ck_assert_uint_eq(inside.lent, 0);
	assert_abandoned(1);
}
END_TEST

static void *
push_and_end(void *arg)
{
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	PORTSIG_LOAN_PUSH(&loan);
	end_thread(arg != NULL);
	PORTSIG_LOAN_POP();
	return NULL;
}

START_TEST(a_pushed_loan_is_given_back_when_the_thread_ends)
{
	(void)harness_thread_run(push_and_end, _i == 1 ? self : NULL);
	assert_was_unwatched();
	assert_abandoned(1);
}
END_TEST

static void *
push_and_return(void *arg)
{
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	PORTSIG_LOAN_PUSH(&loan);
	portsig_context_return(&loan);
	if (arg != NULL)
		pthread_exit(NULL);
	PORTSIG_LOAN_POP();
	return NULL;
}

START_TEST(a_pushed_loan_that_was_returned_is_left_alone)
{
	(void)harness_thread_run(push_and_return, _i == 1 ? self : NULL);
	assert_abandoned(0);
}
END_TEST

static void *
just_end(void *arg)
{
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	return arg;
}

/* Nothing sees it, but it is counted for what it is. */
START_TEST(a_loan_lost_with_its_thread_is_counted_unwatched)
{
	(void)harness_thread_run(just_end, NULL);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &inside), 0);
	assert_was_unwatched();
	ck_assert_int_eq(portsig_pool_destroy(pool), EBUSY);
}
END_TEST

/* Attaching may allocate, and so these are watched. */
static void *
attach_and_end(void *arg)
{
	struct portsig_context *c;

	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	return arg;
}

START_TEST(an_attached_thread_is_watched_all_the_same)
{
	(void)harness_thread_run(attach_and_end, NULL);
	assert_abandoned(0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("unwatched");
	TCase *tc = add_action_case(s, "end");

	tcase_add_loop_test(tc,
	    a_callback_that_ends_the_thread_keeps_its_context_and_is_counted,
	    0, 2);
	tcase_add_loop_test(tc,
	    a_jump_out_of_a_callback_leaves_nothing_for_the_threads_end, 0, 2);
	tcase_add_loop_test(tc,
	    a_pushed_loan_is_given_back_when_the_thread_ends, 0, 2);
	tcase_add_loop_test(tc,
	    a_pushed_loan_that_was_returned_is_left_alone, 0, 2);
	tcase_add_test(tc, a_loan_lost_with_its_thread_is_counted_unwatched);
	tcase_add_test(tc, an_attached_thread_is_watched_all_the_same);
	return harness_main(s);
}
