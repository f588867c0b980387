/* SPDX-License-Identifier: MIT */
/*
 * A signal between any two instructions.  Each operation runs one instruction
 * at a time, and after each a handler borrows and returns, or a whole signal
 * is delivered, or a handler jumps out; what the interrupted code can see must
 * be as it was, and in the end nothing may be missing.
 */
#include "config.h"

#include <setjmp.h>

#include "inject_fixture.h"

enum { STRIDE = 17 };

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

enum { OPERATIONS = sizeof(operations) / sizeof(operations[0]) };

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

static sigjmp_buf out;
static volatile unsigned long jump_at;

/* A handler that never comes back. */
static void
jump_out(void *frame)
{
	(void)frame;
	in.injections++;
	if (in.injections == jump_at)
		siglongjmp(out, 1);
}

/* Steps through OP; true if it ended before the jump was to come. */
static bool
jump_out_of(const struct operation *op)
{
	in.fn = jump_out;
	in.injections = in.instructions = 0;
	if (sigsetjmp(out, 1) != 0)
		return false;
	step_on();
	op->fn(op->arg);
	step_off();
	return true;
}

static void *
jump_out_and_end(void *arg)
{
	const struct operation *op = arg;
	static bool ended;

	plain(NULL);			/* hooks the thread's end */
	ended = jump_out_of(op);
	return &ended;
}

static bool
jump_and_rewind(const struct operation *op)
{
	portsig_mark mark = portsig_context_mark(in.pool);
	bool ended = jump_out_of(op);

	portsig_context_rewind(in.pool, mark);
	ck_assert_int_eq(portsig_pool_refill(in.pool), 0);
	return ended;
}

static void
all_free(unsigned long at)
{
	struct portsig_counts c;

	ck_assert_int_eq(portsig_pool_counts_get(in.pool, &c), 0);
	ck_assert_msg(c.free == c.made && c.lent == 0 && c.attached == 0,
	    "after a jump out of instruction %lu: %lu of %lu are free", at,
	    c.free, c.made);
	ck_assert_ptr_null(portsig_context_current(in.pool));
}

/*
 * Wherever a handler jumps out, a rewind or the thread's end gives all back.
 * Each jump begins the operation anew, so not all of them unless asked.
 */
START_TEST(a_jump_out_of_every_instruction_loses_nothing)
{
	const struct operation *op = &operations[_i % 3];
	bool by_end = _i / 6 == 1, ended = false;
	unsigned stride = _i % 3 == 0 || getenv("PORTSIG_FULL") != NULL ? 1 :
	    STRIDE;
	unsigned long jumps = 0;

	set_up(&settings[_i / 3 % 2 == 0 ? 0 : 4], false);
	for (jump_at = 1; !ended; jump_at += stride, jumps++) {
		ended = by_end ?
		    *(bool *)harness_thread_run(jump_out_and_end,
		    (void *)(uintptr_t)op) : jump_and_rewind(op);
		all_free(jump_at);
	}
	printf("%-34s %6lu jumps, nothing lost by %s\n", op->name,
	    jumps - 1, by_end ? "a thread's end" : "rewind and refill");
	ck_assert_uint_gt(jumps, 20);
}
END_TEST

static struct portsig_pool *abandoned_in;

static void
borrow_and_jump(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	(void)portsig_context_borrow(abandoned_in, frame, &loan);
	siglongjmp(out, 1);
}

static void
borrow_and_return(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	if (portsig_context_borrow(abandoned_in, frame, &loan) == 0)
		portsig_context_return(&loan);
}

/* A handler that proves the abandoned loan over and gives its context back. */
static void
prove_over(void *frame)
{
	if (++in.injections == jump_at)
		borrow_and_return(0, NULL, frame);
}

static void
leave_one_behind(void)
{
	on_signal(SIGUSR2, borrow_and_jump, SA_ONSTACK);
	if (sigsetjmp(out, 1) == 0)
		ck_assert_int_eq(raise(SIGUSR2), 0);
	on_signal(SIGUSR2, borrow_and_return, SA_ONSTACK);
}

/* Every context that hangs on the thread's slot is the thread's. */
static void
assert_chain_is_ours(void)
{
	struct portsig_context *c = portsig_chain_get();
	unsigned n;

	for (n = 0; c != NULL; n++) {
		ck_assert_msg(n < SEEN, "a circle, after %lu", jump_at);
		ck_assert_msg(portsig_owner_thread(atomic_load(&c->owner)) ==
		    portsig_os_thread_self(), "not ours, after %lu", jump_at);
		c = atomic_load(&c->below);
	}
}

/*
 * While a context is linked or unlinked, a handler gives back its neighbour,
 * which holds nothing but a loan that was jumped out of.
 */
START_TEST(a_neighbour_given_back_at_any_instruction)
{
	static const unsigned tried[] = { 0, 1, 3 };	/* 2 has a mark */
	const struct operation *op = &operations[tried[_i % 3]];
	struct setting s = settings[_i / 3 == 0 ? 4 : 0];
	unsigned stride = _i % 3 == 0 || getenv("PORTSIG_FULL") != NULL ? 1 :
	    STRIDE;
	struct portsig_pool_options o = { .contexts = CONTEXTS };
	struct portsig_counts c;

	set_up(&s, false);
	abandoned_in = _i / 3 == 0 ? in.pool : make_pool(&o);
	in.fn = prove_over;
	for (jump_at = 1; jump_at == 1 || in.injections >= jump_at - stride;
	    jump_at += stride) {
		leave_one_behind();
		in.injections = 0;
		step_on();
		op->fn(op->arg);
		step_off();
		assert_chain_is_ours();
		ck_assert_int_eq(raise(SIGUSR2), 0);
		ck_assert_ptr_null(portsig_chain_get());
		ck_assert_int_eq(portsig_pool_counts_get(in.pool, &c), 0);
		ck_assert_uint_eq(c.free, c.made);
	}
	printf("%-34s %6lu instructions, a neighbour gone at each %uth\n",
	    op->name, jump_at, stride);
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
	tc = tcase_create("jump");
	tcase_add_checked_fixture(tc, setup, NULL);	/* not to a loan */
	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	tcase_add_loop_test(tc,
	    a_jump_out_of_every_instruction_loses_nothing, 0, 12);
	tcase_add_loop_test(tc, a_neighbour_given_back_at_any_instruction, 0,
	    6);
	return harness_main(s);
}
