/* SPDX-License-Identifier: MIT */
/*
 * Threads: attaching and detaching, and borrowing in handlers on threads that
 * nobody announced.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <portsig/altstack.h>
#include <portsig/context.h>
#include "harness.h"
#include "pool_fixture.h"

#define UNSET (-1)

static struct portsig_pool *pool;
static volatile sig_atomic_t seen_err = UNSET, seen_depth = UNSET;
static volatile sig_atomic_t seen_kind = UNSET, seen_flags = UNSET;
static struct portsig_context *volatile seen_context;

static void
borrow_here(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	seen_err = portsig_context_borrow(pool, frame, &loan);
	if (seen_err != 0)
		return;
	seen_depth = (sig_atomic_t)loan.depth;
	seen_kind = (sig_atomic_t)loan.stack.kind;
	seen_flags = (sig_atomic_t)loan.flags;
	seen_context = loan.context;
	portsig_context_return(&loan);
}

static void
setup(void)
{
	struct portsig_pool_options o = { .payload_size = 64, .contexts = 4,
	    .reserve = 1 };

	harness_reset();
	pool = make_pool(&o);
}

START_TEST(attach_takes_a_context_and_a_signal_stack)
{
	struct portsig_context *c = NULL;
	struct portsig_counts n;

	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	ck_assert_ptr_nonnull(c);
	ck_assert_ptr_eq(portsig_context_current(pool), c);
	ck_assert_int_eq(portsig_altstack_check(0), 0);
	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), EALREADY);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &n), 0);
	ck_assert_uint_eq(n.attached, 1);
	ck_assert_uint_eq(n.free, 3);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
	ck_assert_int_eq(portsig_altstack_check(0), ENOENT);
	ck_assert_int_eq(portsig_thread_detach(pool), ENOENT);
	assert_all_free(pool, 4);
}
END_TEST

START_TEST(attach_with_a_payload_binds_it)
{
	struct portsig_context *c = NULL;
	struct portsig_counts n;
	int own = 7;

	ck_assert_int_eq(portsig_thread_attach(pool, &own, &c), 0);
	ck_assert_ptr_eq(portsig_context_payload(c), &own);
	on_signal(SIGUSR1, borrow_here, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_ptr_eq(seen_context, c);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &n), 0);
	ck_assert_uint_eq(n.bound, 1);
	ck_assert_uint_eq(n.free, 4);
	ck_assert_uint_eq(n.borrows, 1);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
	assert_all_free(pool, 4);
}
END_TEST

START_TEST(attach_leaves_the_reserve_to_handlers)
{
	struct portsig_loan loan;
	struct portsig_context *c;
	struct portsig_pool_options o = { .contexts = 2, .reserve = 1,
	    .nest = PORTSIG_NEST_FRESH };
	struct portsig_pool *p = make_pool(&o);

	ck_assert_int_eq(portsig_context_borrow(p, NULL, &loan), 0);
	ck_assert_int_eq(portsig_thread_attach(p, NULL, &c), EAGAIN);
	ck_assert_int_eq(portsig_altstack_check(0), ENOENT);
	portsig_context_return(&loan);
	ck_assert_int_eq(portsig_thread_attach(p, NULL, &c), 0);
	ck_assert_int_eq(portsig_thread_detach(p), 0);
}
END_TEST

START_TEST(handler_on_an_attached_thread_nests_in_its_context)
{
	struct portsig_context *c;

	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	on_signal(SIGUSR1, borrow_here, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(seen_err, 0);
	ck_assert_ptr_eq(seen_context, c);
	ck_assert_int_eq(seen_depth, 2);
	ck_assert_int_eq(seen_flags,
	    PORTSIG_LOAN_NESTED | PORTSIG_LOAN_HANDLER);
	ck_assert_int_eq(seen_kind, PORTSIG_STACK_EXACT);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
	assert_all_free(pool, 4);
}
END_TEST

static void *
raise_usr1(void *arg)
{
	ck_assert_int_eq(raise(SIGUSR1), 0);
	return arg;
}

START_TEST(handler_on_a_foreign_thread_without_a_signal_stack)
{
	on_signal(SIGUSR1, borrow_here, SA_ONSTACK);
	(void)harness_thread_run(raise_usr1, NULL);
	ck_assert_int_eq(seen_err, 0);
	ck_assert_int_eq(seen_depth, 1);
	ck_assert_int_eq(seen_flags, PORTSIG_LOAN_HANDLER);
	ck_assert_int_eq(seen_kind, PORTSIG_STACK_UNKNOWN);
	assert_all_free(pool, 4);
}
END_TEST

static void *
raise_on_own_stack(void *arg)
{
	static unsigned char area[65536];

	ck_assert_int_eq(portsig_altstack_install(area, sizeof(area), NULL),
	    0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	return arg;
}

START_TEST(handler_on_a_foreign_thread_with_a_signal_stack_knows_it)
{
	on_signal(SIGUSR1, borrow_here, SA_ONSTACK);
	(void)harness_thread_run(raise_on_own_stack, NULL);
	ck_assert_int_eq(seen_err, 0);
	ck_assert_int_eq(seen_kind, PORTSIG_STACK_EXACT);
	assert_all_free(pool, 4);
}
END_TEST

START_TEST(detach_inside_a_loan_is_ebusy)
{
	struct portsig_context *c;
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	ck_assert_int_eq(portsig_thread_detach(pool), EBUSY);
	portsig_context_return(&loan);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
}
END_TEST

enum { STORM_THREADS = 6, STORM_SIGNALS = 3000, STORM_IN_TURNS = 100 };

static const int storm_signals[] = { SIGUSR1, SIGUSR2, SIGALRM };
static _Atomic unsigned long in_handler, in_code;
static _Atomic bool twice;

/* Marks the context as ours for a moment and leaves the mark as it was. */
static void
use(struct portsig_context *c)
{
	_Atomic uintptr_t *holder = portsig_context_payload(c);
	uintptr_t me = (uintptr_t)pthread_self();
	uintptr_t was = atomic_exchange(holder, me);

	if (was != 0 && was != me)
		atomic_store(&twice, true);
	if (atomic_exchange(holder, was) != me)
		atomic_store(&twice, true);
}

static void
storm_handler(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	if (portsig_context_borrow(pool, frame, &loan) != 0)
		return;
	atomic_fetch_add(&in_handler, 1);
	use(loan.context);
	portsig_context_return(&loan);
}

static void *
storm_thread(void *arg)
{
	_Atomic bool *stop = arg;
	struct portsig_loan loan;

	while (!atomic_load(stop)) {
		if (portsig_context_borrow(pool, NULL, &loan) != 0)
			continue;
		atomic_fetch_add(&in_code, 1);
		use(loan.context);
		portsig_context_return(&loan);
	}
	return NULL;
}

/*
 * Ordinary code and handlers of the same threads at once, each handler open
 * to the other signals but not to its own: a small stack holds them all.
 * valgrind runs one thread at a time, so each signal waits there until all
 * others had a turn.
 */
START_TEST(handlers_and_the_code_they_interrupt_share_no_context)
{
	_Atomic bool stop = false;
	pthread_t t[STORM_THREADS];
	struct portsig_counts c;
	int n, i, signals = getenv("PORTSIG_VALGRIND") == NULL ?
	    STORM_SIGNALS : STORM_IN_TURNS;

	for (n = 0; n < 3; n++)
		on_signal(storm_signals[n], storm_handler, 0);
	for (n = 0; n < STORM_THREADS; n++)
		ck_assert_int_eq(pthread_create(&t[n], NULL, storm_thread,
		    &stop), 0);
	for (i = 0; i < signals; i++)
		for (n = 0; n < STORM_THREADS; n++)
			ck_assert_int_eq(pthread_kill(t[n],
			    storm_signals[i % 3]), 0);
	atomic_store(&stop, true);
	for (n = 0; n < STORM_THREADS; n++)
		ck_assert_int_eq(pthread_join(t[n], NULL), 0);
	ck_assert(!twice);
	ck_assert_uint_gt(in_handler, 0);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.borrows, in_handler + in_code);
	ck_assert_uint_eq(c.abandoned, 0);
	assert_all_free(pool, 4);
}
END_TEST

static TCase *
add_thread_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, setup, harness_reconcile);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	return tc;
}

static void
add_threads(Suite *s)
{
	TCase *tc = add_thread_case(s, "attach");

	tcase_add_test(tc, attach_takes_a_context_and_a_signal_stack);
	tcase_add_test(tc, attach_with_a_payload_binds_it);
	tcase_add_test(tc, attach_leaves_the_reserve_to_handlers);
	tcase_add_test(tc, detach_inside_a_loan_is_ebusy);
	tc = add_thread_case(s, "handler");
	tcase_add_test(tc, handler_on_an_attached_thread_nests_in_its_context);
	tcase_add_test(tc, handler_on_a_foreign_thread_without_a_signal_stack);
	tcase_add_test(tc,
	    handler_on_a_foreign_thread_with_a_signal_stack_knows_it);
	tcase_add_test(tc,
	    handlers_and_the_code_they_interrupt_share_no_context);
}

int
main(void)
{
	Suite *s = suite_create("thread");

	add_threads(s);
	return harness_main(s);
}
