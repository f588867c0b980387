/* SPDX-License-Identifier: MIT */
/*
 * What becomes of a signal that finds no free context: called all the same,
 * passed on, or kept and sent again when a context comes back.
 */
#include "config.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>

#include "claim_fixture.h"

/* Takes every context of the pool, on this thread, by NEST_FRESH. */
static struct portsig_pool *
empty_pool(struct portsig_loan *loan)
{
	struct portsig_pool_options o = { .contexts = 1,
	    .nest = PORTSIG_NEST_FRESH };
	struct portsig_pool *p = make_pool(&o);

	ck_assert_int_eq(portsig_context_borrow(p, NULL, loan), 0);
	return p;
}

START_TEST(empty_call_calls_without_a_context)
{
	struct portsig_counts c;
	struct portsig_loan loan;
	struct portsig_pool *p = empty_pool(&loan);

	claim_empty(p, SIGUSR1, PORTSIG_EMPTY_CALL);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(calls, 1);
	ck_assert_ptr_null(seen_context);
	ck_assert_int_eq(portsig_pool_counts_get(p, &c), 0);
	ck_assert_uint_eq(c.exhausted, 1);
	portsig_context_return(&loan);
}
END_TEST

START_TEST(empty_next_forwards)
{
	struct portsig_loan loan;
	struct portsig_pool *p = empty_pool(&loan);

	on_signal(SIGUSR1, note_displaced, 0);
	claim_empty(p, SIGUSR1, PORTSIG_EMPTY_NEXT);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(calls, 0);
	ck_assert_int_eq(displaced_calls, 1);
	portsig_context_return(&loan);
}
END_TEST

START_TEST(empty_defer_delivers_the_recorded_signal_at_the_return)
{
	struct portsig_counts c;
	struct portsig_loan loan;
	struct portsig_pool *p = empty_pool(&loan);

	claim_empty(p, SIGUSR1, PORTSIG_EMPTY_DEFER);
	send_value(SIGUSR1, 101);
	send_value(SIGUSR1, 102);	/* joins the first */
	ck_assert_int_eq(calls, 0);
	portsig_context_return(&loan);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(seen_value, 101);
	ck_assert_int_eq(seen_code, SI_QUEUE);
	ck_assert_uint_ne(seen_flags & PORTSIG_EVENT_DEFERRED, 0);
	ck_assert_int_eq(portsig_pool_counts_get(p, &c), 0);
	ck_assert_uint_eq(c.deferred, 1);
	ck_assert_uint_eq(c.coalesced, 1);
	ck_assert_uint_eq(c.resent, 1);
	assert_all_free(p, 1);
}
END_TEST

static int values_seen[8];
static volatile sig_atomic_t deferred_seen;

/* A fresh signal comes in the middle of the first, before the kept one. */
static enum portsig_verdict
note_values(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	values_seen[calls++ & 7] = ev->info->si_value.sival_int;
	deferred_seen += (ev->flags & PORTSIG_EVENT_DEFERRED) != 0;
	return PORTSIG_VERDICT_HANDLED;
}

START_TEST(empty_defer_does_not_mix_up_two_signals)
{
	struct portsig_claim_options o = { .fn = note_values,
	    .empty = PORTSIG_EMPTY_DEFER };
	struct portsig_loan loan;
	struct portsig_pool *p = empty_pool(&loan);
	struct portsig_claim *c;
	sigset_t set;

	ck_assert_int_eq(portsig_action_claim(p, SIGRTMIN, &o, &c), 0);
	send_value(SIGRTMIN, 1);	/* is kept */
	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	send_value(SIGRTMIN, 2);	/* waits in the kernel, in front */
	portsig_context_return(&loan);	/* sends the first one again */
	ck_assert_int_eq(pthread_sigmask(SIG_UNBLOCK, &set, NULL), 0);
	ck_assert_int_eq(calls, 2);
	ck_assert_int_eq(values_seen[0] + values_seen[1], 3);
	ck_assert_int_eq(deferred_seen, 1);
}
END_TEST

START_TEST(empty_defer_queues_real_time_signals_and_counts_overflow)
{
	struct portsig_counts c;
	struct portsig_loan loan;
	struct portsig_pool *p = empty_pool(&loan);
	int n;

	claim_empty(p, SIGRTMIN, PORTSIG_EMPTY_DEFER);
	for (n = 0; n < 70; n++)
		send_value(SIGRTMIN, n);
	ck_assert_int_eq(calls, 0);
	portsig_context_return(&loan);
	ck_assert_int_eq(calls, 64);
	ck_assert_int_eq(portsig_pool_counts_get(p, &c), 0);
	ck_assert_uint_eq(c.deferred, 64);
	ck_assert_uint_eq(c.overflowed, 6);
	assert_all_free(p, 1);
}
END_TEST

START_TEST(thread_directed_signals_are_not_deferred)
{
	struct portsig_loan loan;
	struct portsig_pool *p = empty_pool(&loan);

	claim_empty(p, SIGUSR1, PORTSIG_EMPTY_DEFER);
	ck_assert_int_eq(pthread_kill(pthread_self(), SIGUSR1), 0);
	ck_assert_int_eq(calls, 1);
	ck_assert_ptr_null(seen_context);
	portsig_context_return(&loan);
	ck_assert_int_eq(calls, 1);
}
END_TEST

/*
 * The kernel joins the kept signal, as it is sent again, with one that is
 * pending; the next that finds no context must not wait beside it for ever.
 */
START_TEST(a_kept_signal_that_the_kernel_joined_comes_with_the_next)
{
	struct portsig_counts c;
	struct portsig_loan loan;
	struct portsig_pool *p = empty_pool(&loan);
	sigset_t set;

	claim_empty(p, SIGUSR1, PORTSIG_EMPTY_DEFER);
	send_value(SIGUSR1, 1);		/* is kept */
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	send_value(SIGUSR1, 2);		/* is pending */
	portsig_context_return(&loan);	/* sends the first, in vain */
	ck_assert_int_eq(pthread_sigmask(SIG_UNBLOCK, &set, NULL), 0);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(seen_value, 2);
	ck_assert_int_eq(portsig_context_borrow(p, NULL, &loan), 0);
	send_value(SIGUSR1, 3);
	portsig_context_return(&loan);
	ck_assert_int_eq(calls, 2);
	ck_assert_uint_ne(seen_flags & PORTSIG_EVENT_DEFERRED, 0);
	ck_assert_int_eq(portsig_pool_counts_get(p, &c), 0);
	ck_assert_uint_eq(c.deferred, 1);
	ck_assert_uint_eq(c.overflowed, 0);
	assert_all_free(p, 1);
}
END_TEST

enum {
	STORM = 20000,
	TAKERS = 4,
	ON_THEIR_WAY = 40		/* fewer than a pool can keep */
};

static struct {
	_Atomic unsigned char times[STORM];
	_Atomic unsigned taken, came_again;
	atomic_bool over;
} storm;

static enum portsig_verdict
take_one(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	atomic_fetch_add(&storm.times[ev->info->si_value.sival_int], 1);
	if ((ev->flags & PORTSIG_EVENT_DEFERRED) != 0)
		atomic_fetch_add(&storm.came_again, 1);
	atomic_fetch_add(&storm.taken, 1);
	sched_yield();			/* the others find nothing free */
	return PORTSIG_VERDICT_HANDLED;
}

static void *
be_there(void *arg)
{
	(void)arg;
	while (!atomic_load(&storm.over))
		sched_yield();
	return NULL;
}

/* Sends so many that threads always look for records at the same time. */
static void
send_storm(int signo)
{
	pthread_t taker[TAKERS];
	sigset_t set, old;
	unsigned n, sent = harness_rounds(STORM, STORM);

	for (n = 0; n < TAKERS; n++)
		ck_assert_int_eq(pthread_create(&taker[n], NULL, be_there,
		    NULL), 0);
	sigemptyset(&set);
	sigaddset(&set, signo);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, &old), 0);
	for (n = 0; n < sent; n++) {
		harness_wait_for(n < atomic_load(&storm.taken) + ON_THEIR_WAY,
		    20000);
		send_value(signo, (int)n);
	}
	harness_wait_for(atomic_load(&storm.taken) >= sent, 20000);
	atomic_store(&storm.over, true);
	for (n = 0; n < TAKERS; n++)
		ck_assert_int_eq(pthread_join(taker[n], NULL), 0);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &old, NULL), 0);
}

START_TEST(every_kept_signal_comes_again_once_in_a_storm)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_claim_options co = { .fn = take_one,
	    .empty = PORTSIG_EMPTY_DEFER };
	struct portsig_pool *p = make_pool(&o);
	struct portsig_claim *claimed;
	struct portsig_counts c;
	unsigned n;

	ck_assert_int_eq(portsig_action_claim(p, SIGRTMIN, &co, &claimed), 0);
	send_storm(SIGRTMIN);
	for (n = 0; n < harness_rounds(STORM, STORM); n++)
		ck_assert_uint_eq(atomic_load(&storm.times[n]), 1);
	ck_assert_int_eq(portsig_pool_counts_get(p, &c), 0);
	ck_assert_uint_eq(c.overflowed, 0);
	ck_assert_uint_eq(c.deferred, atomic_load(&storm.came_again));
	ck_assert_uint_ge(c.resent, c.deferred);
	assert_all_free(p, 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("defer");
	TCase *tc = add_action_case(s, "empty");

	tcase_add_test(tc, empty_call_calls_without_a_context);
	tcase_add_test(tc, empty_next_forwards);
	tcase_add_test(tc,
	    empty_defer_delivers_the_recorded_signal_at_the_return);
	tcase_add_test(tc, empty_defer_does_not_mix_up_two_signals);
	tcase_add_test(tc,
	    empty_defer_queues_real_time_signals_and_counts_overflow);
	tcase_add_test(tc, thread_directed_signals_are_not_deferred);
	tcase_add_test(tc,
	    a_kept_signal_that_the_kernel_joined_comes_with_the_next);
	tcase_add_test(tc, every_kept_signal_comes_again_once_in_a_storm);
	return harness_main(s);
}
