/* SPDX-License-Identifier: MIT */
/*
 * Loans left by siglongjmp, over and over, while another thread wants the same
 * contexts: none is lent twice, which a word in each payload shows, and none
 * is lost, which the counters show.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <portsig/action.h>
#include "harness.h"
#include "pool_fixture.h"

enum {
	CONTEXTS = 4,
	OFTEN = 100000,			/* with PORTSIG_FULL */
	SELDOM = 5000,
	STAY = 7			/* each so many rounds nobody jumps */
};

/* What is jumped out of, and on which stack it runs. */
enum jump {
	OUT_OF_HANDLER,			/* on the thread's own stack */
	OUT_OF_SIGNAL_STACK,
	OUT_OF_NESTED,			/* a handler's handler */
	OUT_OF_CALLBACK,
	OUT_OF_PLAIN_CALLBACK,		/* on the thread's own stack */
	JUMPS
};

/* How the thread stands to its pool. */
enum { SAME, FRESH, ATTACHED, STANDS };

static enum jump jump;
static unsigned stands;
static bool rewinds;

static struct portsig_pool *pool;
static struct portsig_claim *claim;
static sigjmp_buf back;
static _Alignas(64) unsigned char area[128 * 1024];

/*
 * The word in a payload: who has the context, 0 for nobody.  What the jumper
 * left behind stays its own.
 */
enum { JUMPER = 1, RIVAL = 2 };
static _Atomic unsigned lent_twice, other_err;
static _Atomic bool stop;
static _Atomic unsigned long rival_borrows, rival_rounds;
static unsigned long jumper_borrows, jumper_jumps;
static volatile bool jumps_now;

/* What the jumper holds since the round began. */
static struct portsig_context *volatile noted[4];
static volatile unsigned notes;

static void
take_word(struct portsig_context *c, unsigned who)
{
	_Atomic unsigned *word = portsig_context_payload(c);
	unsigned old = atomic_exchange(word, who);

	if (old != 0 && (old != JUMPER || who != JUMPER))
		atomic_fetch_add(&lent_twice, 1);
}

static void
give_word(struct portsig_context *c, unsigned who)
{
	_Atomic unsigned *word = portsig_context_payload(c);

	if (atomic_exchange(word, 0) != who)
		atomic_fetch_add(&lent_twice, 1);
}

static void
note(struct portsig_context *c)
{
	take_word(c, JUMPER);
	jumper_borrows++;
	if (notes < 4)
		noted[notes++] = c;
}

/* The outermost hold of a context is about to end. */
static void
forget(struct portsig_context *c, unsigned depth)
{
	if (depth == 1)
		give_word(c, JUMPER);
}

static void
jump_back(void)
{
	jumper_jumps++;
	siglongjmp(back, 1);
}

/* Borrows, goes on inside that with NEXT, and jumps, or returns. */
static void
borrow_and(const void *frame, int next)
{
	struct portsig_loan loan;
	int err = portsig_context_borrow(pool, frame, &loan);

	if (err == 0)
		note(loan.context);
	else if (err != EAGAIN)
		atomic_store(&other_err, (unsigned)err);
	if (next != 0)
		raise(next);
	else if (jumps_now)
		jump_back();
	if (err != 0)
		return;
	forget(loan.context, loan.depth);
	portsig_context_return(&loan);
}

static void
outer(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	borrow_and(frame, jump == OUT_OF_NESTED ? SIGUSR2 : 0);
}

static void
inner(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	borrow_and(frame, 0);
}

static enum portsig_verdict
callback(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	if (ev->context != NULL)
		note(ev->context);
	borrow_and(ev->frame, 0);
	if (ev->context != NULL)
		forget(ev->context, ev->depth);
	return PORTSIG_VERDICT_HANDLED;
}

static void
install_handlers(void)
{
	struct portsig_claim_options o = { .fn = callback };
	int flags = jump == OUT_OF_HANDLER ? 0 : SA_ONSTACK;

	if (jump < OUT_OF_CALLBACK) {
		on_signal(SIGUSR1, outer, flags);
		on_signal(SIGUSR2, inner, flags);
		return;
	}
	ck_assert_int_eq(portsig_action_claim(pool, SIGUSR1, &o, &claim), 0);
}

/* Rewinding makes them free, so the words are given back before it. */
static void
rewind_from(portsig_mark mark)
{
	unsigned n, k;
	bool again;

	for (n = 0; n < notes; n++) {
		again = noted[n] == mark.context;
		for (k = 0; k < n; k++)
			again = again || noted[k] == noted[n];
		if (!again)
			give_word(noted[n], JUMPER);
	}
	portsig_context_rewind(pool, mark);
}

static void
one_round(void)
{
	const portsig_mark mark = portsig_context_mark(pool);

	notes = 0;
	if (sigsetjmp(back, 1) == 0)
		raise(SIGUSR1);
	else if (rewinds)
		rewind_from(mark);
}

static void *
rival(void *arg)
{
	struct portsig_loan loan;
	int err;

	while (!atomic_load(&stop)) {
		err = portsig_context_borrow(pool, NULL, &loan);
		if (err == 0) {
			take_word(loan.context, RIVAL);
			atomic_fetch_add(&rival_borrows, 1);
			give_word(loan.context, RIVAL);
			portsig_context_return(&loan);
		} else if (err != EAGAIN) {
			atomic_store(&other_err, (unsigned)err);
		}
		atomic_fetch_add(&rival_rounds, 1);
	}
	return arg;
}

/* All that the pool says when the jumper alone is left. */
static struct portsig_counts counts;
static portsig_mark held;

static void *
jump_often(void *rival_thread)
{
	int n, rounds = (int)harness_rounds(SELDOM, OFTEN);
	struct portsig_context *c;

	if (jump != OUT_OF_HANDLER && jump != OUT_OF_PLAIN_CALLBACK)
		ck_assert_int_eq(portsig_altstack_install(area, sizeof(area),
		    NULL), 0);
	if (stands == ATTACHED)
		ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	for (n = 0; n < rounds; n++) {
		jumps_now = n % STAY != 0;
		one_round();
	}
	atomic_store(&stop, true);
	ck_assert_int_eq(pthread_join(*(pthread_t *)rival_thread, NULL), 0);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &counts), 0);
	held = portsig_context_mark(pool);
	return NULL;
}

/* How many loans the jumper has open. */
static unsigned long
still_open(void)
{
	if (stands == FRESH)
		return counts.lent;
	return held.depth - (stands == ATTACHED ? 1 : 0);
}

static void
assert_nothing_twice_and_nothing_lost(void)
{
	ck_assert_uint_eq(atomic_load(&lent_twice), 0);
	ck_assert_uint_eq(atomic_load(&other_err), 0);
	ck_assert_uint_eq(counts.made, CONTEXTS);
	ck_assert_uint_eq(counts.free + counts.lent + counts.attached,
	    counts.made);
	ck_assert_uint_eq(counts.borrows, jumper_borrows + rival_borrows);
	ck_assert_uint_eq(counts.borrows,
	    counts.returns + counts.abandoned + still_open());
	if (rewinds)
		ck_assert_uint_eq(still_open(), 0);
	else if (jump >= OUT_OF_SIGNAL_STACK && jump <= OUT_OF_CALLBACK)
		ck_assert_uint_le(still_open(), 2);
}

static void
set_up(int i)
{
	struct portsig_pool_options o = { .contexts = CONTEXTS,
	    .payload_size = sizeof(unsigned) };

	jump = (enum jump)(i % JUMPS);
	stands = (unsigned)(i / JUMPS) % STANDS;
	rewinds = i / (JUMPS * STANDS) != 0;
	if (stands == FRESH)
		o.nest = PORTSIG_NEST_FRESH;
	if (jump == OUT_OF_HANDLER || jump == OUT_OF_PLAIN_CALLBACK)
		o.altstack = PORTSIG_ALTSTACK_KEEP;
	pool = make_pool(&o);
	install_handlers();
}

/* More than 16 deep, or without a context: no one knows who left. */
static bool
leaves_no_record(void)
{
	return jump == OUT_OF_PLAIN_CALLBACK && !rewinds;
}

START_TEST(what_was_jumped_out_of_is_neither_lent_twice_nor_lost)
{
	pthread_t t;

	set_up(_i);
	ck_assert_int_eq(pthread_create(&t, NULL, rival, NULL), 0);
	harness_wait_for(atomic_load(&rival_rounds) > 0, 10000);
	harness_thread_run(jump_often, &t);
	ck_assert_uint_gt(jumper_jumps, harness_rounds(SELDOM, OFTEN) / 2);
	ck_assert_uint_gt(jumper_borrows, 0);
	ck_assert_uint_gt(atomic_load(&rival_borrows), 0);
	assert_nothing_twice_and_nothing_lost();
	assert_all_free(pool, CONTEXTS);
	if (claim != NULL)
		ck_assert_int_eq(portsig_action_unclaim(claim),
		    leaves_no_record() ? EBUSY : 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("abandon");
	TCase *tc = add_case(s, "abandon");

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc,
	    what_was_jumped_out_of_is_neither_lent_twice_nor_lost, 0,
	    JUMPS * STANDS * 2);
	return harness_main(s);
}
