/* SPDX-License-Identifier: MIT */
/*
 * What check_fork and check_spawn share: the ways to make a child, waiting
 * for one with a time limit, and threads that borrow while signals fly at
 * them.
 */
#ifndef TESTS_FORK_FIXTURE_H
#define TESTS_FORK_FIXTURE_H

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <portsig/action.h>
#include <portsig/altstack.h>
#include <portsig/context.h>
#include "harness.h"
#include "pool_fixture.h"
#include "raw_clone.h"

#define SHARED __attribute__((unused)) static

enum { MADE = 16, WORKERS = 8, PATIENCE_MS = 10000, FINE = 42, HUNG = -1 };

static struct portsig_pool *pool;

/* libc has it since glibc 2.34 and musl 1.2.3. */
extern pid_t libc_fork(void) __asm__("_Fork") __attribute__((weak));

enum { WAYS = 3 };
static const struct way {
	const char *name;
	pid_t (*fork)(void);
} ways[WAYS] = {
	{ "fork", fork }, { "_Fork", libc_fork }, { "clone", raw_clone }
};

SHARED const struct way *
way_of(int n)
{
	const struct way *way = &ways[n % WAYS];

	return way->fork != NULL ? way : &ways[0];
}

/*
 * In the child: handlers and ordinary code.  They say what is wrong by the
 * code that the child ends with.
 */
enum {
	NO_BORROW = 10, NOT_HANDLED, NOT_CLAIMED, NO_COUNTS, NOT_ALL_THERE,
	NOT_OWN, NOT_RETURNED, NOT_ATTACHED, NO_SIGNAL_STACK, NO_GRANDCHILD,
	NOT_UNCLAIMED, NOT_DESTROYED, CAME_ALONG, NO_THREAD
};

static volatile sig_atomic_t handled, claimed;
static _Atomic unsigned long stormed;
static struct portsig_claim *storm_claim;

SHARED void
on_alarm(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	if (portsig_context_borrow(pool, frame, &loan) != 0)
		return;
	handled = 1;
	atomic_fetch_add(&stormed, 1);
	portsig_context_return(&loan);
}

static enum portsig_verdict
on_claimed(const struct portsig_event *ev, void *arg)
{
	struct portsig_loan loan;

	(void)arg;
	if (ev->context != NULL &&
	    portsig_context_borrow(pool, ev->frame, &loan) == 0) {
		claimed = loan.context == ev->context;
		portsig_context_return(&loan);
	}
	return PORTSIG_VERDICT_HANDLED;
}

/* Takes both kinds of handled signal.  kill, since raise() may remember. */
SHARED int
take_signals(void)
{
	handled = claimed = 0;
	if (kill(getpid(), SIGALRM) != 0 || handled != 1)
		return NOT_HANDLED;
	if (kill(getpid(), SIGVTALRM) != 0 || claimed != 1)
		return NOT_CLAIMED;
	return FINE;
}

/* All contexts are there, and OUT of them are this thread's. */
SHARED int
count_own(unsigned out)
{
	struct portsig_counts c;

	if (portsig_pool_counts_get(pool, &c) != 0)
		return NO_COUNTS;
	if (c.made != MADE || c.free + c.lent + c.attached != MADE)
		return NOT_ALL_THERE;
	return c.lent + c.attached == out && c.free == MADE - out ? FINE :
	    NOT_OWN;
}

/* OWN is what the thread that forked holds: one context or none. */
SHARED int
in_child(unsigned own)
{
	struct portsig_loan loan;
	int code = take_signals();

	if (code == FINE && portsig_context_borrow(pool, NULL, &loan) != 0)
		code = NO_BORROW;
	if (code != FINE)
		return code;
	code = count_own(1);
	if (((loan.flags & PORTSIG_LOAN_NESTED) != 0) != (own != 0))
		code = NOT_OWN;
	portsig_context_return(&loan);
	return code != FINE ? code : count_own(own);
}

/*
 * What child PID ended with; it ends GONE's last write end.  One that hangs
 * is killed.
 */
SHARED int
wait_for_child(pid_t pid, int gone)
{
	struct pollfd fd = { .fd = gone, .events = POLLIN };
	struct timespec by = harness_deadline(PATIENCE_MS);
	int status, n;

	do
		n = poll(&fd, 1, 100);
	while (n != 1 && harness_yield_until(&by));
	if (n != 1)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0)
		ck_assert_int_eq(errno, EINTR);
	if (n != 1)
		return HUNG;
	return WIFEXITED(status) ? WEXITSTATUS(status) :
	    1000 + WTERMSIG(status);
}

/* Makes a child that runs FN(ARG) and ends with what it returns. */
SHARED int
run_child(const struct way *way, int (*fn)(unsigned), unsigned arg)
{
	int gone[2], code;
	pid_t pid;

	if (pipe(gone) != 0)
		return errno;
	pid = way->fork();
	if (pid == 0)
		_exit(fn(arg));
	close(gone[1]);
	code = pid > 0 ? wait_for_child(pid, gone[0]) : errno;
	close(gone[0]);
	return code;
}

SHARED void
setup(void)
{
	struct portsig_pool_options o = { .payload_size = 64, .contexts = MADE,
	    .reserve = 2, .stack_budget = 65536 };
	struct portsig_claim_options claim = { .fn = on_claimed,
	    .flags = PORTSIG_CLAIM_UNBLOCKED };

	harness_reset();
	pool = make_pool(&o);
	on_signal(SIGALRM, on_alarm, SA_RESTART | SA_ONSTACK);
	ck_assert_int_eq(portsig_action_claim(pool, SIGVTALRM, &claim,
	    &storm_claim), 0);
}

/* Threads that borrow and return, and signals that fly at them. */
static struct storm {
	pthread_t worker[WORKERS + 1], sender;
	unsigned targets;		/* the last one is the main thread */
	_Atomic bool stop, sent;
} storm;

static void *
borrow_in_a_loop(void *arg)
{
	struct portsig_loan loan;
	unsigned n;

	while (!atomic_load(&storm.stop)) {
		for (n = 0; n < 100; n++)
			if (portsig_context_borrow(pool, NULL, &loan) == 0)
				portsig_context_return(&loan);
		sched_yield();
	}
	return arg;
}

static void *
send_in_a_loop(void *arg)
{
	unsigned n;

	while (!atomic_load(&storm.stop)) {
		for (n = 0; n < storm.targets; n++) {
			pthread_kill(storm.worker[n], SIGALRM);
			pthread_kill(storm.worker[n], SIGVTALRM);
		}
		atomic_store(&storm.sent, true);
		sched_yield();
	}
	return arg;
}

SHARED void
start_storm(unsigned targets)
{
	unsigned n;

	storm.targets = targets;
	storm.worker[WORKERS] = pthread_self();
	for (n = 0; n < WORKERS; n++)
		ck_assert_int_eq(pthread_create(&storm.worker[n], NULL,
		    borrow_in_a_loop, NULL), 0);
	ck_assert_int_eq(pthread_create(&storm.sender, NULL, send_in_a_loop,
	    NULL), 0);
	harness_wait_for(atomic_load(&storm.sent), PATIENCE_MS);
}

/* After it the parent's own contexts are all there. */
SHARED void
end_storm(void)
{
	unsigned n;

	atomic_store(&storm.stop, true);
	ck_assert_int_eq(pthread_join(storm.sender, NULL), 0);
	for (n = 0; n < WORKERS; n++)
		ck_assert_int_eq(pthread_join(storm.worker[n], NULL), 0);
	ck_assert_uint_gt(stormed, 0);
	assert_all_free(pool, MADE);
}

/* Two threads that hold a context each until they are told. */
struct holder {
	struct harness_sem ready, go;
	pthread_t thread[2];
};

SHARED void *
hold_until_told(void *arg)
{
	struct holder *h = arg;
	struct portsig_loan loan;

	ck_assert_int_eq(portsig_context_borrow(pool, NULL, &loan), 0);
	harness_sem_post(&h->ready);
	harness_sem_wait(&h->go, PATIENCE_MS);
	portsig_context_return(&loan);
	return NULL;
}

SHARED void
start_holders(struct holder *h)
{
	int n;

	harness_sem_init(&h->ready);
	harness_sem_init(&h->go);
	for (n = 0; n < 2; n++) {
		ck_assert_int_eq(pthread_create(&h->thread[n], NULL,
		    hold_until_told, h), 0);
		harness_sem_wait(&h->ready, PATIENCE_MS);
	}
}

SHARED void
end_holders(struct holder *h)
{
	int n;

	for (n = 0; n < 2; n++)
		harness_sem_post(&h->go);
	for (n = 0; n < 2; n++)
		ck_assert_int_eq(pthread_join(h->thread[n], NULL), 0);
	assert_all_free(pool, MADE);
}

SHARED TCase *
add_fork_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, setup, harness_reconcile);
	tcase_set_timeout(tc, getenv("PORTSIG_FULL") != NULL ? 1200 : 120);
	suite_add_tcase(s, tc);
	return tc;
}

#endif /* TESTS_FORK_FIXTURE_H */
