/* SPDX-License-Identifier: MIT */
/*
 * Pools and loans in ordinary code, and in handlers that the test raises:
 * what borrowing gives, what it refuses, and what ends the process.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <portsig/context.h>
#include "harness.h"
#include "pool_fixture.h"

START_TEST(borrow_gives_a_payload_of_the_size_and_alignment)
{
	struct portsig_pool_options o = { .payload_size = 1000,
	    .payload_align = 256, .contexts = 3 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan;
	unsigned char *p;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	p = portsig_context_payload(loan.context);
	ck_assert_uint_eq((uintptr_t)p % 256, 0);
	memset(p, 0xa5, 1000);
	ck_assert_uint_eq(loan.depth, 1);
	ck_assert_uint_eq(loan.flags, 0);
	ck_assert_uint_eq(loan.stack.kind, PORTSIG_STACK_UNKNOWN);
	ck_assert_ptr_eq(portsig_context_current(pool), loan.context);
	portsig_context_return(&loan);
	ck_assert_ptr_null(portsig_context_current(pool));
	assert_all_free(pool, 3);
}
END_TEST

START_TEST(the_loan_is_128_bytes)
{
	ck_assert_uint_eq(sizeof(struct portsig_loan), 128);
}
END_TEST

START_TEST(borrow_on_records_the_promise)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan;
	struct portsig_stack st = { &loan, sizeof(loan), 0 };
	struct portsig_stack other = { pool, 64, 0 };

	ck_assert_int_eq(portsig_context_borrow_on(pool, NULL, &st, &loan), 0);
	ck_assert_uint_eq(loan.stack.kind, PORTSIG_STACK_PROMISED);
	ck_assert_ptr_eq(loan.stack.base, &loan);
	portsig_context_return(&loan);
	ck_assert_int_eq(portsig_context_borrow_on(pool, NULL, &other, &loan),
	    EINVAL);
	ck_assert_int_eq(portsig_context_borrow_on(pool, NULL, NULL, &loan),
	    EINVAL);
}
END_TEST

/* NEST_FRESH takes another one each time, so it can be exhausted at once. */
START_TEST(exhaustion_is_eagain_at_once_and_counted)
{
	struct portsig_pool_options o = { .contexts = 3,
	    .nest = PORTSIG_NEST_FRESH };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan[4];
	struct portsig_counts c;
	int n;

	for (n = 0; n < 3; n++)
		ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan[n]),
		    0);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan[3]), EAGAIN);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.lent, 3);
	ck_assert_uint_eq(c.free, 0);
	ck_assert_uint_eq(c.exhausted, 1);
	while (n-- > 0)
		portsig_context_return(&loan[n]);
	assert_all_free(pool, 3);
}
END_TEST

START_TEST(ordinary_code_cannot_take_the_handlers_reserve)
{
	struct portsig_pool_options o = { .contexts = 5, .reserve = 2,
	    .nest = PORTSIG_NEST_FRESH };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan[5];
	ucontext_t *frame = a_frame();
	struct portsig_counts c;
	int n;

	for (n = 0; n < 3; n++)
		ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan[n]),
		    0);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan[3]), EAGAIN);
	for (; n < 5; n++)
		ck_assert_int_eq(portsig_context_borrow(pool, frame, &loan[n]),
		    0);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.lent_handlers, 2);
	while (n-- > 0)
		portsig_context_return(&loan[n]);
	assert_all_free(pool, 5);
}
END_TEST

START_TEST(a_thread_that_holds_one_borrows_the_same_again)
{
	struct portsig_pool_options o = { .contexts = 2 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan[40];
	struct portsig_counts c;
	unsigned n;

	for (n = 0; n < 40; n++) {
		ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan[n]),
		    0);
		ck_assert_ptr_eq(loan[n].context, loan[0].context);
		ck_assert_uint_eq(loan[n].depth, n + 1);
		ck_assert_uint_eq(loan[n].flags,
		    n == 0 ? 0 : PORTSIG_LOAN_NESTED);
	}
	while (n-- > 0)
		portsig_context_return(&loan[n]);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.borrows, 40);
	ck_assert_uint_eq(c.returns, 40);
	ck_assert_uint_eq(c.nested, 39);
	assert_all_free(pool, 2);
}
END_TEST

START_TEST(nest_fresh_takes_another_one)
{
	struct portsig_pool_options o = { .contexts = 2,
	    .nest = PORTSIG_NEST_FRESH };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan a, b;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &a), 0);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &b), 0);
	ck_assert_ptr_ne(a.context, b.context);
	ck_assert_uint_eq(b.depth, 1);
	ck_assert_uint_eq(b.flags, 0);
	ck_assert_ptr_eq(portsig_context_current(pool), b.context);
	portsig_context_return(&b);
	ck_assert_ptr_eq(portsig_context_current(pool), a.context);
	portsig_context_return(&a);
	assert_all_free(pool, 2);
}
END_TEST

START_TEST(two_pools_do_not_mix)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *p = make_pool(&o), *q = make_pool(&o);
	struct portsig_loan a, b, again;

	ck_assert_int_eq(portsig_context_borrow(p, NULL, &a), 0);
	ck_assert_int_eq(portsig_context_borrow(q, NULL, &b), 0);
	ck_assert_ptr_ne(a.context, b.context);
	ck_assert_int_eq(portsig_context_borrow(p, NULL, &again), 0);
	ck_assert_ptr_eq(again.context, a.context);
	ck_assert_ptr_eq(portsig_context_current(q), b.context);
	portsig_context_return(&again);
	portsig_context_return(&a);	/* not the newest in the chain */
	ck_assert_ptr_null(portsig_context_current(p));
	ck_assert_ptr_eq(portsig_context_current(q), b.context);
	portsig_context_return(&b);
	assert_all_free(p, 1);
	assert_all_free(q, 1);
}
END_TEST

static int refusal;
static unsigned entered, left, left_abandoned;

static int
note_enter(void *payload, unsigned depth, void *arg)
{
	ck_assert_ptr_nonnull(payload);
	ck_assert_ptr_eq(arg, &refusal);
	entered = entered * 10 + depth;
	return refusal;
}

static void
note_leave(void *payload, unsigned depth, enum portsig_leave how, void *arg)
{
	(void)payload;
	(void)arg;
	left = left * 10 + depth;
	if (how == PORTSIG_LEAVE_ABANDONED)
		left_abandoned++;
}

START_TEST(enter_and_leave_hear_of_each_loan)
{
	struct portsig_pool_options o = { .payload_size = 1, .contexts = 1,
	    .enter = note_enter, .leave = note_leave, .arg = &refusal };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan a, b;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &a), 0);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &b), 0);
	portsig_context_return(&b);
	portsig_context_return(&a);
	ck_assert_uint_eq(entered, 12);
	ck_assert_uint_eq(left, 21);
	ck_assert_uint_eq(left_abandoned, 0);
}
END_TEST

START_TEST(enter_may_refuse)
{
	struct portsig_pool_options o = { .payload_size = 1, .contexts = 1,
	    .enter = note_enter, .leave = note_leave, .arg = &refusal };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_counts c;
	struct portsig_loan a;

	refusal = ENODEV;
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &a), ENODEV);
	ck_assert_uint_eq(left, 0);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.refused, 1);
	ck_assert_uint_eq(c.borrows, 0);
	assert_all_free(pool, 1);
}
END_TEST

START_TEST(double_return_dies)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	portsig_context_return(&loan);
	portsig_context_return(&loan);
}
END_TEST

START_TEST(return_of_an_overwritten_loan_dies)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	memset(&loan.cookie, 0x77, sizeof(loan.cookie));
	portsig_context_return(&loan);
}
END_TEST

static void *
return_here(void *loan)
{
	portsig_context_return(loan);
	return NULL;
}

START_TEST(return_on_another_thread_dies)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan;
	pthread_t t;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	ck_assert_int_eq(pthread_create(&t, NULL, return_here, &loan), 0);
	pthread_join(t, NULL);
}
END_TEST

START_TEST(bad_options_are_einval)
{
	static const struct portsig_pool_options bad[] = {
		{ .contexts = 0 },
		{ .contexts = 2, .reserve = 2 },
		{ .contexts = 2, .reserve = 3 },
		{ .contexts = 1, .payload_align = 3 },
		{ .contexts = 1, .payload_align = 8192 },
		{ .contexts = 1, .nest = 2 },
		{ .contexts = 1, .altstack = 3 },
	};
	struct portsig_pool *pool = (struct portsig_pool *)area_never_used;

	ck_assert_int_eq(portsig_pool_create(&bad[_i], &pool), EINVAL);
	ck_assert_ptr_eq(pool, (void *)area_never_used);
}
END_TEST

START_TEST(bad_arguments_are_einval)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_context *c;
	struct portsig_loan loan[2];
	struct portsig_counts counts;
	char *odd = (char *)loan + 1;

	ck_assert_int_eq(portsig_pool_create(NULL, &pool), EINVAL);
	ck_assert_int_eq(portsig_pool_create(&o, NULL), EINVAL);
	ck_assert_int_eq(portsig_context_borrow(NULL, NULL, loan), EINVAL);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, NULL), EINVAL);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, (void *)odd),
	    EINVAL);
	ck_assert_int_eq(portsig_pool_grow(pool, 0), EINVAL);
	ck_assert_int_eq(portsig_pool_grow(NULL, 1), EINVAL);
	ck_assert_int_eq(portsig_pool_refill(NULL), EINVAL);
	ck_assert_int_eq(portsig_pool_counts_get(pool, NULL), EINVAL);
	ck_assert_int_eq(portsig_pool_counts_get(NULL, &counts), EINVAL);
	ck_assert_int_eq(portsig_thread_attach(NULL, NULL, &c), EINVAL);
	ck_assert_int_eq(portsig_thread_attach(pool, NULL, NULL), EINVAL);
	ck_assert_int_eq(portsig_thread_detach(NULL), EINVAL);
	ck_assert_int_eq(portsig_pool_destroy(NULL), 0);
	ck_assert_ptr_null(portsig_context_current(NULL));
	ck_assert_ptr_null(portsig_context_payload(NULL));
	assert_all_free(pool, 1);
}
END_TEST

START_TEST(sizes_that_overflow_are_enomem)
{
	struct portsig_pool_options o = { .contexts = 1,
	    .payload_size = SIZE_MAX - 100 };
	struct portsig_pool *pool = NULL;

	ck_assert_int_eq(portsig_pool_create(&o, &pool), ENOMEM);
	o.payload_size = SIZE_MAX / 2;
	o.contexts = 3;
	ck_assert_int_eq(portsig_pool_create(&o, &pool), ENOMEM);
	ck_assert_ptr_null(pool);
}
END_TEST

START_TEST(destroy_while_in_use_is_ebusy)
{
	struct portsig_pool_options o = { .contexts = 2 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_context *c;
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	ck_assert_int_eq(portsig_pool_destroy(pool), EBUSY);
	portsig_context_return(&loan);
	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	ck_assert_int_eq(portsig_pool_destroy(pool), EBUSY);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
	ck_assert_int_eq(portsig_pool_destroy(pool), 0);
}
END_TEST

START_TEST(use_after_destroy_is_einval)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_pool_destroy(pool), 0);
	ck_assert_int_eq(portsig_pool_destroy(pool), EINVAL);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), EINVAL);
	ck_assert_int_eq(portsig_pool_grow(pool, 1), EINVAL);
	ck_assert_ptr_null(portsig_context_current(pool));
}
END_TEST

static unsigned made, unmade, fail_at;

static int
note_init(void *payload, void *arg)
{
	(void)arg;
	if (made + 1 == fail_at)
		return EIO;
	made++;
	memset(payload, 1, 8);
	return 0;
}

static void
note_fini(void *payload, void *arg)
{
	(void)payload;
	(void)arg;
	unmade++;
}

START_TEST(init_and_fini_see_each_payload_once)
{
	struct portsig_pool_options o = { .payload_size = 8, .contexts = 3,
	    .init = note_init, .fini = note_fini };
	struct portsig_pool *pool = make_pool(&o);

	ck_assert_uint_eq(made, 3);
	ck_assert_int_eq(portsig_pool_grow(pool, 2), 0);
	ck_assert_uint_eq(made, 5);
	ck_assert_int_eq(portsig_pool_destroy(pool), 0);
	ck_assert_uint_eq(unmade, 5);
}
END_TEST

START_TEST(failing_init_leaves_nothing_behind)
{
	struct portsig_pool_options o = { .payload_size = 8, .contexts = 3,
	    .init = note_init, .fini = note_fini };
	struct portsig_pool *pool = NULL;

	fail_at = 3;
	ck_assert_int_eq(portsig_pool_create(&o, &pool), EIO);
	ck_assert_ptr_null(pool);
	ck_assert_uint_eq(made, 2);
	ck_assert_uint_eq(unmade, 2);
}
END_TEST

START_TEST(grow_adds_and_refill_reaches_the_low_water_mark)
{
	struct portsig_pool_options o = { .contexts = 2, .low_water = 4,
	    .nest = PORTSIG_NEST_FRESH };
	struct portsig_pool *pool = make_pool(&o);
	struct portsig_loan loan[2];

	assert_all_free(pool, 2);
	ck_assert_int_eq(portsig_pool_grow(pool, 1), 0);
	assert_all_free(pool, 3);
	ck_assert_int_eq(portsig_pool_refill(pool), 0);
	assert_all_free(pool, 4);
	ck_assert_int_eq(portsig_pool_refill(pool), 0);
	assert_all_free(pool, 4);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan[0]), 0);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan[1]), 0);
	ck_assert_int_eq(portsig_pool_refill(pool), 0);
	portsig_context_return(&loan[1]);
	portsig_context_return(&loan[0]);
	assert_all_free(pool, 6);
}
END_TEST

START_TEST(a_pool_grows_32_times_and_no_more)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *pool = make_pool(&o);
	int n;

	for (n = 1; n < 32; n++)
		ck_assert_int_eq(portsig_pool_grow(pool, 1), 0);
	ck_assert_int_eq(portsig_pool_grow(pool, 1), ENOMEM);
	assert_all_free(pool, 32);
}
END_TEST

enum { THREADS = 8 };

struct race {
	struct portsig_pool *pool;
	_Atomic unsigned long borrowed, empty;
	_Atomic bool twice;
};

static void *
race_for_contexts(void *arg)
{
	struct race *r = arg;
	struct portsig_loan loan;
	_Atomic uintptr_t *holder;
	uintptr_t nobody;
	int n;

	for (n = 0; n < 20000; n++) {
		if (portsig_context_borrow(r->pool, NULL, &loan) != 0) {
			atomic_fetch_add(&r->empty, 1);
			continue;
		}
		atomic_fetch_add(&r->borrowed, 1);
		holder = portsig_context_payload(loan.context);
		nobody = 0;
		if (!atomic_compare_exchange_strong(holder, &nobody,
		    (uintptr_t)&loan))
			atomic_store(&r->twice, true);
		atomic_store(holder, 0);
		portsig_context_return(&loan);
	}
	return NULL;
}

/* Fewer contexts than threads, so that they do meet. */
START_TEST(no_context_is_lent_to_two_threads)
{
	struct portsig_pool_options o = { .payload_size = sizeof(uintptr_t),
	    .contexts = THREADS / 2 };
	struct race r = { .pool = make_pool(&o) };
	struct portsig_counts c;
	pthread_t t[THREADS];
	int n;

	for (n = 0; n < THREADS; n++)
		ck_assert_int_eq(pthread_create(&t[n], NULL, race_for_contexts,
		    &r), 0);
	for (n = 0; n < THREADS; n++)
		pthread_join(t[n], NULL);
	ck_assert(!r.twice);
	ck_assert_uint_eq(r.borrowed + r.empty, THREADS * 20000);
	ck_assert_int_eq(portsig_pool_counts_get(r.pool, &c), 0);
	ck_assert_uint_eq(c.borrows, r.borrowed);
	ck_assert_uint_eq(c.returns, r.borrowed);
	ck_assert_uint_eq(c.exhausted, r.empty);
	assert_all_free(r.pool, THREADS / 2);
}
END_TEST

static void
add_loans(Suite *s)
{
	TCase *tc = add_case(s, "loan");

	tcase_add_test(tc, borrow_gives_a_payload_of_the_size_and_alignment);
	tcase_add_test(tc, the_loan_is_128_bytes);
	tcase_add_test(tc, borrow_on_records_the_promise);
	tcase_add_test(tc, exhaustion_is_eagain_at_once_and_counted);
	tcase_add_test(tc, ordinary_code_cannot_take_the_handlers_reserve);
	tcase_add_test(tc, a_thread_that_holds_one_borrows_the_same_again);
	tcase_add_test(tc, nest_fresh_takes_another_one);
	tcase_add_test(tc, two_pools_do_not_mix);
	tcase_add_test(tc, enter_and_leave_hear_of_each_loan);
	tcase_add_test(tc, enter_may_refuse);
	tcase_add_test_raise_signal(tc, double_return_dies, SIGABRT);
	tcase_add_test_raise_signal(tc, return_of_an_overwritten_loan_dies,
	    SIGABRT);
	tcase_add_test_raise_signal(tc, return_on_another_thread_dies,
	    SIGABRT);
	tcase_add_test(tc, no_context_is_lent_to_two_threads);
}

static void
add_pools(Suite *s)
{
	TCase *tc = add_case(s, "pool");

	tcase_add_loop_test(tc, bad_options_are_einval, 0, 7);
	tcase_add_test(tc, bad_arguments_are_einval);
	tcase_add_test(tc, sizes_that_overflow_are_enomem);
	tcase_add_test(tc, destroy_while_in_use_is_ebusy);
	tcase_add_test(tc, use_after_destroy_is_einval);
	tcase_add_test(tc, init_and_fini_see_each_payload_once);
	tcase_add_test(tc, failing_init_leaves_nothing_behind);
	tcase_add_test(tc, grow_adds_and_refill_reaches_the_low_water_mark);
	tcase_add_test(tc, a_pool_grows_32_times_and_no_more);
}

int
main(void)
{
	Suite *s = suite_create("context");

	add_loans(s);
	add_pools(s);
	return harness_main(s);
}
