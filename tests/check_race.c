/* SPDX-License-Identifier: MIT */
/*
 * What one holder of a context wrote, the next one reads, and what a runtime
 * wrote before it claimed, its callback reads: all by plain stores and loads.
 * Under ThreadSanitizer this shows that users see no false race; with
 * PORTSIG_UNMARKED, that the free set itself has none.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <portsig/action.h>
#include "pool_fixture.h"

enum { THREADS = 4, CONTEXTS = 2, BETWEEN = 64 };

/* A payload: plain words, all of them equal at rest. */
struct block {
	unsigned long n[8];
};

static struct portsig_pool *blocks;
static _Atomic unsigned long done;
static atomic_bool torn, over;

/* $PORTSIG_RACE_SECONDS, or 1 */
static unsigned
milliseconds(void)
{
	const char *s = getenv("PORTSIG_RACE_SECONDS");

	return s == NULL || *s == '\0' ? 1000 : (unsigned)atoi(s) * 1000;
}

static void
add_one(struct portsig_context *c)
{
	struct block *b = portsig_context_payload(c);
	unsigned k;

	for (k = 1; k < 8; k++)
		if (b->n[k] != b->n[0])
			atomic_store(&torn, true);
	for (k = 0; k < 8; k++)
		b->n[k]++;
	atomic_fetch_add_explicit(&done, 1, memory_order_relaxed);
}

static void
borrow_and_add(const void *frame)
{
	struct portsig_loan loan;

	if (portsig_context_borrow(blocks, frame, &loan) != 0)
		return;
	add_one(loan.context);
	portsig_context_return(&loan);
}

static enum portsig_verdict
add_in_callback(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	if (ev->context != NULL)
		add_one(ev->context);
	return PORTSIG_VERDICT_HANDLED;
}

static void
take_none(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	(void)frame;
}

/* The signal is blocked while this code adds: a holder is alone with it. */
static void *
add_until_over(void *arg)
{
	sigset_t set, old;
	unsigned n;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	while (!atomic_load(&over)) {
		ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, &old), 0);
		for (n = 0; n < BETWEEN; n++)
			borrow_and_add(NULL);
		ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &old, NULL), 0);
		ck_assert_int_eq(raise(SIGUSR1), 0);
	}
	return arg;
}

static int
start_at_zero(void *payload, void *arg)
{
	struct block *b = payload;

	(void)arg;
	memset(b, 0, sizeof(*b));
	return 0;
}

static unsigned long sum;

static void
add_up(void *payload, void *arg)
{
	const struct block *b = payload;

	(void)arg;
	sum += b->n[0];
}

START_TEST(what_one_holder_wrote_the_next_one_reads)
{
	struct portsig_pool_options o = { .payload_size = sizeof(struct block),
	    .contexts = CONTEXTS, .init = start_at_zero, .fini = add_up };
	struct portsig_claim_options co = { .fn = add_in_callback,
	    .empty = PORTSIG_EMPTY_NEXT };
	struct portsig_claim *claimed;
	struct timespec by = harness_deadline(milliseconds());
	pthread_t t[THREADS];
	int n;

	blocks = make_pool(&o);
	on_signal(SIGUSR1, take_none, 0);
	ck_assert_int_eq(portsig_action_claim(blocks, SIGUSR1, &co, &claimed),
	    0);
	for (n = 0; n < THREADS; n++)
		ck_assert_int_eq(pthread_create(&t[n], NULL, add_until_over,
		    NULL), 0);
	while (harness_yield_until(&by))
		continue;
	atomic_store(&over, true);
	for (n = 0; n < THREADS; n++)
		ck_assert_int_eq(pthread_join(t[n], NULL), 0);
	ck_assert(!atomic_load(&torn));
	assert_all_free(blocks, CONTEXTS);
	ck_assert_int_eq(portsig_action_unclaim(claimed), 0);
	ck_assert_int_eq(portsig_pool_destroy(blocks), 0);
	ck_assert_uint_eq(sum, atomic_load(&done));
	ck_assert_uint_gt(sum, 1000);
	printf("%lu holders in turn, none saw a torn block\n", sum);
}
END_TEST

/* Made before the claim, read by the callback, written after the unclaim. */
struct runtime {
	unsigned long limit, calls;
};

static struct harness_sem begun;

static enum portsig_verdict
call_runtime(const struct portsig_event *ev, void *arg)
{
	struct runtime *rt = arg;

	(void)ev;
	if (rt->calls < rt->limit)
		rt->calls++;
	return PORTSIG_VERDICT_HANDLED;
}

static void *
raise_until_over(void *arg)
{
	harness_sem_post(&begun);
	while (!atomic_load(&over))
		ck_assert_int_eq(raise(SIGUSR1), 0);
	return arg;
}

/* With every other round the callback wants no context. */
static void
claim_and_unclaim(struct portsig_pool *p, unsigned long limit)
{
	struct runtime *rt = malloc(sizeof(*rt));
	struct portsig_claim_options co = { .fn = call_runtime, .arg = rt,
	    .empty = PORTSIG_EMPTY_NEXT,
	    .flags = limit % 2 == 0 ? PORTSIG_CLAIM_NO_CONTEXT : 0 };
	struct portsig_claim *claimed;
	int err;

	rt->limit = limit;
	rt->calls = 0;
	ck_assert_int_eq(portsig_action_claim(p, SIGUSR1, &co, &claimed), 0);
	sched_yield();
	while ((err = portsig_action_unclaim(claimed)) == EBUSY)
		sched_yield();
	ck_assert_int_eq(err, 0);
	ck_assert_uint_le(rt->calls, rt->limit);
	memset(rt, 0xff, sizeof(*rt));
	free(rt);
}

START_TEST(what_is_written_before_a_claim_its_callback_reads)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_pool *p = make_pool(&o);
	struct timespec by = harness_deadline(milliseconds());
	unsigned long rounds = 0;
	pthread_t t;

	on_signal(SIGUSR1, take_none, 0);
	harness_sem_init(&begun);
	ck_assert_int_eq(pthread_create(&t, NULL, raise_until_over, NULL), 0);
	harness_sem_wait(&begun, 20000);
	do
		claim_and_unclaim(p, ++rounds);
	while (harness_yield_until(&by) && rounds < 2000);
	atomic_store(&over, true);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	assert_all_free(p, 1);
	printf("%lu claims made and given up beside their deliveries\n",
	    rounds);
}
END_TEST

static struct portsig_pool *two[2];
static _Atomic unsigned long mixed_up, matched;

static enum portsig_verdict
see_whose(const struct portsig_event *ev, void *arg)
{
	struct portsig_pool *p = *(struct portsig_pool **)arg;

	if (portsig_context_current(p) == ev->context)
		atomic_fetch_add(&matched, 1);
	else
		atomic_fetch_add(&mixed_up, 1);
	return PORTSIG_VERDICT_HANDLED;
}

/* By turns for two pools, beside deliveries that began before. */
START_TEST(a_callback_gets_a_context_of_its_own_pool)
{
	struct portsig_pool_options o = { .contexts = THREADS };
	struct portsig_claim_options co = { .fn = see_whose };
	struct timespec by = harness_deadline(milliseconds());
	struct portsig_claim *claimed;
	pthread_t t[THREADS];
	unsigned n, rounds = 0;

	two[0] = make_pool(&o);
	two[1] = make_pool(&o);
	on_signal(SIGUSR1, take_none, 0);
	harness_sem_init(&begun);
	for (n = 0; n < THREADS; n++)
		ck_assert_int_eq(pthread_create(&t[n], NULL, raise_until_over,
		    NULL), 0);
	do {
		co.arg = &two[rounds++ % 2];
		ck_assert_int_eq(portsig_action_claim(
		    *(struct portsig_pool **)co.arg, SIGUSR1, &co, &claimed),
		    0);
		if (rounds / 2 % 2 == 0)
			sched_yield();	/* let some begin now */
		while (portsig_action_unclaim(claimed) == EBUSY)
			continue;
	} while (harness_yield_until(&by));
	atomic_store(&over, true);
	for (n = 0; n < THREADS; n++)
		ck_assert_int_eq(pthread_join(t[n], NULL), 0);
	printf("%u claims for two pools in turn, %lu callbacks, %lu mixed up\n",
	    rounds, atomic_load(&matched), atomic_load(&mixed_up));
	ck_assert_uint_eq(atomic_load(&mixed_up), 0);
	ck_assert_uint_gt(atomic_load(&matched), 0);
	assert_all_free(two[0], THREADS);
	assert_all_free(two[1], THREADS);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("race");
	TCase *tc = add_case(s, "tsan");

	tcase_set_timeout(tc, 240);
	tcase_add_test(tc, what_one_holder_wrote_the_next_one_reads);
	tcase_add_test(tc, what_is_written_before_a_claim_its_callback_reads);
	tcase_add_test(tc, a_callback_gets_a_context_of_its_own_pool);
	return harness_main(s);
}
