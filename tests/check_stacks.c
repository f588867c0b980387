/* SPDX-License-Identifier: MIT */
/*
 * Loans on every kind of stack: what each says of the stack it lies on, and
 * how they nest there.
 */
#include "config.h"

/* its longjmp ends whoever jumps to another stack */
#undef _FORTIFY_SOURCE


#include <portsig/action.h>
#include "coroutine_fixture.h"
#include "pool_fixture.h"

#define UNSET (-1)			/* no errno value, no depth */

enum {
	KIB = 1024,
	LEVELS = 40,			/* more than the 16 with a record */
	AREA = 1024 * KIB
};

static struct portsig_pool *pool;
static _Alignas(64) unsigned char area[AREA];
static _Alignas(64) unsigned char stack_a[64 * KIB];

static void
install(void *base, size_t size)
{
	ck_assert_int_eq(portsig_altstack_install(base, size, NULL), 0);
}

/* What the table says of one borrowing. */
enum code { ORDINARY, ON_SIGNAL_STACK, NOT_ON_IT, WITHOUT_FRAME, CODES };
enum has { NO_STACK, OWN_STACK, ATTACHED, HAVES };
enum place { THREAD_STACK, COROUTINE, PLACES };
enum how { BORROW, BORROW_ON, HOWS };

static struct {
	enum code code;
	enum has has;
	enum place place;
	enum how how;
} row;

/* What the borrowing told. */
static volatile sig_atomic_t seen_err = UNSET;
static struct portsig_loan seen;
static struct portsig_stack promised;
static bool seen_inside;

/* The promise says EXACT, which nobody may take its word for. */
static struct portsig_stack
promise(const struct portsig_loan *loan)
{
	struct portsig_stack co = { stack_a, co_size(), PORTSIG_STACK_EXACT };
	struct portsig_stack own = { (void *)loan, sizeof(*loan),
	    PORTSIG_STACK_EXACT };

	return portsig_stack_contains(&co, loan) ? co : own;
}

static void
borrow_by_row(const void *frame)
{
	struct portsig_loan loan;

	memset(&loan, 0x5a, sizeof(loan));
	promised = promise(&loan);
	if (row.how == BORROW)
		seen_err = portsig_context_borrow(pool, frame, &loan);
	else
		seen_err = portsig_context_borrow_on(pool, frame, &promised,
		    &loan);
	if (seen_err != 0)
		return;
	seen = loan;
	seen_inside = portsig_stack_contains(&loan.stack, &loan);
	portsig_context_return(&loan);
}

static void
on_row(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	borrow_by_row(row.code == WITHOUT_FRAME ? NULL : frame);
}

static void
run_row(struct coroutine *co)
{
	(void)co;
	if (row.code == ORDINARY)
		borrow_by_row(NULL);
	else
		raise(SIGUSR1);
}

static void
set_up_row(int i)
{
	struct portsig_pool_options o = { .contexts = 2 };
	struct portsig_context *c;

	row.code = (enum code)(i % CODES);
	row.has = (enum has)(i / CODES % HAVES);
	row.place = (enum place)(i / (CODES * HAVES) % PLACES);
	row.how = (enum how)(i / (CODES * HAVES * PLACES));
	pool = make_pool(&o);
	if (row.has == OWN_STACK)
		install(area, 64 * KIB);
	if (row.has == ATTACHED)
		ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	on_signal(SIGUSR1, on_row, row.code == NOT_ON_IT ? 0 : SA_ONSTACK);
}

/* Is there proof of where the loan lies? */
static bool
row_is_exact(void)
{
	if (row.how == BORROW_ON)
		return false;
	if (row.code == ON_SIGNAL_STACK)
		return row.has != NO_STACK;
	return row.code == WITHOUT_FRAME && row.has == ATTACHED;
}

static void
assert_row(const struct portsig_altstack *st)
{
	unsigned depth = row.has == ATTACHED ? 2 : 1, flags = 0;

	ck_assert_int_eq(seen_err, 0);
	if (row_is_exact()) {
		ck_assert_uint_eq(seen.stack.kind, PORTSIG_STACK_EXACT);
		ck_assert_ptr_eq(seen.stack.base, st->base);
		ck_assert_uint_eq(seen.stack.size, st->size);
	} else if (row.how == BORROW_ON) {
		ck_assert_uint_eq(seen.stack.kind, PORTSIG_STACK_PROMISED);
		ck_assert_ptr_eq(seen.stack.base, promised.base);
		ck_assert_uint_eq(seen.stack.size, promised.size);
	} else {
		ck_assert_uint_eq(seen.stack.kind, PORTSIG_STACK_UNKNOWN);
		ck_assert_ptr_null(seen.stack.base);
		ck_assert_uint_eq(seen.stack.size, 0);
	}
	ck_assert_int_eq(seen_inside, seen.stack.kind !=
	    PORTSIG_STACK_UNKNOWN);
	if (row.has == ATTACHED)
		flags |= PORTSIG_LOAN_NESTED;
	if (row.code == ON_SIGNAL_STACK || row.code == NOT_ON_IT)
		flags |= PORTSIG_LOAN_HANDLER;
	ck_assert_uint_eq(seen.depth, depth);
	ck_assert_uint_eq(seen.flags, flags);
}

START_TEST(a_loan_says_what_is_known_of_its_stack_and_guesses_nothing)
{
	struct portsig_altstack st;
	struct coroutine co;

	set_up_row(_i);
	ck_assert_int_eq(portsig_altstack_probe(&st), 0);
	if (row.place == COROUTINE) {
		co_make(&co, stack_a, co_size(), run_row);
		co_resume(&co);
		ck_assert(co.over);
	} else {
		run_row(NULL);
	}
	assert_row(&st);
	if (row.has == ATTACHED)
		ck_assert_int_eq(portsig_thread_detach(pool), 0);
	assert_all_free(pool, 2);
}
END_TEST

/* The host takes another stack after attach: that one, or none, is told. */
START_TEST(a_stack_that_came_after_attach_is_told_only_by_the_frame)
{
	struct portsig_altstack st;

	set_up_row(ATTACHED * CODES);
	install(area, 64 * KIB);
	ck_assert_int_eq(portsig_altstack_probe(&st), 0);
	ck_assert_ptr_eq(st.base, area);
	on_signal(SIGUSR1, on_row, SA_ONSTACK);
	row.code = ON_SIGNAL_STACK;
	ck_assert_int_eq(raise(SIGUSR1), 0);
	assert_row(&st);
	row.code = WITHOUT_FRAME;
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_eq(seen.stack.kind, PORTSIG_STACK_UNKNOWN);
	ck_assert_ptr_null(seen.stack.base);
	ck_assert_uint_eq(seen.stack.size, 0);
}
END_TEST

/* Handlers, or callbacks of a claim, that interrupt each other. */
static volatile unsigned level;
static unsigned depths[LEVELS + 1], nested_flags[LEVELS + 1];
static struct portsig_context *contexts[LEVELS + 1];
static volatile unsigned not_current;

static void
go_deeper(int signo, struct portsig_context *c, unsigned depth, bool nested)
{
	unsigned at = level++;
	sigset_t set;

	contexts[at] = c;
	depths[at] = depth;
	nested_flags[at] = nested;
	sigemptyset(&set);
	sigaddset(&set, signo);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	if (level <= LEVELS)
		raise(signo);
	if (portsig_context_current(pool) != c && c != NULL)
		not_current++;
}

static void
deeper_by_borrow(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)info;
	if (portsig_context_borrow(pool, frame, &loan) != 0) {
		go_deeper(signo, NULL, 0, false);
		return;
	}
	go_deeper(signo, loan.context, loan.depth,
	    (loan.flags & PORTSIG_LOAN_NESTED) != 0);
	portsig_context_return(&loan);
}

static enum portsig_verdict
deeper_by_claim(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	go_deeper(ev->signo, ev->context, ev->depth,
	    (ev->flags & PORTSIG_EVENT_NESTED) != 0);
	return PORTSIG_VERDICT_HANDLED;
}

static void
nest(enum portsig_nest how, bool claimed)
{
	struct portsig_pool_options o = { .contexts = LEVELS, .nest = how };
	struct portsig_claim_options co = { .fn = deeper_by_claim };
	struct portsig_claim *claim;

	pool = make_pool(&o);
	install(area, AREA);
	if (claimed)
		ck_assert_int_eq(portsig_action_claim(pool, SIGUSR1, &co,
		    &claim), 0);
	else
		on_signal(SIGUSR1, deeper_by_borrow, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_eq(level, LEVELS + 1);
	ck_assert_uint_eq(not_current, 0);
	if (claimed)
		ck_assert_int_eq(portsig_action_unclaim(claim), 0);
	assert_all_free(pool, LEVELS);
}

START_TEST(forty_handlers_deep_it_is_the_same_context_and_counted)
{
	struct portsig_counts c;
	unsigned n;

	nest(PORTSIG_NEST_SAME, _i == 1);
	for (n = 0; n <= LEVELS; n++) {
		ck_assert_ptr_eq(contexts[n], contexts[0]);
		ck_assert_uint_eq(depths[n], n + 1);
		ck_assert_uint_eq(nested_flags[n], n > 0);
	}
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.borrows, LEVELS + 1);
	ck_assert_uint_eq(c.nested, LEVELS);
	ck_assert_uint_eq(c.returns, LEVELS + 1);
}
END_TEST

START_TEST(forty_handlers_deep_each_has_a_fresh_one_and_then_none)
{
	struct portsig_counts c;
	unsigned n, k;

	nest(PORTSIG_NEST_FRESH, _i == 1);
	for (n = 0; n < LEVELS; n++) {
		for (k = 0; k < n; k++)
			ck_assert_ptr_ne(contexts[n], contexts[k]);
		ck_assert_uint_eq(depths[n], 1);
		ck_assert_uint_eq(nested_flags[n], 0);
	}
	ck_assert_ptr_null(contexts[LEVELS]);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.borrows, LEVELS);
	ck_assert_uint_eq(c.exhausted, 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("stacks");
	TCase *tc = add_case(s, "told");

	tcase_add_loop_test(tc,
	    a_loan_says_what_is_known_of_its_stack_and_guesses_nothing, 0,
	    CODES * HAVES * PLACES * HOWS);
	tcase_add_test(tc,
	    a_stack_that_came_after_attach_is_told_only_by_the_frame);
	tc = add_case(s, "nested");
	tcase_add_loop_test(tc,
	    forty_handlers_deep_it_is_the_same_context_and_counted, 0, 2);
	tcase_add_loop_test(tc,
	    forty_handlers_deep_each_has_a_fresh_one_and_then_none, 0, 2);
	return harness_main(s);
}
