/* SPDX-License-Identifier: MIT */
/*
 * Fork, by every way there is: the child has every context it needs, keeps
 * what the forking thread holds and nothing else, and never waits.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <portsig/action.h>
#include <portsig/altstack.h>
#include <portsig/context.h>
#include "fork_fixture.h"
#include "harness.h"
#include "pool_fixture.h"

/* Where the main thread forks: the children by turns. */
static struct {
	const struct way *way;
	int code;
} turn;

static void
fork_in_a_handler(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	if (portsig_context_borrow(pool, frame, &loan) != 0)
		return;
	turn.code = run_child(turn.way, in_child, 1);
	portsig_context_return(&loan);
}

static enum portsig_verdict
fork_in_a_callback(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	if (ev->context != NULL)
		turn.code = run_child(turn.way, in_child, 1);
	return PORTSIG_VERDICT_HANDLED;
}

static void
fork_holding_nothing(void)
{
	turn.code = run_child(turn.way, in_child, 0);
}

static void
fork_in_a_loan(void)
{
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	turn.code = run_child(turn.way, in_child, 1);
	portsig_context_return(&loan);
}

static void
fork_by_a_handler(void)
{
	ck_assert_int_eq(raise(SIGUSR1), 0);
}

static void
fork_by_a_callback(void)
{
	ck_assert_int_eq(raise(SIGUSR2), 0);
}

enum { PLACES = 4 };
static void (*const places[PLACES])(void) = {
	fork_holding_nothing, fork_in_a_loan, fork_by_a_handler,
	fork_by_a_callback
};

static void
prepare_places(void)
{
	struct portsig_claim_options o = { .fn = fork_in_a_callback,
	    .flags = PORTSIG_CLAIM_UNBLOCKED };
	struct portsig_claim *claim;

	on_signal(SIGUSR1, fork_in_a_handler, SA_RESTART | SA_ONSTACK);
	ck_assert_int_eq(portsig_action_claim(pool, SIGUSR2, &o, &claim), 0);
}

START_TEST(children_of_a_storm_have_every_context)
{
	int children = (int)harness_rounds(600, 10000);
	int n, hangs = 0, wrong = 0;

	prepare_places();
	start_storm(WORKERS);
	for (n = 0; n < children; n++) {
		turn.way = way_of(n);
		turn.code = -2;
		places[n / WAYS % PLACES]();
		if (turn.code == FINE)
			continue;
		if (turn.code == HUNG)
			hangs++;
		wrong++;
		printf("%s, place %d: ended with %d\n", turn.way->name,
		    n / WAYS % PLACES, turn.code);
	}
	printf("fork: %d children, %d hangs, %lu signals handled meanwhile\n",
	    children, hangs, (unsigned long)stormed);
	fflush(stdout);
	end_storm();
	ck_assert_int_eq(hangs, 0);
	ck_assert_int_eq(wrong, 0);
}
END_TEST

static int
quiet_child(unsigned own)
{
	struct portsig_context *c;
	int code = in_child(own);

	if (code != FINE)
		return code;
	if (portsig_thread_attach(pool, NULL, &c) != EALREADY ||
	    portsig_context_current(pool) == NULL)
		return NOT_ATTACHED;
	if (portsig_altstack_check(65536) != 0)
		return NO_SIGNAL_STACK;
	return portsig_thread_detach(pool) == 0 ? count_own(0) : NOT_ATTACHED;
}

START_TEST(an_attached_threads_child_is_attached)
{
	struct portsig_context *c;

	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	ck_assert_int_eq(run_child(way_of(_i), quiet_child, 1), FINE);
	ck_assert_int_eq(portsig_altstack_check(65536), 0);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
	assert_all_free(pool, MADE);
}
END_TEST

static int
two_came_back(unsigned own)
{
	struct portsig_counts c;
	int code = in_child(own);

	if (code != FINE)
		return code;
	if (portsig_pool_counts_get(pool, &c) != 0)
		return NO_COUNTS;
	return c.reclaimed == 2 ? FINE : NOT_ALL_THERE;
}

static int
grandchild_too(unsigned arg)
{
	int code = two_came_back(0);
	unsigned n;

	for (n = 0; n < WAYS && code == FINE; n++)
		if (run_child(way_of((int)n), two_came_back, 0) != FINE)
			code = NO_GRANDCHILD;
	return arg == 0 ? code : NO_GRANDCHILD;
}

START_TEST(a_child_has_what_others_held)
{
	struct holder h;

	start_holders(&h);
	ck_assert_int_eq(run_child(way_of(_i), two_came_back, 0), FINE);
	end_holders(&h);
}
END_TEST

START_TEST(a_grandchild_has_it_too)
{
	struct holder h;

	start_holders(&h);
	ck_assert_int_eq(run_child(way_of(_i), grandchild_too, 0), FINE);
	end_holders(&h);
}
END_TEST

static struct portsig_loan kept;

/* Ends the loan that its parent's thread began before it forked. */
static int
return_what_is_kept(unsigned signo)
{
	sigset_t pending;

	if (portsig_context_current(kept.pool) != kept.context)
		return NOT_OWN;
	portsig_context_return(&kept);
	if (portsig_context_current(kept.pool) != NULL)
		return NOT_RETURNED;
	if (sigpending(&pending) != 0 ||
	    (signo != 0 && sigismember(&pending, (int)signo) != 0))
		return CAME_ALONG;
	return FINE;
}

START_TEST(a_child_keeps_what_it_holds_itself)
{
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &kept), 0);
	ck_assert_int_eq(run_child(way_of(_i), return_what_is_kept, 0), FINE);
	portsig_context_return(&kept);
	assert_all_free(pool, MADE);
}
END_TEST

/* Takes SIGUSR1, which the other threads block, until the pipe says enough. */
static void *
take_usr1(void *arg)
{
	struct harness_sem *enough = arg;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	ck_assert_int_eq(pthread_sigmask(SIG_UNBLOCK, &set, NULL), 0);
	harness_sem_wait(enough, PATIENCE_MS);
	return NULL;
}

static unsigned long
count_kept(struct portsig_pool *p, bool resent)
{
	struct portsig_counts c;

	ck_assert_int_eq(portsig_pool_counts_get(p, &c), 0);
	return resent ? c.resent : c.deferred;
}

static pthread_t
start_usr1_thread(struct harness_sem *enough)
{
	sigset_t set;
	pthread_t t;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	harness_sem_init(enough);
	ck_assert_int_eq(pthread_create(&t, NULL, take_usr1, enough), 0);
	return t;
}

/* The signal was the parent's; there it comes when the context is free. */
START_TEST(a_child_does_not_send_what_was_kept_for_the_parent)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_claim_options defer = { .fn = on_claimed,
	    .empty = PORTSIG_EMPTY_DEFER };
	struct portsig_pool *p = make_pool(&o);
	struct portsig_claim *c;
	struct harness_sem enough;
	pthread_t t;

	ck_assert_int_eq(portsig_action_claim(p, SIGUSR1, &defer, &c), 0);
	t = start_usr1_thread(&enough);
	ck_assert_int_eq(portsig_context_borrow(p, NULL, &kept), 0);
	ck_assert_int_eq(kill(getpid(), SIGUSR1), 0);
	harness_wait_for(count_kept(p, false) == 1, PATIENCE_MS);
	ck_assert_int_eq(run_child(way_of(_i), return_what_is_kept, SIGUSR1),
	    FINE);
	ck_assert_uint_eq(count_kept(p, true), 0);
	portsig_context_return(&kept);
	ck_assert_uint_eq(count_kept(p, true), 1);
	harness_sem_post(&enough);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
}
END_TEST

/* A callback without a context, which the claim itself counts. */
static struct harness_sem inside, go_on;
static struct portsig_claim *bare_claim;
static const struct way *fork_inside;

static int
unclaim_bare(unsigned arg)
{
	(void)arg;
	return portsig_action_unclaim(bare_claim) == 0 ? FINE : NOT_UNCLAIMED;
}

static enum portsig_verdict
stay_inside(const struct portsig_event *ev, void *arg)
{
	(void)ev;
	(void)arg;
	harness_sem_post(&inside);
	harness_sem_wait(&go_on, PATIENCE_MS);
	return PORTSIG_VERDICT_HANDLED;
}

static pid_t forked = -1;

static enum portsig_verdict
fork_and_leave(const struct portsig_event *ev, void *arg)
{
	(void)ev;
	(void)arg;
	forked = fork_inside->fork();
	return PORTSIG_VERDICT_HANDLED;
}

static void
claim_bare(portsig_signal_fn *fn)
{
	struct portsig_claim_options o = { .fn = fn,
	    .flags = PORTSIG_CLAIM_NO_CONTEXT };

	ck_assert_int_eq(portsig_action_claim(NULL, SIGUSR1, &o, &bare_claim),
	    0);
}

static void *
raise_usr1(void *arg)
{
	ck_assert_int_eq(raise(SIGUSR1), 0);
	return arg;
}

START_TEST(a_callback_of_another_thread_does_not_keep_the_childs_claim)
{
	pthread_t t;

	harness_sem_init(&inside);
	harness_sem_init(&go_on);
	claim_bare(stay_inside);
	ck_assert_int_eq(pthread_create(&t, NULL, raise_usr1, NULL), 0);
	harness_sem_wait(&inside, PATIENCE_MS);
	ck_assert_int_eq(run_child(way_of(_i), unclaim_bare, 0), FINE);
	ck_assert_int_eq(portsig_action_unclaim(bare_claim), EBUSY);
	harness_sem_post(&go_on);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	ck_assert_int_eq(portsig_action_unclaim(bare_claim), 0);
}
END_TEST

START_TEST(a_callback_that_forked_is_left_once_on_each_side)
{
	int status;

	fork_inside = way_of(_i);
	claim_bare(fork_and_leave);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	if (forked == 0)
		_exit(unclaim_bare(0));
	ck_assert_int_gt(forked, 0);
	ck_assert_int_eq(waitpid(forked, &status, 0), forked);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), FINE);
	ck_assert_int_eq(portsig_action_unclaim(bare_claim), 0);
}
END_TEST

/* A pool that nobody uses, and a walk over it that takes a while. */
static struct portsig_pool *spare;
static _Atomic bool stop_walking, walked;

static void *
walk_in_a_loop(void *arg)
{
	struct portsig_action_counts c;

	while (!atomic_load(&stop_walking)) {
		ck_assert_int_eq(portsig_action_counts_get(&c), 0);
		atomic_store(&walked, true);
	}
	return arg;
}

static int
destroy_spare(unsigned arg)
{
	(void)arg;
	return portsig_pool_destroy(spare) == 0 ? FINE : NOT_DESTROYED;
}

START_TEST(a_walk_of_another_thread_does_not_keep_the_childs_pool)
{
	struct portsig_pool_options o = { .contexts = 500 };
	pthread_t t;
	int n;

	spare = make_pool(&o);
	ck_assert_int_eq(pthread_create(&t, NULL, walk_in_a_loop, NULL), 0);
	harness_wait_for(atomic_load(&walked), PATIENCE_MS);
	for (n = 0; n < 20; n++)
		ck_assert_int_eq(run_child(way_of(_i), destroy_spare, 0),
		    FINE);
	atomic_store(&stop_walking, true);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	ck_assert_int_eq(portsig_pool_destroy(spare), 0);
}
END_TEST

/*
 * A thread that ends hears that its loan is over and leaves another one: that
 * is found when it looks through all pools, and there it stays a while.
 */
static struct portsig_pool *ending;
static _Atomic int leaves, destroyed, destroyed_before_the_end = -1;

static void
stay_at_the_end(void *payload, unsigned depth, enum portsig_leave how,
    void *arg)
{
	static struct portsig_loan another;
	int n = atomic_fetch_add(&leaves, 1);

	(void)payload;
	(void)depth;
	(void)how;
	(void)arg;
	if (n == 0)
		(void)portsig_context_borrow(ending, NULL, &another);
	if (n != 1)
		return;
	harness_sem_post(&inside);
	harness_sem_wait(&go_on, PATIENCE_MS);
	atomic_store(&destroyed_before_the_end, atomic_load(&destroyed));
}

static void *
end_with_a_loan(void *arg)
{
	static struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(ending, NULL, &loan), 0);
	return arg;
}

static void *
destroy_and_say_so(void *arg)
{
	atomic_store(&walked, true);
	ck_assert_int_eq(portsig_pool_destroy(spare), 0);
	atomic_store(&destroyed, 1);
	return arg;
}

START_TEST(the_end_of_another_thread_keeps_only_the_parents_pool)
{
	struct portsig_pool_options o = { .contexts = 4 };
	pthread_t t, d;
	int n;

	harness_sem_init(&inside);
	harness_sem_init(&go_on);
	spare = make_pool(&o);
	o.leave = stay_at_the_end;
	ending = make_pool(&o);
	ck_assert_int_eq(pthread_create(&t, NULL, end_with_a_loan, NULL), 0);
	harness_sem_wait(&inside, PATIENCE_MS);
	ck_assert_int_eq(run_child(way_of(_i), destroy_spare, 0), FINE);
	ck_assert_int_eq(pthread_create(&d, NULL, destroy_and_say_so, NULL),
	    0);
	harness_wait_for(atomic_load(&walked), PATIENCE_MS);
	for (n = 0; n < 1000; n++)
		sched_yield();
	harness_sem_post(&go_on);
	ck_assert_int_eq(pthread_join(t, NULL), 0);
	ck_assert_int_eq(pthread_join(d, NULL), 0);
	ck_assert_int_eq(destroyed_before_the_end, 0);
	assert_all_free(ending, 4);
}
END_TEST

/* In a child: a second thread borrows before the first one looks. */
static void *
borrow_and_wait(void *arg)
{
	struct portsig_loan loan;

	(void)arg;
	if (portsig_context_borrow(pool, NULL, &loan) != 0)
		_exit(NO_BORROW);
	harness_sem_post(&inside);
	harness_sem_wait(&go_on, PATIENCE_MS);
	portsig_context_return(&loan);
	return NULL;
}

static int
start_a_thread(unsigned arg)
{
	int code;
	pthread_t t;

	(void)arg;
	if (pthread_create(&t, NULL, borrow_and_wait, NULL) != 0)
		return NO_THREAD;
	harness_sem_wait(&inside, PATIENCE_MS);
	code = count_own(2);
	harness_sem_post(&go_on);
	if (pthread_join(t, NULL) != 0)
		return NO_THREAD;
	portsig_context_return(&kept);
	return code == FINE ? count_own(0) : code;
}

START_TEST(a_thread_made_in_the_child_keeps_what_it_borrowed)
{
	harness_sem_init(&inside);
	harness_sem_init(&go_on);
	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &kept), 0);
	ck_assert_int_eq(run_child(way_of(_i), start_a_thread, 0), FINE);
	portsig_context_return(&kept);
	assert_all_free(pool, MADE);
}
END_TEST

static void
add_children(Suite *s)
{
	TCase *tc = add_fork_case(s, "child");

	tcase_add_loop_test(tc, a_child_has_what_others_held, 0, WAYS);
	tcase_add_loop_test(tc, a_grandchild_has_it_too, 0, WAYS);
	tcase_add_loop_test(tc, a_child_keeps_what_it_holds_itself, 0, WAYS);
	tcase_add_loop_test(tc, an_attached_threads_child_is_attached, 0,
	    WAYS);
	tcase_add_loop_test(tc,
	    a_thread_made_in_the_child_keeps_what_it_borrowed, 0, WAYS);
	tc = add_fork_case(s, "gone");
	tcase_add_loop_test(tc,
	    a_child_does_not_send_what_was_kept_for_the_parent, 0, WAYS);
	tcase_add_loop_test(tc,
	    a_callback_of_another_thread_does_not_keep_the_childs_claim, 0,
	    WAYS);
	tcase_add_loop_test(tc,
	    a_callback_that_forked_is_left_once_on_each_side, 0, WAYS);
	tcase_add_loop_test(tc,
	    a_walk_of_another_thread_does_not_keep_the_childs_pool, 0, WAYS);
	tcase_add_loop_test(tc,
	    the_end_of_another_thread_keeps_only_the_parents_pool, 0, WAYS);
	tc = add_fork_case(s, "storm");
	tcase_add_test(tc, children_of_a_storm_have_every_context);
}

int
main(void)
{
	Suite *s = suite_create("fork");

	add_children(s);
	return harness_main(s);
}
