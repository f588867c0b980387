/* SPDX-License-Identifier: MIT */
/*
 * Loans that siglongjmp leaves behind: never lent twice, never lost, with and
 * without mark and rewind, on stacks that are known and on ones that are not.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <portsig/altstack.h>
#include <portsig/context.h>
#include "harness.h"
#include "pool_fixture.h"

#define UNSET (-1)

enum { ROUNDS = 20000 };

static struct portsig_pool *pool;
static sigjmp_buf back;
static unsigned char area[128 * 1024];
static volatile sig_atomic_t seen_err = UNSET;
static volatile unsigned deepest, abandoned_heard;

static void
hear(void *payload, unsigned depth, enum portsig_leave how, void *arg)
{
	(void)payload;
	(void)depth;
	(void)arg;
	if (how == PORTSIG_LEAVE_ABANDONED)
		abandoned_heard++;
}

static void
setup(void)
{
	struct portsig_pool_options o = { .contexts = 3, .leave = hear };

	harness_reset();
	pool = make_pool(&o);
}

static void
borrow_and_jump(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	seen_err = portsig_context_borrow(pool, frame, &loan);
	if (seen_err == 0 && loan.depth > deepest)
		deepest = loan.depth;
	siglongjmp(back, 1);
}

static void
borrow_and_return(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	seen_err = portsig_context_borrow(pool, frame, &loan);
	if (seen_err == 0)
		portsig_context_return(&loan);
}

static void
jump_often(int rounds)
{
	volatile int n;

	for (n = 0; n < rounds; n++) {
		if (sigsetjmp(back, 1) == 0)
			ck_assert_int_eq(raise(SIGUSR1), 0);
		ck_assert_int_eq(seen_err, 0);
	}
}

static void
install_stack(void)
{
	ck_assert_int_eq(portsig_altstack_install(area, sizeof(area), NULL),
	    0);
}

START_TEST(a_loan_abandoned_on_the_signal_stack_serves_the_next)
{
	struct portsig_counts c;

	install_stack();
	on_signal(SIGUSR1, borrow_and_jump, SA_ONSTACK);
	jump_often(ROUNDS);
	ck_assert_uint_eq(deepest, 1);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.lent, 1);
	ck_assert_uint_eq(c.abandoned, ROUNDS - 1);
	on_signal(SIGUSR1, borrow_and_return, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_eq(abandoned_heard, ROUNDS);
	assert_all_free(pool, 3);
}
END_TEST

START_TEST(loans_abandoned_on_an_unknown_stack_stay_with_the_thread)
{
	struct portsig_counts c;

	on_signal(SIGUSR1, borrow_and_jump, 0);
	jump_often(ROUNDS);
	ck_assert_uint_eq(deepest, ROUNDS);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.lent, 1);
	ck_assert_uint_eq(c.free, 2);
	ck_assert_uint_eq(c.exhausted, 0);
}
END_TEST

static void *
jump_in_thread(void *arg)
{
	jump_often(100);
	return arg;
}

START_TEST(and_go_back_when_the_thread_ends)
{
	pthread_t t;

	on_signal(SIGUSR1, borrow_and_jump, 0);
	ck_assert_int_eq(pthread_create(&t, NULL, jump_in_thread, NULL), 0);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	ck_assert_uint_eq(abandoned_heard, 16);	/* those with a record */
	assert_all_free(pool, 3);
}
END_TEST

static void
jump_with_mark(int rounds)
{
	volatile portsig_mark mark;
	volatile int n;

	for (n = 0; n < rounds; n++) {
		*(portsig_mark *)&mark = portsig_context_mark(pool);
		if (sigsetjmp(back, 1) == 0)
			ck_assert_int_eq(raise(SIGUSR1), 0);
		else
			portsig_context_rewind(pool, *(portsig_mark *)&mark);
		ck_assert_int_eq(seen_err, 0);
	}
}

START_TEST(rewind_gives_back_on_any_stack)
{
	struct portsig_counts c;

	on_signal(SIGUSR1, borrow_and_jump, 0);
	jump_with_mark(ROUNDS);
	ck_assert_uint_eq(deepest, 1);
	install_stack();
	on_signal(SIGUSR1, borrow_and_jump, SA_ONSTACK);
	jump_with_mark(ROUNDS);
	ck_assert_uint_eq(deepest, 1);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.abandoned, 2 * ROUNDS);
	assert_all_free(pool, 3);
}
END_TEST

START_TEST(rewind_keeps_what_was_held_at_the_mark)
{
	struct portsig_context *c;
	struct portsig_loan outer;

	install_stack();
	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &outer), 0);
	on_signal(SIGUSR1, borrow_and_jump, SA_ONSTACK);
	jump_with_mark(100);
	ck_assert_uint_eq(deepest, 3);
	portsig_context_return(&outer);
	ck_assert_ptr_eq(portsig_context_current(pool), c);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
	assert_all_free(pool, 3);
}
END_TEST

START_TEST(rewind_to_a_loan_that_ended_dies)
{
	struct portsig_loan loan;
	portsig_mark mark;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	mark = portsig_context_mark(pool);
	portsig_context_return(&loan);
	portsig_context_rewind(pool, mark);
}
END_TEST

START_TEST(abandoned_inside_an_attached_thread_sinks_away)
{
	struct portsig_context *c;

	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	on_signal(SIGUSR1, borrow_and_jump, SA_ONSTACK);
	jump_often(ROUNDS);
	ck_assert_uint_eq(deepest, 2);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
	ck_assert_uint_eq(abandoned_heard, ROUNDS);
	assert_all_free(pool, 3);
}
END_TEST

static sigjmp_buf inner_back;

static void
jump_to_outer_handler(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	seen_err = portsig_context_borrow(pool, frame, &loan);
	if (seen_err == 0)
		deepest = loan.depth;
	siglongjmp(inner_back, 1);
}

/* A handler that raises another one, which jumps back into it. */
static void
outer_handler(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;
	volatile int n;

	(void)signo;
	(void)info;
	if (portsig_context_borrow(pool, frame, &loan) != 0)
		abort();
	for (n = 0; n < 50; n++)
		if (sigsetjmp(inner_back, 1) == 0)
			raise(SIGUSR2);
	portsig_context_return(&loan);
}

START_TEST(outer_loan_returns_over_abandoned_inner_ones)
{
	struct portsig_counts c;

	install_stack();
	on_signal(SIGUSR1, outer_handler, SA_ONSTACK);
	on_signal(SIGUSR2, jump_to_outer_handler, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(seen_err, 0);
	ck_assert_uint_eq(deepest, 2);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.abandoned, 50);
	assert_all_free(pool, 3);
}
END_TEST

/* Leaves a loan far down the stack, where nobody overwrites it. */
static __attribute__((noinline)) void
borrow_deep_and_jump(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;
	volatile unsigned char pad[32768];

	(void)signo;
	(void)info;
	pad[0] = 1;
	seen_err = portsig_context_borrow(pool, frame, &loan);
	if (seen_err == 0 && pad[0] == 1)
		siglongjmp(back, 1);
	_Exit(9);
}

static __attribute__((noinline)) void
go_down(int signo, siginfo_t *info, void *frame)
{
	volatile unsigned char pad[16384];

	pad[0] = 1;
	borrow_deep_and_jump(signo, info, frame);
	pad[1] = pad[0];
}

START_TEST(a_loan_abandoned_deeper_is_over_for_a_shallower_one)
{
	install_stack();
	on_signal(SIGUSR1, go_down, SA_ONSTACK);
	if (sigsetjmp(back, 1) == 0)
		raise(SIGUSR1);
	ck_assert_int_eq(seen_err, 0);
	on_signal(SIGUSR1, borrow_and_return, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_eq(abandoned_heard, 1);
	assert_all_free(pool, 3);
}
END_TEST

static volatile unsigned order, depth_of_two;

/* Which of two loans in one frame lies higher is the compiler's to choose. */
static void
hold_two_in_one_frame(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan pair[2];
	unsigned first = order, second = 1 - order;

	(void)signo;
	(void)info;
	if (portsig_context_borrow(pool, frame, &pair[first]) != 0 ||
	    portsig_context_borrow(pool, frame, &pair[second]) != 0)
		_Exit(9);
	depth_of_two = pair[second].depth;
	portsig_context_return(&pair[second]);
	seen_err = portsig_context_current(pool) == pair[first].context;
	portsig_context_return(&pair[first]);
}

START_TEST(two_loans_in_one_frame_are_both_live)
{
	order = (unsigned)_i;
	install_stack();
	on_signal(SIGUSR1, hold_two_in_one_frame, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_eq(depth_of_two, 2);
	ck_assert_int_eq(seen_err, 1);
	ck_assert_uint_eq(abandoned_heard, 0);
	assert_all_free(pool, 3);
}
END_TEST

static void
end_out_of_order(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan pair[2];

	(void)signo;
	(void)info;
	if (portsig_context_borrow(pool, frame, &pair[order]) != 0 ||
	    portsig_context_borrow(pool, frame, &pair[1 - order]) != 0)
		_Exit(9);
	portsig_context_return(&pair[order]);
	_Exit(9);			/* it has to die before this */
}

START_TEST(loans_that_end_out_of_order_die)
{
	order = 0;
	install_stack();
	on_signal(SIGUSR1, end_out_of_order, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
}
END_TEST

START_TEST(loans_the_other_way_round_die)
{
	order = 1;
	install_stack();
	on_signal(SIGUSR1, end_out_of_order, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
}
END_TEST

START_TEST(nest_fresh_also_reuses_what_is_proved_over)
{
	struct portsig_pool_options o = { .contexts = 3, .leave = hear,
	    .nest = PORTSIG_NEST_FRESH };
	struct portsig_counts c;

	pool = make_pool(&o);
	install_stack();
	on_signal(SIGUSR1, borrow_and_jump, SA_ONSTACK);
	jump_often(ROUNDS);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.lent, 1);
	on_signal(SIGUSR1, borrow_and_return, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	assert_all_free(pool, 3);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("jump");
	TCase *tc = tcase_create("jump");

	tcase_add_checked_fixture(tc, setup, harness_reconcile);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	tcase_add_test(tc,
	    a_loan_abandoned_on_the_signal_stack_serves_the_next);
	tcase_add_test(tc,
	    loans_abandoned_on_an_unknown_stack_stay_with_the_thread);
	tcase_add_test(tc, and_go_back_when_the_thread_ends);
	tcase_add_test(tc, rewind_gives_back_on_any_stack);
	tcase_add_test(tc, rewind_keeps_what_was_held_at_the_mark);
	tcase_add_test_raise_signal(tc, rewind_to_a_loan_that_ended_dies,
	    SIGABRT);
	tcase_add_test(tc, abandoned_inside_an_attached_thread_sinks_away);
	tcase_add_test(tc, outer_loan_returns_over_abandoned_inner_ones);
	tcase_add_test(tc,
	    a_loan_abandoned_deeper_is_over_for_a_shallower_one);
	tcase_add_loop_test(tc, two_loans_in_one_frame_are_both_live, 0, 2);
	tcase_add_test_raise_signal(tc, loans_that_end_out_of_order_die,
	    SIGABRT);
	tcase_add_test_raise_signal(tc, loans_the_other_way_round_die,
	    SIGABRT);
	tcase_add_test(tc, nest_fresh_also_reuses_what_is_proved_over);
	return harness_main(s);
}
