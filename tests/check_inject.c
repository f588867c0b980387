/* SPDX-License-Identifier: MIT */
/*
 * A signal between any two instructions.  Each operation runs one instruction
 * at a time, and after each a handler borrows and returns, or a whole signal
 * is delivered; what the interrupted code can see must be as it was, and in
 * the end nothing may be missing.
 */
#include "config.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <portsig/frame.h>

#include "portsig/action_internal.h"
#include "claim_fixture.h"
#include "single_step.h"

enum { CONTEXTS = 3, SEEN = 8, SIGNAL_STACK = 128 * 1024 };

/* What the code that is stepped can see of a context and of its thread. */
struct sight {
	void *slot;
	struct one {
		uintptr_t owner;
		struct portsig_context *below;
		unsigned depth;
		uintptr_t loan[PORTSIG_HOLDS];
		struct portsig_claim *claim[PORTSIG_HOLDS];
	} context[SEEN];
	unsigned contexts;
};

/* What is done after each instruction. */
typedef void inject_fn(void *frame);

static volatile struct {
	struct portsig_pool *pool;
	inject_fn *fn;
	bool stepping;
	unsigned long instructions, injections, failures;
	unsigned long none, second;	/* got EAGAIN; or another context */
	unsigned taken, displaced;
	const char *why;
	uintptr_t where;
} in;

static unsigned char stack_area[SIGNAL_STACK];

static void
look_at(struct portsig_context *c, void *arg)
{
	struct sight *s = arg;
	struct one *o = &s->context[s->contexts];
	unsigned n;

	if (s->contexts == SEEN)
		return;
	s->contexts++;
	o->owner = atomic_load(&c->owner);
	o->below = atomic_load(&c->below);
	o->depth = atomic_load(&c->depth);
	for (n = 0; n < PORTSIG_HOLDS; n++) {
		o->loan[n] = atomic_load(&c->hold[n].loan);
		o->claim[n] = atomic_load(&c->hold[n].claim);
	}
}

static void
look(struct sight *s)
{
	memset(s, 0, sizeof(*s));
	s->slot = portsig_os_slot_get();
	if (portsig_pool_is_live(in.pool))
		portsig_pool_visit(in.pool, look_at, s);
}

static void
wrong(const char *why, void *frame)
{
	if (in.failures++ == 0) {
		in.why = why;
		in.where = portsig_frame_pc(frame);
	}
}

/*
 * Free contexts keep whatever stood in `below', and a thread's exit may have
 * been hooked.
 */
static bool
same(const struct sight *a, const struct sight *b)
{
	unsigned n;

	if (a->contexts != b->contexts || (a->slot != b->slot &&
	    (uintptr_t)a->slot != ((uintptr_t)b->slot ^ PORTSIG_SLOT_ARMED)))
		return false;
	for (n = 0; n < a->contexts; n++) {
		struct one x = a->context[n], y = b->context[n];

		if (x.owner == 0 && y.owner == 0)
			x.below = y.below;
		if (memcmp(&x, &y, sizeof(x)) != 0)
			return false;
	}
	return true;
}

static void
on_trap(int signo, siginfo_t *info, void *frame)
{
	static struct sight before, after;
	int saved = errno;

	(void)signo;
	in.instructions++;
	if (info->si_code == SI_USER || info->si_code == SI_TKILL)
		wrong("not a trap", frame);
	look(&before);
	errno = 1000 + (int)(in.instructions % 7);
	in.fn(frame);
	if (errno != 1000 + (int)(in.instructions % 7))
		wrong("errno", frame);
	look(&after);
	if (!same(&before, &after))
		wrong("the interrupted code sees a difference", frame);
	errno = saved;
}

/* The nested borrower. */
static void
borrow_once(void *frame)
{
	struct portsig_context *held = portsig_context_current(in.pool);
	struct portsig_loan loan;
	int err = portsig_context_borrow(in.pool, frame, &loan);

	in.injections++;
	if (err != 0) {
		in.none++;
		if (err != EAGAIN && portsig_pool_is_live(in.pool))
			wrong("neither a context nor EAGAIN", frame);
		return;
	}
	if (held != NULL && loan.context != held)
		in.second++;
	portsig_context_return(&loan);
}

/* Two loans in the injected handler, and a mark and rewind around them. */
static void
borrow_twice(void *frame)
{
	portsig_mark mark;
	struct portsig_loan a, b;

	in.injections++;
	if (portsig_context_borrow(in.pool, frame, &a) != 0) {
		in.none++;
		return;
	}
	mark = portsig_context_mark(in.pool);
	if (portsig_context_borrow(in.pool, frame, &b) == 0)
		portsig_context_rewind(in.pool, mark);
	portsig_context_return(&a);
}

static enum portsig_verdict
take(const struct portsig_event *ev, void *arg)
{
	(void)ev;
	(void)arg;
	in.taken += answer == PORTSIG_VERDICT_HANDLED;
	return answer;
}

static void
take_displaced(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	(void)frame;
	in.displaced++;
}

/* A whole delivery of a signal that somebody must take, once. */
static void
deliver(void *frame)
{
	unsigned before = in.taken + in.displaced;

	in.injections++;
	if (raise(SIGUSR1) != 0)
		wrong("raise", frame);
	if (in.taken + in.displaced != before + 1)
		wrong("lost, or taken twice", frame);
}

/* Runs FN(ARG) with INJECT after each instruction, and says what was seen. */
static void
step(const char *name, void (*fn)(void *), void *arg, inject_fn *inject)
{
	in.fn = inject;
	in.instructions = in.injections = in.failures = 0;
	in.none = in.second = 0;
	in.stepping = true;
	step_on();
	fn(arg);
	step_off();
	in.stepping = false;
	printf("%-34s %6lu instructions %6lu injections %lu failures, "
	    "%lu found none, %lu a second\n", name, in.instructions,
	    in.injections, in.failures, in.none, in.second);
	ck_assert_msg(in.failures == 0, "%s: %s, first at pc %p", name,
	    in.why, (void *)in.where);
	ck_assert_uint_gt(in.instructions, 20);
	ck_assert_uint_gt(in.injections, 0);
}

static void
plain(void *arg)
{
	struct portsig_loan loan;

	if (portsig_context_borrow(in.pool, arg, &loan) == 0)
		portsig_context_return(&loan);
}

static void
nested(void *arg)
{
	struct portsig_loan a, b, c;

	if (portsig_context_borrow(in.pool, arg, &a) != 0)
		return;
	if (portsig_context_borrow(in.pool, arg, &b) == 0) {
		if (portsig_context_borrow(in.pool, arg, &c) == 0)
			portsig_context_return(&c);
		portsig_context_return(&b);
	}
	portsig_context_return(&a);
}

static void
rewound(void *arg)
{
	portsig_mark mark = portsig_context_mark(in.pool);
	struct portsig_loan a, b;

	if (portsig_context_borrow(in.pool, arg, &a) == 0)
		(void)portsig_context_borrow(in.pool, arg, &b);
	portsig_context_rewind(in.pool, mark);
}

static void
attached(void *arg)
{
	struct portsig_context *c;

	if (portsig_thread_attach(in.pool, arg, &c) != 0)
		return;
	plain(NULL);
	nested(NULL);
	(void)portsig_thread_detach(in.pool);
}

static void
grown(void *arg)
{
	struct portsig_counts c;

	(void)arg;
	if (portsig_pool_grow(in.pool, 1) == 0 &&
	    portsig_pool_counts_get(in.pool, &c) == 0)
		(void)portsig_pool_refill(in.pool);
}

static const struct operation {
	const char *name;
	void (*fn)(void *);
	void *arg;
} operations[] = {
	{ "borrow, return", plain, NULL },
	{ "three nested loans", nested, NULL },
	{ "mark, two loans, rewind", rewound, NULL },
	{ "attach, loans, detach", attached, NULL },
	{ "attach a payload, loans, detach", attached, stack_area },
	{ "grow, count, refill", grown, NULL },
};

static const struct setting {
	const char *name;
	unsigned contexts, nest;
	bool armed, altstack;
} settings[] = {
	{ "SAME", CONTEXTS, PORTSIG_NEST_SAME, true, true },
	{ "SAME, no signal stack", CONTEXTS, PORTSIG_NEST_SAME, true, false },
	{ "SAME, thread never seen", CONTEXTS, PORTSIG_NEST_SAME, false, true },
	{ "SAME, one context", 1, PORTSIG_NEST_SAME, true, true },
	{ "FRESH", CONTEXTS, PORTSIG_NEST_FRESH, true, true },
	{ "FRESH, one context", 1, PORTSIG_NEST_FRESH, true, false },
};

enum { OPERATIONS = sizeof(operations) / sizeof(operations[0]) };
enum { SETTINGS = sizeof(settings) / sizeof(settings[0]) };

static int
agree(void *payload, unsigned depth, void *arg)
{
	(void)payload;
	(void)arg;
	return depth > 100 ? EBUSY : 0;
}

static void
hear(void *payload, unsigned depth, enum portsig_leave how, void *arg)
{
	(void)payload;
	(void)depth;
	(void)how;
	(void)arg;
}

static void
set_up(const struct setting *s, bool heard)
{
	struct portsig_pool_options o = { .payload_size = 64,
	    .contexts = s->contexts, .nest = s->nest,
	    .enter = heard ? agree : NULL, .leave = heard ? hear : NULL };

	in.pool = make_pool(&o);
	if (s->armed)
		plain(NULL);
	if (s->altstack)
		ck_assert_int_eq(portsig_altstack_install(stack_area,
		    sizeof(stack_area), NULL), 0);
	on_signal(SIGTRAP, on_trap, s->altstack ? SA_ONSTACK : 0);
}

static void
all_back(void)
{
	struct portsig_counts c;

	ck_assert_int_eq(portsig_pool_counts_get(in.pool, &c), 0);
	assert_all_free(in.pool, (unsigned)c.made);
	ck_assert_ptr_null(portsig_context_current(in.pool));
}

/* What each setting is tried with: borrowers, then whole deliveries. */
START_TEST(a_signal_at_every_instruction_that_borrows)
{
	const struct setting *s = &settings[_i % SETTINGS];
	unsigned n;

	set_up(s, _i >= SETTINGS);
	printf("--- %s%s\n", s->name, _i >= SETTINGS ? ", enter, leave" : "");
	for (n = 0; n < OPERATIONS; n++) {
		step(operations[n].name, operations[n].fn, operations[n].arg,
		    borrow_once);
		all_back();
		step(operations[n].name, operations[n].fn, operations[n].arg,
		    borrow_twice);
		all_back();
	}
}
END_TEST

static void
claim_usr1(unsigned empty)
{
	struct portsig_claim_options o = { .fn = take, .empty = empty };
	struct portsig_claim *c;

	ck_assert_int_eq(portsig_action_claim(in.pool, SIGUSR1, &o, &c), 0);
}

START_TEST(a_delivery_at_every_instruction)
{
	const struct setting *s = &settings[_i % SETTINGS];
	unsigned n;

	set_up(s, _i >= SETTINGS);
	on_signal(SIGUSR1, take_displaced, SA_ONSTACK);
	answer = _i >= SETTINGS ? PORTSIG_VERDICT_NEXT :
	    PORTSIG_VERDICT_HANDLED;
	claim_usr1(PORTSIG_EMPTY_NEXT);
	printf("--- deliveries, %s\n", s->name);
	for (n = 0; n < OPERATIONS; n++) {
		in.taken = in.displaced = 0;
		step(operations[n].name, operations[n].fn, operations[n].arg,
		    deliver);
		all_back();
	}
}
END_TEST

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

	(void)arg;
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

int
main(void)
{
	Suite *s = suite_create("inject");
	TCase *tc = add_action_case(s, "step");

	if (!step_works) {
		harness_skip("all of it", "this CPU does not step itself");
		return HARNESS_SKIPPED;
	}
	tcase_add_loop_test(tc, a_signal_at_every_instruction_that_borrows, 0,
	    2 * SETTINGS);
	tcase_add_loop_test(tc, a_delivery_at_every_instruction, 0,
	    2 * SETTINGS);
	tcase_add_loop_test(tc,
	    a_delivery_at_every_instruction_of_claim_and_unclaim, 0, 2);
	tcase_add_loop_test(tc, a_signal_at_every_instruction_of_a_delivery, 0,
	    3 * COURSES);
	return harness_main(s);
}
