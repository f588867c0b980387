/* SPDX-License-Identifier: MIT */
/*
 * A signal between any two instructions of a delivery, in each way that it can
 * take through the dispatcher, and of claiming and giving up.
 */
#include "config.h"

#include "inject_fixture.h"

/* Claims and gives up again, twice, so that a used claim is found. */
static void
claimed(void *arg)
{
	struct portsig_claim_options o = { .fn = take };
	struct portsig_claim *a, *b;

	(void)arg;
	if (portsig_action_claim(in.pool, SIGUSR1, &o, &a) != 0)
		return;
	if (portsig_action_claim(in.pool, SIGUSR1, &o, &b) == 0)
		(void)portsig_action_unclaim(b);
	(void)portsig_action_unclaim(a);
	(void)portsig_action_restore(SIGUSR1);
}

/* The host's handler before, ours from some instruction on, his again. */
START_TEST(a_delivery_at_every_instruction_of_claim_and_unclaim)
{
	unsigned n;

	set_up(&settings[0], false);
	on_signal(SIGUSR1, take_displaced, SA_ONSTACK);
	answer = _i == 0 ? PORTSIG_VERDICT_HANDLED : PORTSIG_VERDICT_NEXT;
	printf("--- %s\n", _i == 0 ? "handled" : "passed on");
	for (n = 0; n < 2; n++) {
		in.taken = in.displaced = 0;
		step("claim twice, unclaim, restore", claimed, NULL, deliver);
		ck_assert_uint_gt(in.displaced, 0);
		if (_i == 0)
			ck_assert_uint_gt(in.taken, 0);
		all_back();
	}
}
END_TEST

static void (*ours)(int, siginfo_t *, void *);

/* Stands where the kernel would have called us, and steps from here on. */
static void
step_ours(int signo, siginfo_t *info, void *frame)
{
	if (!in.stepping) {
		ours(signo, info, frame);
		return;
	}
	step_on();
	ours(signo, info, frame);
	step_off();
}

static void
send_usr2(void *arg)
{
	step_off();			/* raise() blocks signals in musl */
	send_value(SIGUSR2, arg != NULL);
}

enum beneath { BENEATH_HANDLER, BENEATH_MASKED, BENEATH_IGNORED };

/**
 * struct course - a way through the dispatcher
 * @name:     as printed
 * @verdict:  what the callback answers
 * @empty:    what the claim wants when nothing is free
 * @exhaust:  whether nothing is free
 * @beneath:  what was displaced
 * @attach:   whether the thread is attached
 * @no_context: the claim wants none
 */
static const struct course {
	const char *name;
	enum portsig_verdict verdict;
	unsigned empty;
	bool exhaust;
	enum beneath beneath;
	bool attach, no_context;
} courses[] = {
	{ "handled", PORTSIG_VERDICT_HANDLED, PORTSIG_EMPTY_CALL, false,
	    BENEATH_HANDLER, false, false },
	{ "handled, attached", PORTSIG_VERDICT_HANDLED, PORTSIG_EMPTY_CALL,
	    false, BENEATH_HANDLER, true, false },
	{ "handled, no context wanted", PORTSIG_VERDICT_HANDLED,
	    PORTSIG_EMPTY_CALL, false, BENEATH_HANDLER, false, true },
	{ "forwarded", PORTSIG_VERDICT_NEXT, PORTSIG_EMPTY_CALL, false,
	    BENEATH_HANDLER, false, false },
	{ "forwarded with its mask", PORTSIG_VERDICT_NEXT, PORTSIG_EMPTY_CALL,
	    false, BENEATH_MASKED, false, false },
	{ "ignored", PORTSIG_VERDICT_NEXT, PORTSIG_EMPTY_CALL, false,
	    BENEATH_IGNORED, false, false },
	{ "none free, called", PORTSIG_VERDICT_HANDLED, PORTSIG_EMPTY_CALL,
	    true, BENEATH_HANDLER, false, false },
	{ "none free, forwarded", PORTSIG_VERDICT_HANDLED, PORTSIG_EMPTY_NEXT,
	    true, BENEATH_HANDLER, false, false },
	{ "none free, kept", PORTSIG_VERDICT_HANDLED, PORTSIG_EMPTY_DEFER,
	    true, BENEATH_HANDLER, false, false },
};

enum { COURSES = sizeof(courses) / sizeof(courses[0]) };

static void
displace_usr2(enum beneath beneath)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sigemptyset(&sa.sa_mask);
	sa.sa_sigaction = take_displaced;
	sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
	if (beneath == BENEATH_MASKED)
		sigaddset(&sa.sa_mask, SIGWINCH);
	if (beneath == BENEATH_IGNORED) {
		sa.sa_handler = SIG_IGN;
		sa.sa_flags = 0;
	}
	ck_assert_int_eq(sigaction(SIGUSR2, &sa, NULL), 0);
}

/* Puts step_ours() in front of the dispatcher, with the same mask. */
static void
claim_usr2(const struct course *c)
{
	struct portsig_claim_options o = { .fn = take, .empty = c->empty,
	    .flags = PORTSIG_CLAIM_OVER_IGNORED | PORTSIG_CLAIM_UNBLOCKED |
	    (c->no_context ? PORTSIG_CLAIM_NO_CONTEXT : 0) };
	struct portsig_claim *claimed;
	struct sigaction sa;

	displace_usr2(c->beneath);
	answer = c->verdict;
	ck_assert_int_eq(portsig_action_claim(in.pool, SIGUSR2, &o, &claimed),
	    0);
	ck_assert_int_eq(sigaction(SIGUSR2, NULL, &sa), 0);
	ours = sa.sa_sigaction;
	sa.sa_sigaction = step_ours;
	ck_assert_int_eq(sigaction(SIGUSR2, &sa, NULL), 0);
}

static struct portsig_loan kept[CONTEXTS];

/* Another thread has them all. */
static void *
take_all(void *arg)
{
	bool *taken = arg;
	unsigned n;

	for (n = 0; n < CONTEXTS; n++) {
		if (*taken)
			portsig_context_return(&kept[CONTEXTS - 1 - n]);
		else
			ck_assert_int_eq(portsig_context_borrow(in.pool, NULL,
			    &kept[n]), 0);
	}
	*taken = true;
	return NULL;
}

static struct harness_sem may_go, gone;

/* A thread that holds every context until told. */
static void *
hold_all(void *arg)
{
	bool taken = false;
	sigset_t set;

	(void)arg;
	sigfillset(&set);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	take_all(&taken);
	harness_sem_post(&gone);
	harness_sem_wait(&may_go, 20000);
	take_all(&taken);
	return NULL;
}

static void
run_course(const struct course *c, inject_fn *inject)
{
	struct portsig_context *mine;

	in.taken = in.displaced = 0;
	if (c->attach)
		ck_assert_int_eq(portsig_thread_attach(in.pool, NULL, &mine),
		    0);
	step(c->name, send_usr2, NULL, inject);
	if (c->attach)
		ck_assert_int_eq(portsig_thread_detach(in.pool), 0);
}

static void
sweep_course(const struct course *c, inject_fn *inject)
{
	struct portsig_pool_options o = { .contexts = CONTEXTS,
	    .nest = c->exhaust ? PORTSIG_NEST_FRESH : PORTSIG_NEST_SAME };
	unsigned taken, displaced;
	pthread_t holder;

	in.pool = make_pool(&o);
	in.nest = o.nest;
	on_signal(SIGUSR1, take_displaced, SA_ONSTACK);
	ck_assert_int_eq(portsig_altstack_install(stack_area,
	    sizeof(stack_area), NULL), 0);
	on_signal(SIGTRAP, on_trap, SA_ONSTACK);
	claim_usr2(c);
	if (inject == deliver)
		claim_usr1(PORTSIG_EMPTY_CALL);
	if (c->exhaust) {
		harness_sem_init(&may_go);
		harness_sem_init(&gone);
		ck_assert_int_eq(pthread_create(&holder, NULL, hold_all, NULL),
		    0);
		harness_sem_wait(&gone, 20000);
	}
	run_course(c, inject);
	taken = in.taken;
	displaced = in.displaced;
	if (c->exhaust) {
		harness_sem_post(&may_go);
		ck_assert_int_eq(pthread_join(holder, NULL), 0);
	}
	if (c->empty == PORTSIG_EMPTY_DEFER)
		harness_wait_for(in.taken == taken + 1, 20000);
	if (inject != deliver && c->beneath != BENEATH_IGNORED)
		ck_assert_uint_ge(in.taken + displaced, 1);
	all_back();
}

START_TEST(a_signal_at_every_instruction_of_a_delivery)
{
	static inject_fn *const injected[] = { borrow_once, borrow_twice,
	    deliver };

	printf("--- a delivery, %s\n", _i / COURSES == 0 ? "one loan" :
	    _i / COURSES == 1 ? "two loans" : "a delivery");
	sweep_course(&courses[_i % COURSES], injected[_i / COURSES]);
}
END_TEST

static volatile unsigned long back_at;

/* Another thread gives everything back, between two of our instructions. */
static void
bring_back(void *frame)
{
	if (++in.injections != back_at)
		return;
	harness_sem_post(&may_go);
	harness_sem_wait(&gone, 20000);
	if (portsig_context_current(in.pool) != NULL)
		wrong("a context of nowhere", frame);
}

/* Holds all until told, and tells when it has given them back. */
static void *
hold_and_tell(void *arg)
{
	(void)hold_all(arg);
	harness_sem_post(&gone);
	return NULL;
}

/* One signal that finds nothing free; the return comes at BACK_AT. */
static void
keep_one(void)
{
	pthread_t holder;

	ck_assert_int_eq(pthread_create(&holder, NULL, hold_and_tell, NULL),
	    0);
	harness_sem_wait(&gone, 20000);
	in.injections = in.instructions = 0;
	in.taken = in.displaced = 0;
	in.stepping = true;
	send_usr2(NULL);
	in.stepping = false;
	if (in.injections < back_at) {
		harness_sem_post(&may_go);
		harness_sem_wait(&gone, 20000);
	}
	ck_assert_int_eq(pthread_join(holder, NULL), 0);
	harness_wait_for(in.taken == 1, 5000);
}

START_TEST(a_return_at_any_instruction_brings_the_kept_signal)
{
	static const struct course kept_course = { "kept",
	    PORTSIG_VERDICT_HANDLED, PORTSIG_EMPTY_DEFER, true,
	    BENEATH_HANDLER, false, false };
	struct portsig_pool_options o = { .contexts = CONTEXTS,
	    .nest = PORTSIG_NEST_FRESH };
	unsigned stride = getenv("PORTSIG_FULL") != NULL ? 1 : 23;

	in.pool = make_pool(&o);
	on_signal(SIGTRAP, on_trap, 0);
	claim_usr2(&kept_course);
	harness_sem_init(&may_go);
	harness_sem_init(&gone);
	in.fn = bring_back;
	for (back_at = 1; back_at == 1 || in.injections >= back_at - 1;
	    back_at += stride)
		keep_one();
	printf("%lu instructions, a return at each %uth, none lost\n",
	    back_at, stride);
	ck_assert_uint_gt(back_at, 200);
	all_back();
}
END_TEST

static struct portsig_pool *two[2];
static struct portsig_claim *now_claimed;
static volatile unsigned long swap_at, swaps, mixed_up;

static enum portsig_verdict
see_whose(const struct portsig_event *ev, void *arg)
{
	struct portsig_pool **p = arg;

	in.taken++;
	mixed_up += ev->context == NULL ||
	    portsig_context_current(*p) != ev->context;
	return PORTSIG_VERDICT_HANDLED;
}

static void
claim_for(struct portsig_pool **p)
{
	struct portsig_claim_options o = { .fn = see_whose, .arg = p };

	ck_assert_int_eq(portsig_action_claim(*p, SIGUSR2, &o, &now_claimed),
	    0);
}

/* What another thread may do meanwhile: give the claim up, make another. */
static void
swap_claims(void *frame)
{
	(void)frame;
	if (++in.injections != swap_at)
		return;
	if (portsig_action_unclaim(now_claimed) != 0)
		return;
	claim_for(&two[1]);
	swaps++;
}

/* The old claim's memory must not become the new one under a delivery. */
START_TEST(a_claim_given_up_at_any_instruction_is_not_mixed_up)
{
	static const struct course usual = { "claims given up", 0,
	    PORTSIG_EMPTY_CALL, false, BENEATH_HANDLER, false, false };
	struct portsig_pool_options o = { .contexts = CONTEXTS };
	struct sigaction sa;

	two[0] = in.pool = make_pool(&o);
	two[1] = make_pool(&o);
	on_signal(SIGTRAP, on_trap, 0);
	displace_usr2(usual.beneath);
	claim_for(&two[0]);
	ck_assert_int_eq(sigaction(SIGUSR2, NULL, &sa), 0);
	ours = sa.sa_sigaction;
	in.fn = swap_claims;
	in.stepping = true;
	for (swap_at = 1; swap_at == 1 || in.injections >= swap_at - 1;
	    swap_at++) {
		in.injections = 0;
		sa.sa_sigaction = step_ours;
		ck_assert_int_eq(sigaction(SIGUSR2, &sa, NULL), 0);
		send_value(SIGUSR2, 0);
		if (portsig_action_unclaim(now_claimed) == 0)
			claim_for(&two[0]);
	}
	printf("%lu instructions, %lu claims given up at one, %lu mixed up\n",
	    swap_at, swaps, mixed_up);
	ck_assert_uint_gt(swaps, 20);
	ck_assert_uint_eq(mixed_up, 0);
	all_back();
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inject_delivery");
	TCase *tc = add_action_case(s, "step");

	if (!step_works) {
		harness_skip("all of it", "this CPU does not step itself");
		return HARNESS_SKIPPED;
	}
	tcase_add_loop_test(tc,
	    a_delivery_at_every_instruction_of_claim_and_unclaim, 0, 2);
	tcase_add_loop_test(tc, a_signal_at_every_instruction_of_a_delivery, 0,
	    3 * COURSES);
	tcase_add_test(tc,
	    a_return_at_any_instruction_brings_the_kept_signal);
	tcase_add_test(tc,
	    a_claim_given_up_at_any_instruction_is_not_mixed_up);
	return harness_main(s);
}
