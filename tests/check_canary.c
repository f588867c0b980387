/* SPDX-License-Identifier: MIT */
/*
 * What a delivery must leave as it was: the host thread's mask, signal stack
 * and errno, in a storm; the memory round its signal stack, however small;
 * and all of it when the dispatcher is called in a way no kernel would.
 */
#include "config.h"

#include <alloca.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "claim_fixture.h"

enum {
	THREADS = 8,
	FULL_ROUNDS = 100000,		/* with PORTSIG_FULL */
	ROUNDS = 5000,
	NEIGHBOUR = 3,			/* each so many rounds, the next too */
	LEFT_ERRNO = 77,		/* by the displaced handler */
	HOST_ERRNO = 1000,		/* and the thread's number */
	PADDING = 4096,
	POISON = 0xa7
};

/* A signal stack, with poison below and above. */
struct padded {
	_Alignas(64) unsigned char below[PADDING];
	unsigned char stack[64 * 1024 + PADDING];
	size_t size;
};

static void
poison(struct padded *p, size_t size)
{
	memset(p->below, POISON, PADDING);
	memset(p->stack, POISON, sizeof(p->stack));
	p->size = size;
}

static unsigned
poisoned_bytes_lost(const struct padded *p)
{
	unsigned n, lost = 0;

	for (n = 0; n < PADDING; n++)
		lost += (p->below[n] != POISON) +
		    (p->stack[p->size + n] != POISON);
	return lost;
}

static void
use_padded(struct padded *p)
{
	stack_t st;

	memset(&st, 0, sizeof(st));
	st.ss_sp = p->stack;
	st.ss_size = p->size;
	ck_assert_int_eq(sigaltstack(&st, NULL), 0);
}

/* What a host thread looks at, all of it. */
struct canary {
	int error;
	sigset_t mask;
	stack_t stack;
};

static void
look(struct canary *c)
{
	c->error = errno;
	pthread_sigmask(SIG_BLOCK, NULL, &c->mask);
	memset(&c->stack, 0, sizeof(c->stack));
	sigaltstack(NULL, &c->stack);
}

static bool
is_same_mask(const sigset_t *a, const sigset_t *b)
{
	int signo;

	for (signo = 1; signo < 65; signo++)
		if (sigismember(a, signo) != sigismember(b, signo))
			return false;
	return true;
}

static bool
is_same(const struct canary *a, const struct canary *b)
{
	return a->error == b->error && is_same_mask(&a->mask, &b->mask) &&
	    a->stack.ss_sp == b->stack.ss_sp &&
	    a->stack.ss_size == b->stack.ss_size &&
	    a->stack.ss_flags == b->stack.ss_flags;
}

struct host {
	unsigned n;
	pthread_t thread;
	struct padded padded;
	struct canary mine;
	sigset_t displaced_mask;	/* what it is to see */
	unsigned long asked, displaced, looks, mismatches;
};

static struct host hosts[THREADS];
static _Thread_local struct host *volatile me;
static _Atomic unsigned ready, done;
static _Atomic bool go;

static bool
has_own_stack(const struct host *h)
{
	return h->n % 2 == 1;
}

/* One with a signal stack of its own, and one without. */
static bool
is_attached(const struct host *h)
{
	return h->n == 2 || h->n == 3;
}

/* A rude callback: it changes what is the host's. */
static void
be_rude(const struct portsig_event *ev)
{
	struct portsig_loan loan;
	sigset_t set;

	me->asked++;
	errno = 5000 + ev->signo;
	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGURG);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	if (portsig_context_borrow(pool, ev->frame, &loan) == 0) {
		errno = 6000;
		portsig_context_return(&loan);
	}
}

static enum portsig_verdict
take_it(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	be_rude(ev);
	return PORTSIG_VERDICT_HANDLED;
}

static enum portsig_verdict
leave_it(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	be_rude(ev);
	return PORTSIG_VERDICT_NEXT;
}

static void
leave_errno(int signo)
{
	sigset_t now;

	(void)signo;
	pthread_sigmask(SIG_BLOCK, NULL, &now);
	if (!is_same_mask(&now, &me->displaced_mask))
		me->mismatches++;
	me->displaced++;
	errno = LEFT_ERRNO;
}

static void
compare(struct host *h, int expected_errno)
{
	struct canary now;

	look(&now);
	h->mine.error = expected_errno;
	h->looks++;
	if (!is_same(&now, &h->mine))
		h->mismatches++;
}

/*
 * One that a claim takes, and one that it leaves to the displaced handler,
 * whose errno stays.  Others send SIGUSR1 at any time, between these too.
 */
static void
one_round(struct host *h, unsigned round)
{
	const int mine = HOST_ERRNO + (int)h->n;

	errno = mine;
	compare(h, mine);
	pthread_kill(h->thread, SIGUSR1);
	compare(h, mine);
	if (round % NEIGHBOUR == 0)
		pthread_kill(hosts[(h->n + 1) % THREADS].thread, SIGUSR1);
	compare(h, mine);
	pthread_kill(h->thread, SIGUSR2);
	compare(h, HARNESS_UNDER_TSAN ? mine : LEFT_ERRNO);
	errno = mine;
	compare(h, mine);
}

static void
set_up_host(struct host *h)
{
	struct portsig_context *c;
	sigset_t set;

	if (has_own_stack(h)) {
		poison(&h->padded, h->n % 4 == 1 ? 16 * 1024 : 64 * 1024);
		use_padded(&h->padded);
	}
	if (is_attached(h))
		ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN + (int)h->n);
	sigaddset(&set, h->n % 2 == 0 ? SIGWINCH : SIGALRM);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &set, NULL), 0);
	look(&h->mine);
	h->displaced_mask = set;
	sigaddset(&h->displaced_mask, SIGUSR2);
	sigaddset(&h->displaced_mask, SIGVTALRM);
	me = h;
}

static void *
be_a_host(void *arg)
{
	unsigned n, rounds = harness_rounds(ROUNDS, FULL_ROUNDS);
	struct host *h = arg;

	set_up_host(h);
	atomic_fetch_add(&ready, 1);
	harness_wait_for(atomic_load(&go), 20000);
	for (n = 0; n < rounds; n++)
		one_round(h, n);
	atomic_fetch_add(&done, 1);
	errno = HOST_ERRNO + (int)h->n;
	do				/* the neighbour may still send */
		compare(h, HOST_ERRNO + (int)h->n);
	while (atomic_load(&done) < THREADS);
	return NULL;
}

static struct portsig_claim *
claim_with(int signo, portsig_signal_fn *fn, size_t budget)
{
	struct portsig_claim_options o = { .fn = fn, .stack_budget = budget };
	struct portsig_claim *c = NULL;

	ck_assert_int_eq(portsig_action_claim(pool, signo, &o, &c), 0);
	return c;
}

static void
displace_errno(void)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = leave_errno;
	sa.sa_flags = SA_ONSTACK;
	sigemptyset(&sa.sa_mask);
	sigaddset(&sa.sa_mask, SIGVTALRM);
	ck_assert_int_eq(sigaction(SIGUSR2, &sa, NULL), 0);
}

static void
run_hosts(void)
{
	unsigned n;

	for (n = 0; n < THREADS; n++) {
		hosts[n].n = n;
		ck_assert_int_eq(pthread_create(&hosts[n].thread, NULL,
		    be_a_host, &hosts[n]), 0);
	}
	harness_wait_for(atomic_load(&ready) == THREADS, 20000);
	atomic_store(&go, true);
	for (n = 0; n < THREADS; n++)
		ck_assert_int_eq(pthread_join(hosts[n].thread, NULL), 0);
}

START_TEST(a_storm_leaves_mask_signal_stack_and_errno_as_they_were)
{
	struct portsig_pool_options o = { .contexts = THREADS };
	unsigned long asked = 0, looks = 0, mismatches = 0;
	unsigned n, rounds = harness_rounds(ROUNDS, FULL_ROUNDS);

	pool = make_pool(&o);
	displace_errno();
	claim_with(SIGUSR1, take_it, 0);
	claim_with(SIGUSR2, leave_it, 0);
	run_hosts();
	for (n = 0; n < THREADS; n++) {
		asked += hosts[n].asked;
		looks += hosts[n].looks;
		mismatches += hosts[n].mismatches;
		ck_assert_uint_ge(hosts[n].asked, 2 * rounds);
		ck_assert_uint_ge(hosts[n].displaced, rounds);
		if (has_own_stack(&hosts[n]))
			ck_assert_uint_eq(poisoned_bytes_lost(
			    &hosts[n].padded), 0);
	}
	printf("canary: %lu deliveries, %lu looks, %lu mismatches\n", asked,
	    looks, mismatches);
	ck_assert_uint_eq(mismatches, 0);
	assert_all_free(pool, THREADS);
}
END_TEST

/* Signal stacks smaller than a claim would like. */
enum { BUDGET = 32 * 1024, SPARE = 512 };
static const size_t sizes[] = { 4096, 8192, 16384, 65536 };
enum { SIZES = sizeof(sizes) / sizeof(sizes[0]) };

static struct padded small;
static volatile size_t seen_left, seen_used;
static volatile unsigned seen_kind;
static volatile uintptr_t seen_base, seen_event;
static volatile size_t seen_size;

static void
note_stack(const struct portsig_event *ev)
{
	calls++;
	seen_flags = ev->flags;
	seen_kind = ev->stack->kind;
	seen_base = (uintptr_t)ev->stack->base;
	seen_size = ev->stack->size;
	seen_left = ev->bytes_left;
	seen_event = (uintptr_t)ev;
}

/* Uses all that it was told is left, less SPARE. */
static enum portsig_verdict
fill_stack(const struct portsig_event *ev, void *arg)
{
	volatile unsigned char here = 0, *p;
	size_t n, used = (uintptr_t)ev - (uintptr_t)&here;

	(void)arg;
	note_stack(ev);
	if (ev->bytes_left < used + 2 * SPARE || here != 0)
		return PORTSIG_VERDICT_HANDLED;
	n = ev->bytes_left - SPARE - used;
	p = alloca(n);
	seen_used = n;
	while (n-- > 0)
		p[n] = 1;
	return PORTSIG_VERDICT_HANDLED;
}

START_TEST(a_small_signal_stack_is_told_and_what_is_left_can_be_used)
{
	size_t size = sizes[_i];

	claim_with(SIGUSR1, fill_stack, BUDGET);
	/* binds what is bound lazily: that takes more stack than all else */
	poison(&small, sizes[SIZES - 1]);
	use_padded(&small);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_gt(seen_used, BUDGET);
	poison(&small, size);
	use_padded(&small);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(calls, 2);
	ck_assert_uint_eq(seen_kind, PORTSIG_STACK_EXACT);
	ck_assert_uint_eq(seen_base, (uintptr_t)small.stack);
	ck_assert_uint_eq(seen_size, size);
	ck_assert_uint_eq(seen_left, seen_event - (uintptr_t)small.stack);
	ck_assert_int_eq((seen_flags & PORTSIG_EVENT_SMALL_STACK) != 0,
	    size < BUDGET);
	if (size >= BUDGET)
		ck_assert_uint_ge(seen_left, BUDGET);
	if (size >= 16384)
		ck_assert_uint_gt(seen_used, size / 2);
	ck_assert_uint_eq(poisoned_bytes_lost(&small), 0);
}
END_TEST

static enum portsig_verdict
note_only(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	note_stack(ev);
	return answer;
}

/* Budgets that fill the stack to a page's end, and to 64 of them. */
START_TEST(a_stack_that_attach_made_holds_the_budget)
{
	size_t budget = (size_t)(_i / 2 == 0 ? 30 : 65) * 4096 +
	    (_i % 2 == 0 ? 0 : 4096 - portsig_altstack_min_size() % 4096);
	struct portsig_pool_options o = { .contexts = 1,
	    .stack_budget = budget };
	struct portsig_context *c;

	pool = make_pool(&o);
	claim_with(SIGUSR1, note_only, budget);
	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(calls, 1);
	ck_assert_uint_eq(seen_kind, PORTSIG_STACK_EXACT);
	ck_assert_uint_ge(seen_left, budget);
	ck_assert_uint_eq(seen_flags & PORTSIG_EVENT_SMALL_STACK, 0);
}
END_TEST

/* Ways to call the dispatcher that no kernel has. */
static siginfo_t late_info;
static ucontext_t late_frame;
static struct sigaction ours;

static enum portsig_verdict
keep_for_later(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	late_info = *ev->info;
	late_frame = *(const ucontext_t *)ev->frame;
	note_stack(ev);
	return PORTSIG_VERDICT_HANDLED;
}

/* Delivers one on a signal stack, or without, and keeps what came. */
static void
keep_one(bool with_stack)
{
	struct portsig_claim *c = claim_with(SIGUSR2, keep_for_later, 0);

	if (with_stack) {
		poison(&small, 65536);
		use_padded(&small);
	}
	ck_assert_int_eq(raise(SIGUSR2), 0);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq((seen_flags & PORTSIG_EVENT_ALTSTACK) != 0,
	    with_stack);
	ck_assert_int_eq(portsig_action_unclaim(c), 0);
	ck_assert_int_eq(sigaction(SIGUSR2, NULL, &ours), 0);
	claim_with(SIGUSR2, note_only, BUDGET);
}

static void
assert_wrong_stack(bool told)
{
	ck_assert_int_eq((seen_flags & PORTSIG_EVENT_WRONG_STACK) != 0, told);
	ck_assert_uint_eq(seen_flags & PORTSIG_EVENT_ALTSTACK, 0);
	ck_assert_uint_eq(seen_flags & PORTSIG_EVENT_SMALL_STACK, 0);
	ck_assert_uint_eq(seen_kind, PORTSIG_STACK_UNKNOWN);
	ck_assert_uint_eq(seen_base, 0);
	ck_assert_uint_eq(seen_size, 0);
	ck_assert_uint_eq(seen_left, 0);
}

static struct host late_host;

static void
set_late_host(void)
{
	me = &late_host;
	late_host.displaced_mask = late_frame.uc_sigmask;
	sigaddset(&late_host.displaced_mask, SIGUSR2);
	sigaddset(&late_host.displaced_mask, SIGVTALRM);
}

/* Late, as a sanitizer calls handlers, when nothing is interrupted. */
START_TEST(called_late_as_a_plain_function_it_works)
{
	bool with_stack = (_i & 1) != 0, next = (_i & 2) != 0;
	struct canary before, after;
	sigset_t set;

	displace_errno();
	keep_one(with_stack);
	set_late_host();
	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &set, NULL), 0);
	answer = next ? PORTSIG_VERDICT_NEXT : PORTSIG_VERDICT_HANDLED;
	errno = HOST_ERRNO;
	look(&before);
	ours.sa_sigaction(SIGUSR2, &late_info, &late_frame);
	look(&after);
	ck_assert_int_eq(calls, 2);
	assert_wrong_stack(with_stack);
	ck_assert_uint_eq(late_host.displaced, next);
	ck_assert_uint_eq(late_host.mismatches, 0);
	ck_assert_int_eq(after.error, next ? LEFT_ERRNO : HOST_ERRNO);
	before.error = after.error;
	ck_assert(is_same(&before, &after));
	assert_all_free(pool, 2);
}
END_TEST

static struct sigaction in_front_of;

static void
call_who_was_there(int signo, siginfo_t *info, void *frame)
{
	displaced_calls++;
	in_front_of.sa_sigaction(signo, info, frame);
}

/* Theirs came after ours, without SA_ONSTACK, and calls ours. */
START_TEST(called_by_a_handler_without_onstack_it_works)
{
	bool with_stack = (_i & 1) != 0, next = (_i & 2) != 0;
	struct canary before, after;

	displace_errno();
	keep_one(with_stack);
	set_late_host();
	answer = next ? PORTSIG_VERDICT_NEXT : PORTSIG_VERDICT_HANDLED;
	ck_assert_int_eq(sigaction(SIGUSR2, NULL, &in_front_of), 0);
	on_signal(SIGUSR2, call_who_was_there, 0);
	errno = HOST_ERRNO;
	look(&before);
	ck_assert_int_eq(raise(SIGUSR2), 0);
	look(&after);
	ck_assert_int_eq(displaced_calls, 1);
	ck_assert_int_eq(calls, 2);
	assert_wrong_stack(with_stack);
	ck_assert_uint_eq(late_host.displaced, next);
	ck_assert_uint_eq(late_host.mismatches, 0);
	ck_assert_int_eq(after.error, next && !HARNESS_UNDER_TSAN ?
	    LEFT_ERRNO : HOST_ERRNO);
	before.error = after.error;
	ck_assert(is_same(&before, &after));
	assert_all_free(pool, 2);
}
END_TEST

/* The kernel's frame and the dispatcher's leave nothing of a smaller one. */
static bool
holds_a_delivery(size_t size)
{
	return size >= portsig_altstack_min_size() + 640;
}

static void
add_small(TCase *tc)
{
	int n;

	for (n = 0; n < SIZES && !holds_a_delivery(sizes[n]); n++)
		harness_skip("a_small_signal_stack_is_told", "the kernel's "
		    "frame needs more");
	tcase_add_loop_test(tc,
	    a_small_signal_stack_is_told_and_what_is_left_can_be_used, n,
	    SIZES);
}

int
main(void)
{
	Suite *s = suite_create("canary");
	TCase *tc = add_action_case(s, "storm");

	tcase_add_test(tc,
	    a_storm_leaves_mask_signal_stack_and_errno_as_they_were);
	tc = add_action_case(s, "small");
	add_small(tc);
	tcase_add_loop_test(tc, a_stack_that_attach_made_holds_the_budget, 0,
	    4);
	tc = add_action_case(s, "late");
	tcase_add_loop_test(tc, called_late_as_a_plain_function_it_works, 0,
	    4);
	tcase_add_loop_test(tc, called_by_a_handler_without_onstack_it_works,
	    0, 4);
	return harness_main(s);
}
