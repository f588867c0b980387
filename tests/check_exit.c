/* SPDX-License-Identifier: MIT */
/*
 * The end of a thread, by itself or by others, inside loans and outside, in
 * handlers, in callbacks and in destructors: it gives back what it held.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <portsig/action.h>
#include <portsig/altstack.h>
#include <portsig/context.h>
#include "harness.h"
#include "pool_fixture.h"

#define UNSET (-1)

enum { MADE = 8, PATIENCE_MS = 10000 };

static struct portsig_pool *pool, *other;
static volatile sig_atomic_t seen_err = UNSET;

static void
borrow_here(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	seen_err = portsig_context_borrow(pool, frame, &loan);
	if (seen_err == 0)
		portsig_context_return(&loan);
}

static void *
raise_usr1(void *arg)
{
	ck_assert_int_eq(raise(SIGUSR1), 0);
	return arg;
}

/*
 * One thread's life, hung on a key of its own: the destructor notes whether
 * libc ends a thread on the signal stack that it was on.
 */
struct life {
	unsigned number;
	struct portsig_altstack st;
	_Atomic bool on_it;
};

static pthread_key_t life_key;

static void
note_the_stack(void *arg)
{
	struct life *life = arg;
	uintptr_t at = (uintptr_t)&life - (uintptr_t)life->st.base;

	if (life->st.base != NULL && at < life->st.size)
		atomic_store(&life->on_it, true);
}

static void
setup(void)
{
	struct portsig_pool_options o = { .payload_size = 64,
	    .contexts = MADE, .reserve = 2 };

	harness_reset();
	ck_assert_int_eq(pthread_key_create(&life_key, note_the_stack), 0);
	pool = make_pool(&o);
	other = make_pool(&o);
}

static void
live(struct life *life, void *payload)
{
	struct portsig_context *c;

	ck_assert_int_eq(portsig_thread_attach(pool, payload, &c), 0);
	ck_assert_int_eq(portsig_altstack_probe(&life->st), 0);
	ck_assert_int_eq(pthread_setspecific(life_key, life), 0);
}

/* The ways to end, in all places. */
enum how { EXIT, DEFERRED, ASYNCHRONOUS, HOWS };
enum place { ORDINARY, HANDLER, HANDLER_IN_LOANS, PLACES };
enum { ENDINGS = 2 * PLACES * HOWS };

static struct {
	enum how how;
	enum place place;
	bool attached;
	_Atomic bool there;
	struct life life;
} end;

/* Whoever cancels waits until we are there. */
static void
end_here(void)
{
	volatile bool forever = true;
	int old;

	if (end.how == ASYNCHRONOUS)
		pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
	atomic_store(&end.there, true);
	if (end.how == EXIT)
		pthread_exit(PTHREAD_CANCELED);
	while (forever)
		if (end.how == DEFERRED)
			pthread_testcancel();
}

static void
end_in_loans(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan, another;

	(void)signo;
	(void)info;
	if (portsig_context_borrow(pool, frame, &loan) == 0 &&
	    portsig_context_borrow(other, frame, &another) == 0)
		end_here();
}

static void *
live_and_end(void *arg)
{
	struct portsig_loan loan, another;

	if (end.attached)
		live(&end.life, NULL);
	if (end.place == ORDINARY)
		end_in_loans(0, NULL, NULL);
	if (end.place == HANDLER_IN_LOANS) {
		ck_assert_int_eq(portsig_context_borrow(other, NULL, &another),
		    0);
		ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	}
	ck_assert_int_eq(raise(SIGUSR1), 0);
	return arg;
}

START_TEST(a_thread_that_ends_inside_loans_gives_them_back)
{
	struct portsig_counts n;
	void *result = NULL;
	pthread_t t;

	end.how = (enum how)(_i % HOWS);
	end.place = (enum place)(_i / HOWS % PLACES);
	end.attached = _i / HOWS / PLACES != 0;
	on_signal(SIGUSR1, end_in_loans, SA_ONSTACK);
	ck_assert_int_eq(pthread_create(&t, NULL, live_and_end, NULL), 0);
	harness_wait_for(atomic_load(&end.there), PATIENCE_MS);
	if (end.how != EXIT)
		ck_assert_int_eq(pthread_cancel(t), 0);
	ck_assert_int_eq(pthread_join(t, &result), 0);
	ck_assert_ptr_eq(result, PTHREAD_CANCELED);
	assert_all_free(pool, MADE);
	assert_all_free(other, MADE);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &n), 0);
	ck_assert_uint_eq(n.abandoned, 1 + (end.place == HANDLER_IN_LOANS));
	ck_assert_uint_eq(portsig_altstack_leaked(), end.life.on_it);
}
END_TEST

static struct portsig_loan kept;

static void *
borrow_and_end(void *arg)
{
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &kept), 0);
	return arg;
}

START_TEST(a_thread_that_ends_with_a_loan_gives_it_back)
{
	int n;

	for (n = 0; n < 1000; n++)
		(void)harness_thread_run(borrow_and_end, NULL);
	assert_all_free(pool, MADE);
}
END_TEST

static void *
attach_and_end(void *arg)
{
	static struct life life;
	void *stack = life.st.base;

	live(&life, arg);
	ck_assert(stack == NULL || stack == life.st.base);
	return NULL;
}

/* And the next one has its signal stack. */
START_TEST(a_thread_that_ends_attached_is_detached)
{
	struct portsig_counts c;
	int n;

	for (n = 0; n < 500; n++) {
		(void)harness_thread_run(attach_and_end, NULL);
		(void)harness_thread_run(attach_and_end, &n);
	}
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.bound, 0);
	ck_assert_uint_eq(portsig_altstack_leaked(), 0);
	assert_all_free(pool, MADE);
}
END_TEST

static _Atomic bool stop_destroying;

static void *
create_and_destroy(void *arg)
{
	struct portsig_pool_options o = { .payload_size = 4096,
	    .contexts = 8 };
	struct portsig_pool *p;

	while (!atomic_load(&stop_destroying)) {
		p = make_pool(&o);
		ck_assert_int_eq(portsig_pool_destroy(p), 0);
		sched_yield();
	}
	return arg;
}

/* Their ends look at pools, which must not go away under them. */
START_TEST(threads_that_end_do_not_touch_pools_being_destroyed)
{
	pthread_t t;
	int n;

	ck_assert_int_eq(pthread_create(&t, NULL, create_and_destroy, NULL),
	    0);
	for (n = 0; n < 300; n++)
		(void)harness_thread_run(borrow_and_end, NULL);
	atomic_store(&stop_destroying, true);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	assert_all_free(pool, MADE);
}
END_TEST

static pthread_key_t foreign_key;

/*
 * Somebody else's destructor, run after ours or before: signals still come,
 * and at last it leaves a loan.
 */
static void
foreign_destructor(void *rounds)
{
	intptr_t left = (intptr_t)rounds;

	(void)portsig_altstack_remove();
	ck_assert_int_eq(raise(SIGUSR1), 0);
	if (left > 1)
		pthread_setspecific(foreign_key, (void *)(left - 1));
	else
		(void)borrow_and_end(NULL);
}

static void *
end_with_a_foreign_destructor(void *arg)
{
	struct portsig_context *c;

	ck_assert_int_eq(pthread_setspecific(foreign_key, arg), 0);
	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	return NULL;
}

/* The key of the library is older in one round and younger in the other. */
START_TEST(thread_exit_copes_with_foreign_destructors)
{
	int n;

	on_signal(SIGUSR1, borrow_here, SA_ONSTACK);
	ck_assert_int_eq(pthread_key_create(&foreign_key, foreign_destructor),
	    0);
	for (n = 0; n < 200; n++)
		(void)harness_thread_run(end_with_a_foreign_destructor,
		    (void *)(intptr_t)(1 + n % 3));
	ck_assert_int_eq(seen_err, 0);
	ck_assert_uint_eq(portsig_altstack_leaked(), 0);
	assert_all_free(pool, MADE);
}
END_TEST

/* A claim's callback ends its thread; the claim is over all the same. */
static enum portsig_verdict
exit_in_callback(const struct portsig_event *ev, void *arg)
{
	seen_err = ev->context != NULL ? 0 : EAGAIN;
	pthread_exit(arg);
}

static struct portsig_claim *
claim_to_exit(int signo)
{
	struct portsig_claim_options o = { .fn = exit_in_callback };
	struct portsig_claim *claim = NULL;

	ck_assert_int_eq(portsig_action_claim(pool, signo, &o, &claim), 0);
	return claim;
}

static void *
live_and_raise(void *arg)
{
	live(arg, NULL);
	return raise_usr1(arg);
}

START_TEST(a_callback_that_ends_its_thread_keeps_nothing)
{
	struct portsig_claim *claim = claim_to_exit(SIGUSR1);
	struct life life = { .number = 0 };

	ck_assert_ptr_null(harness_thread_run(_i == 0 ? raise_usr1 :
	    live_and_raise, &life));
	ck_assert_int_eq(seen_err, 0);
	ck_assert_uint_eq(portsig_altstack_leaked(), life.on_it);
	ck_assert_int_eq(portsig_action_unclaim(claim), 0);
	assert_all_free(pool, MADE);
}
END_TEST

/* Cancelled between any two instructions of a borrow or a return. */
static void *
borrow_until_cancelled(void *arg)
{
	struct portsig_loan loan, nested;
	int old;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	portsig_context_return(&loan);
	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
	atomic_store((_Atomic bool *)arg, true);
	for (;;) {
		if (portsig_context_borrow(pool, NULL, &loan) != 0)
			continue;
		if (portsig_context_borrow(pool, NULL, &nested) == 0)
			portsig_context_return(&nested);
		portsig_context_return(&loan);
	}
}

static void
cancel_some(int times)
{
	_Atomic bool there;
	pthread_t t;
	int n;

	for (n = 0; n < times; n++) {
		atomic_store(&there, false);
		ck_assert_int_eq(pthread_create(&t, NULL,
		    borrow_until_cancelled, (void *)&there), 0);
		harness_wait_for(atomic_load(&there), PATIENCE_MS);
		ck_assert_int_eq(pthread_cancel(t), 0);
		ck_assert_int_eq(pthread_join(t, NULL), 0);
	}
}

/* A borrow cut off is not counted, so the loans need not add up. */
static void
assert_none_out(void)
{
	struct portsig_counts c;

	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.free, MADE);
	ck_assert_uint_eq(c.lent + c.attached, 0);
}

START_TEST(a_thread_cancelled_in_a_borrow_keeps_nothing)
{
	cancel_some((int)harness_rounds(1000, 20000));
	assert_none_out();
}
END_TEST

static struct harness_sem begun, go_on;

static int
wait_in_init(void *payload, void *arg)
{
	(void)payload;
	(void)arg;
	harness_sem_post(&begun);
	harness_sem_wait(&go_on, 6 * PATIENCE_MS);
	return 0;
}

static void *
make_slowly(void *arg)
{
	struct portsig_pool_options o = { .contexts = 1,
	    .init = wait_in_init };

	(void)make_pool(&o);
	return arg;
}

START_TEST(nor_while_another_thread_makes_a_pool)
{
	pthread_t t;

	harness_sem_init(&begun);
	harness_sem_init(&go_on);
	ck_assert_int_eq(pthread_create(&t, NULL, make_slowly, NULL), 0);
	harness_sem_wait(&begun, PATIENCE_MS);
	cancel_some((int)harness_rounds(1000, 1000));
	harness_sem_post(&go_on);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	assert_none_out();
}
END_TEST

/* Many threads, and whoever counts meanwhile finds every context. */
enum { CHURN = 4000, CHURN_FULL = 100000, AT_ONCE = 4, WAYS = 8 };

static _Atomic bool stop_checking;
static _Atomic unsigned long checks, misfits;

static void *
check_in_a_loop(void *arg)
{
	struct portsig_counts c;

	while (!atomic_load(&stop_checking)) {
		if (portsig_pool_counts_get(pool, &c) != 0 || c.made != MADE ||
		    c.free + c.lent + c.attached != c.made)
			atomic_fetch_add(&misfits, 1);
		atomic_fetch_add(&checks, 1);
		sched_yield();
	}
	return arg;
}

static void
exit_in_handler(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	(void)portsig_context_borrow(pool, frame, &loan);
	pthread_exit(NULL);
}

/* Cancels itself, at a cancellation point or at once. */
static void
cancel_here(int type)
{
	int old;

	pthread_setcanceltype(type, &old);
	pthread_cancel(pthread_self());
	pthread_testcancel();
}

/* The last way is to leave the loan. */
static void
end_by(unsigned way)
{
	struct portsig_loan loan;

	if (way == 0) {
		ck_assert_int_eq(portsig_thread_detach(pool), 0);
		return;
	}
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	if (way == 1)
		portsig_context_return(&loan);
	else if (way == 2)
		pthread_exit(NULL);
	else if (way == 3)
		raise(SIGUSR2);
	else if (way == 4)
		raise(SIGVTALRM);
	else if (way == 5)
		cancel_here(PTHREAD_CANCEL_DEFERRED);
	else if (way == 6)
		cancel_here(PTHREAD_CANCEL_ASYNCHRONOUS);
}

static void *
one_life(void *arg)
{
	struct life *life = arg;
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	portsig_context_return(&loan);
	live(life, life->number / WAYS % 2 != 0 ? life : NULL);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	end_by(life->number % WAYS);
	return NULL;
}

/* How many of them ended on their signal stack. */
static unsigned
live_at_once(unsigned number)
{
	struct life life[AT_ONCE];
	pthread_t t[AT_ONCE];
	unsigned n, on_it = 0;

	for (n = 0; n < AT_ONCE; n++) {
		life[n] = (struct life){ .number = number + n };
		ck_assert_int_eq(pthread_create(&t[n], NULL, one_life,
		    &life[n]), 0);
	}
	for (n = 0; n < AT_ONCE; n++) {
		ck_assert_int_eq(pthread_join(t[n], NULL), 0);
		on_it += atomic_load(&life[n].on_it);
	}
	return on_it;
}

START_TEST(churn_loses_no_context)
{
	unsigned threads = harness_rounds(CHURN, CHURN_FULL);
	unsigned n, on_it = 0;
	pthread_t t;

	on_signal(SIGUSR1, borrow_here, SA_ONSTACK);
	on_signal(SIGUSR2, exit_in_handler, SA_ONSTACK);
	(void)claim_to_exit(SIGVTALRM);
	ck_assert_int_eq(pthread_create(&t, NULL, check_in_a_loop, NULL), 0);
	for (n = 0; n < threads; n += AT_ONCE)
		on_it += live_at_once(n);
	atomic_store(&stop_checking, true);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	printf("churn: %u threads, %lu checks, %lu misfits, %u ended on a "
	    "signal stack\n", threads, (unsigned long)checks,
	    (unsigned long)misfits, on_it);
	fflush(stdout);
	ck_assert_uint_gt(checks, 0);
	ck_assert_uint_eq(misfits, 0);
	ck_assert_uint_eq(portsig_altstack_leaked(), on_it);
	assert_all_free(pool, MADE);
}
END_TEST

static TCase *
add_exit_case(Suite *s, const char *name, void (*after)(void))
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, setup, after);
	tcase_set_timeout(tc, getenv("PORTSIG_FULL") != NULL ? 600 : 60);
	suite_add_tcase(s, tc);
	return tc;
}

int
main(void)
{
	Suite *s = suite_create("exit");
	TCase *tc = add_exit_case(s, "exit", harness_reconcile);

	tcase_add_loop_test(tc,
	    a_thread_that_ends_inside_loans_gives_them_back, 0, ENDINGS);
	tcase_add_test(tc, a_thread_that_ends_with_a_loan_gives_it_back);
	tcase_add_test(tc, a_thread_that_ends_attached_is_detached);
	tcase_add_loop_test(tc, a_callback_that_ends_its_thread_keeps_nothing,
	    0, 2);
	tc = add_exit_case(s, "race", NULL);	/* not to a loan */
	tcase_add_test(tc,
	    threads_that_end_do_not_touch_pools_being_destroyed);
	tcase_add_test(tc, a_thread_cancelled_in_a_borrow_keeps_nothing);
	tcase_add_test(tc, nor_while_another_thread_makes_a_pool);
	tc = add_exit_case(s, "foreign", harness_reconcile);
	tcase_add_test(tc, thread_exit_copes_with_foreign_destructors);
	tc = add_exit_case(s, "churn", harness_reconcile);
	tcase_add_test(tc, churn_loses_no_context);
	return harness_main(s);
}
