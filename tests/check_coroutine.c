/* SPDX-License-Identifier: MIT */
/*
 * Loans and coroutines: one left on another stack is never taken for dead,
 * and what a thread may not do with its loans ends it, with a word about it.
 */
#include "config.h"

/* its longjmp ends whoever jumps to another stack */
#undef _FORTIFY_SOURCE

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "coroutine_fixture.h"
#include "pool_fixture.h"

#define UNSET (-1)			/* no errno value, no depth */

enum { AREA = 512 * 1024 };

static struct portsig_pool *pool;
static _Alignas(64) unsigned char area[AREA];
static _Alignas(64) unsigned char stack_a[CO_AREA], stack_b[CO_AREA];

static void
install(void)
{
	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
}

/* Two coroutines, and what they and the thread borrow in turn. */
static struct coroutine co_a, co_b;
static volatile sig_atomic_t inner_err = UNSET, inner_depth = UNSET;
static volatile sig_atomic_t seen_err = UNSET;
static bool in_handler_b, promises;

static void
hold_over_a_switch(struct coroutine *co)
{
	struct portsig_stack st = { co->base, co->size, 0 };
	struct portsig_loan loan;

	if (!promises)
		seen_err = portsig_context_borrow(pool, NULL, &loan);
	else
		seen_err = portsig_context_borrow_on(pool, NULL, &st, &loan);
	co_suspend(co);
	portsig_context_return(&loan);
}

static void
borrow_inside(const void *frame)
{
	struct portsig_stack all = { NULL, SIZE_MAX, 0 };
	struct portsig_loan loan;

	if (!promises)
		inner_err = portsig_context_borrow(pool, frame, &loan);
	else
		inner_err = portsig_context_borrow_on(pool, frame, &all,
		    &loan);
	if (inner_err != 0)
		return;
	inner_depth = (sig_atomic_t)loan.depth;
	portsig_context_return(&loan);
}

static void
inside_handler(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	borrow_inside(frame);
}

static void
inside_coroutine(struct coroutine *co)
{
	(void)co;
	if (in_handler_b)
		raise(SIGUSR1);
	else
		borrow_inside(NULL);
}

/* Below the other's stack and above it, so no order of addresses decides. */
static void
make_two(int swapped, void (*a)(struct coroutine *),
    void (*b)(struct coroutine *))
{
	struct portsig_pool_options o = { .contexts = 2 };

	pool = make_pool(&o);
	co_make(&co_a, swapped ? stack_b : stack_a, co_size(), a);
	co_make(&co_b, swapped ? stack_a : stack_b, co_size(), b);
}

static void
borrow_everywhere(void)
{
	install();
	on_signal(SIGUSR1, inside_handler, SA_ONSTACK);
	borrow_inside(NULL);
	ck_assert_int_eq(inner_depth, 2);
	inner_depth = UNSET;
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(inner_depth, 2);
	inner_depth = UNSET;
	on_signal(SIGUSR1, inside_handler, 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(inner_depth, 2);
	inner_depth = UNSET;
	on_signal(SIGUSR1, inside_handler, in_handler_b ? SA_ONSTACK : 0);
	co_resume(&co_b);
	ck_assert(co_b.over);
	ck_assert_int_eq(inner_depth, 2);
	ck_assert_int_eq(inner_err, 0);
}

/* Nobody can know that A comes back, and so its loan stays. */
START_TEST(a_coroutines_loan_is_dead_to_no_other_stack)
{
	struct portsig_counts c;

	promises = _i / 4 != 0;
	in_handler_b = (_i & 1) != 0;
	make_two(_i & 2, hold_over_a_switch, inside_coroutine);
	co_resume(&co_a);
	ck_assert_int_eq(seen_err, 0);
	borrow_everywhere();
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.abandoned, 0);
	ck_assert_uint_eq(c.lent, 1);
	co_resume(&co_a);
	ck_assert(co_a.over);
	assert_all_free(pool, 2);
}
END_TEST

static void *
leave_a_behind(void *arg)
{
	make_two(arg != NULL, hold_over_a_switch, inside_coroutine);
	co_resume(&co_a);
	borrow_everywhere();
	return portsig_context_current(pool);
}

START_TEST(a_coroutine_left_for_ever_costs_one_context_until_the_thread_ends)
{
	struct portsig_counts c;

	in_handler_b = _i != 0;
	ck_assert_ptr_nonnull(harness_thread_run(leave_a_behind,
	    _i != 0 ? &pool : NULL));
	ck_assert_int_eq(seen_err, 0);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.abandoned, 1);
	assert_all_free(pool, 2);
}
END_TEST

static void
borrow_hold_and_return(void)
{
	co_resume(&co_a);
	co_resume(&co_b);
	ck_assert_int_eq(seen_err, 0);
	co_resume(&co_a);		/* A's is over before B's */
	ck_assert(co_a.over);
}

/*
 * B may have been left for ever, for all that can be known: so this is let
 * pass, and the context is B's until B gives it back.
 */
START_TEST(out_of_order_on_stacks_not_known_loses_nothing)
{
	struct portsig_counts c;

	promises = _i / 2 != 0;
	make_two(_i & 1, hold_over_a_switch, hold_over_a_switch);
	borrow_hold_and_return();
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.lent, 1);
	ck_assert_uint_eq(c.free, 1);
	ck_assert_ptr_nonnull(portsig_context_current(pool));
	co_resume(&co_b);
	ck_assert(co_b.over);
	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.abandoned, 0);
	assert_all_free(pool, 2);
}
END_TEST

/* Two coroutines on parts of the signal stack, whose bounds are known. */
static const void *volatile outer_frame;
static volatile sig_atomic_t exact_held;

static void
hold_with_the_frame(struct coroutine *co)
{
	struct portsig_loan loan;

	if (portsig_context_borrow(pool, outer_frame, &loan) != 0)
		_exit(9);
	exact_held += loan.stack.kind == PORTSIG_STACK_EXACT;
	co_suspend(co);
	portsig_context_return(&loan);
}

static void
violate_in_handler(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	outer_frame = frame;
	co_resume(&co_a);
	co_resume(&co_b);
	if (exact_held != 2)
		_exit(8);
	co_resume(&co_a);
	co_resume(&co_b);
}

static void
violate_on_signal_stack(bool a_is_higher)
{
	struct portsig_pool_options o = { .contexts = 2 };
	unsigned char *low = area, *high = area + AREA / 2;

	pool = make_pool(&o);
	co_make(&co_a, a_is_higher ? high : low, CO_AREA,
	    hold_with_the_frame);
	co_make(&co_b, a_is_higher ? low : high, CO_AREA,
	    hold_with_the_frame);
	install();
	on_signal(SIGUSR1, violate_in_handler, SA_ONSTACK);
	raise(SIGUSR1);
}

static void
violate_below(void)
{
	violate_on_signal_stack(false);
}

static void
violate_above(void)
{
	violate_on_signal_stack(true);
}

static void *
resume_elsewhere(void *co)
{
	co_resume(co);
	return NULL;
}

static void
violate_by_another_thread(void)
{
	make_two(0, hold_over_a_switch, hold_over_a_switch);
	co_resume(&co_a);
	harness_thread_run(resume_elsewhere, &co_a);
}

static void
hold_and_return_twice(struct coroutine *co)
{
	struct portsig_loan loan;

	seen_err = portsig_context_borrow(pool, NULL, &loan);
	portsig_context_return(&loan);
	co_suspend(co);
	portsig_context_return(&loan);
}

static void
violate_by_returning_twice(void)
{
	make_two(0, hold_and_return_twice, hold_over_a_switch);
	co_resume(&co_a);
	co_resume(&co_b);		/* holds the same context now */
	co_resume(&co_a);
}

static void
violate_by_overwriting(void)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_loan loan;

	pool = make_pool(&o);
	portsig_context_borrow(pool, NULL, &loan);
	loan.cookie++;
	portsig_context_return(&loan);
}

static void
violate_by_null(void)
{
	portsig_context_return(NULL);
}

static void
violate_by_rewinding_too_late(void)
{
	struct portsig_pool_options o = { .contexts = 1 };
	struct portsig_loan loan;
	portsig_mark mark;

	pool = make_pool(&o);
	portsig_context_borrow(pool, NULL, &loan);
	mark = portsig_context_mark(pool);
	portsig_context_return(&loan);
	portsig_context_rewind(pool, mark);
}

static const struct violation {
	void (*commit)(void);
	const char *words;
} violations[] = {
	{ violate_below, "context_return: loans ended out of order" },
	/* B's was taken for dead, and its context has gone back */
	{ violate_above, "context_return: not the thread that borrowed" },
	{ violate_by_another_thread,
	    "context_return: not the thread that borrowed" },
	{ violate_by_returning_twice,
	    "context_return: the loan was returned before" },
	{ violate_by_overwriting,
	    "context_return: the loan was overwritten" },
	{ violate_by_null, "context_return: the loan is NULL" },
	{ violate_by_rewinding_too_late,
	    "context_rewind: the marked loan has ended" },
};

enum { VIOLATIONS = sizeof(violations) / sizeof(violations[0]) };

struct last_words {
	int fd[2];
	void (*commit)(void);
};

static void
commit_in_child(void *arg)
{
	struct last_words *w = arg;

	/* nothing but the library itself speaks of its end */
	signal(SIGABRT, SIG_DFL);
	dup2(w->fd[1], STDERR_FILENO);
	w->commit();
	_exit(7);			/* it has to die before this */
}

/* From there on: a sanitizer may have spoken of our jumps before. */
static const char *
what_it_said(int fd)
{
	static char text[4096];
	size_t at = 0;
	ssize_t n;
	char *line;

	while ((n = read(fd, text + at, sizeof(text) - 1 - at)) > 0)
		at += (size_t)n;
	text[at] = '\0';
	line = strstr(text, "portsig: ");
	return line != NULL ? line : text;
}

START_TEST(each_violation_dies_with_its_own_words)
{
	char expected[160];
	struct last_words w = { .commit = violations[_i].commit };
	int status;

	ck_assert_int_eq(pipe(w.fd), 0);
	status = harness_child_status(commit_in_child, &w);
	ck_assert_int_eq(close(w.fd[1]), 0);
	snprintf(expected, sizeof(expected), "portsig: %s\n",
	    violations[_i].words);
	ck_assert_str_eq(what_it_said(w.fd[0]), expected);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGABRT);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("coroutine");
	TCase *tc = add_case(s, "switch");

	tcase_add_loop_test(tc, a_coroutines_loan_is_dead_to_no_other_stack,
	    0, 8);
	tcase_add_loop_test(tc,
	    a_coroutine_left_for_ever_costs_one_context_until_the_thread_ends,
	    0, 2);
	tcase_add_loop_test(tc, out_of_order_on_stacks_not_known_loses_nothing,
	    0, 4);
	tc = add_case(s, "violation");
	tcase_add_loop_test(tc, each_violation_dies_with_its_own_words, 0,
	    VIOLATIONS);
	return harness_main(s);
}
