/* SPDX-License-Identifier: MIT */
/*
 * The thread slot as the core uses it: many threads one after the other and,
 * where there is room for few only, too many at once.
 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>

#include "claim_fixture.h"

enum { MANY = 80, IN_TURN = 10000, IN_TURN_FULL = 100000 };

static volatile int err_in_handler;

static void
borrow_in_handler(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	err_in_handler = portsig_context_borrow(pool, frame, &loan);
	if (err_in_handler == 0)
		portsig_context_return(&loan);
}

static void *
raise_usr1(void *arg)
{
	ck_assert_int_eq(raise(SIGUSR1), 0);
	return arg;
}

/* Far more of them than any table has entries. */
START_TEST(threads_in_turn_leave_nothing_behind)
{
	unsigned n, threads = harness_rounds(IN_TURN, IN_TURN_FULL);
	struct portsig_context *c;

	on_signal(SIGUSR1, borrow_in_handler, 0);
	for (n = 0; n < threads; n++) {
		err_in_handler = -1;
		(void)harness_thread_run(raise_usr1, NULL);
		ck_assert_int_eq(err_in_handler, 0);
	}
	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
}
END_TEST

/* Threads that hold a context each, or found no room for their slot. */
static struct {
	struct portsig_pool *pool;
	struct harness_sem ready, go;
	pthread_t thread[MANY];
	int err[MANY];
	unsigned holding;
} many;

static void *
hold_one(void *arg)
{
	struct portsig_loan loan;
	int *err = arg;

	*err = portsig_context_borrow(many.pool, NULL, &loan);
	harness_sem_post(&many.ready);
	if (*err != 0)
		return NULL;
	harness_sem_wait(&many.go, 60000);
	ck_assert_ptr_eq(portsig_context_current(many.pool), loan.context);
	portsig_context_return(&loan);
	return NULL;
}

/* Until one fails, or there are MANY. */
static bool
fill(void)
{
	struct portsig_pool_options o = { .contexts = MANY + 2 };
	unsigned n;

	many.pool = make_pool(&o);
	harness_sem_init(&many.ready);
	harness_sem_init(&many.go);
	for (n = 0; n < MANY; n++) {
		ck_assert_int_eq(pthread_create(&many.thread[n], NULL,
		    hold_one, &many.err[n]), 0);
		harness_sem_wait(&many.ready, 10000);
		if (many.err[n] != 0)
			break;
	}
	many.holding = n;
	if (n == MANY)
		return false;
	ck_assert_int_eq(many.err[n], EAGAIN);
	ck_assert_int_eq(pthread_join(many.thread[n], NULL), 0);
	return true;
}

static void
empty(void)
{
	while (many.holding > 0) {
		harness_sem_post(&many.go);
		many.holding--;
	}
}

static void
join(unsigned threads)
{
	unsigned n;

	for (n = 0; n < threads; n++)
		ck_assert_int_eq(pthread_join(many.thread[n], NULL), 0);
}

static void
borrow_or_exit(void *unused)
{
	struct portsig_loan loan;

	(void)unused;
	if (portsig_context_borrow(many.pool, NULL, &loan) != 0)
		_exit(1);
	portsig_context_return(&loan);
	_exit(42);
}

/* This thread has no slot, and contexts are free. */
static void
assert_no_room(void)
{
	struct portsig_counts before, after;
	struct portsig_context *c;
	struct portsig_loan loan;
	int status;

	ck_assert_int_eq(portsig_pool_counts_get(many.pool, &before), 0);
	ck_assert_int_eq(portsig_context_borrow(many.pool, NULL, &loan),
	    EAGAIN);
	ck_assert_ptr_null(portsig_context_current(many.pool));
	ck_assert_int_eq(portsig_thread_attach(many.pool, NULL, &c), EAGAIN);
	ck_assert_int_eq(portsig_pool_counts_get(many.pool, &after), 0);
	ck_assert_uint_eq(after.exhausted, before.exhausted + 1);
	ck_assert_uint_eq(after.lent, many.holding);
	ck_assert_uint_eq(after.free, after.made - many.holding);
	status = harness_child_status(borrow_or_exit, NULL);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 42);
}

START_TEST(no_room_for_a_slot_is_eagain_and_nothing_is_lost)
{
	bool full = fill();
	unsigned threads = many.holding;
	struct portsig_loan loan;

	if (full)
		assert_no_room();
	else
		printf("skip: there is room for the slots of %d threads\n",
		    MANY);
	empty();
	join(threads);
	ck_assert_int_eq(portsig_context_borrow(many.pool, NULL, &loan), 0);
	portsig_context_return(&loan);
	assert_all_free(many.pool, MANY + 2);
}
END_TEST

static void *
block_usr1(void *arg)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	ck_assert_int_eq(pthread_sigmask((int)(intptr_t)arg, &set, NULL), 0);
	return NULL;
}

/*
 * Nor does a signal go round and round that only a thread without a slot can
 * take: it waits until the thread has one.
 */
START_TEST(a_signal_kept_for_want_of_a_slot_comes_when_there_is_one)
{
	struct portsig_counts c;
	struct portsig_loan loan;
	bool full;
	unsigned threads;

	(void)block_usr1((void *)(intptr_t)SIG_BLOCK);
	full = fill();
	threads = many.holding;
	(void)block_usr1((void *)(intptr_t)SIG_UNBLOCK);
	claim_empty(many.pool, SIGUSR1, PORTSIG_EMPTY_DEFER);
	ck_assert_int_eq(kill(getpid(), SIGUSR1), 0);
	ck_assert_int_eq(portsig_pool_counts_get(many.pool, &c), 0);
	ck_assert_uint_eq(c.deferred, full);
	ck_assert_int_eq(calls, !full);
	empty();
	join(threads);
	ck_assert_int_eq(portsig_context_borrow(many.pool, NULL, &loan), 0);
	portsig_context_return(&loan);
	ck_assert_int_eq(calls, 1);
	assert_all_free(many.pool, MANY + 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("slot");
	TCase *tc = add_action_case(s, "slot");

	tcase_add_test(tc, threads_in_turn_leave_nothing_behind);
	tcase_add_test(tc, no_room_for_a_slot_is_eagain_and_nothing_is_lost);
	tcase_add_test(tc,
	    a_signal_kept_for_want_of_a_slot_comes_when_there_is_one);
	return harness_main(s);
}
