/* SPDX-License-Identifier: MIT */
/*
 * A chosen signal, sent by the kernel, at every instruction from the entry of
 * a handler to behind its return.  A tracer steps a child through a delivery
 * and lets the second signal in after one more instruction each time.
 */
#include "config.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#if HAVE_DECL_PTRACE_SINGLESTEP
#include <sys/ptrace.h>
#endif
#include <sys/wait.h>

#include "claim_fixture.h"
#include "single_step.h"

#if HAVE_DECL_PTRACE_SINGLESTEP

/* What tracer and child tell each other. */
static struct shared {
	_Atomic unsigned rounds, first, second, bad;
	atomic_bool over;
} *shared;

static enum portsig_verdict
count_one(const struct portsig_event *ev, void *arg)
{
	_Atomic unsigned *counter = arg;

	atomic_fetch_add(counter, 1);
	if (ev->context == NULL || portsig_context_current(pool) !=
	    ev->context)
		atomic_store(&shared->bad, 1);
	return PORTSIG_VERDICT_HANDLED;
}

static void
count_two(int signo, siginfo_t *info, void *frame)
{
	struct portsig_loan loan;

	(void)signo;
	(void)info;
	atomic_fetch_add(&shared->second, 1);
	if (portsig_context_borrow(pool, frame, &loan) != 0)
		atomic_store(&shared->bad, 2);
	else
		portsig_context_return(&loan);
}

static void
claim_with(int signo, unsigned flags, _Atomic unsigned *counter)
{
	struct portsig_claim_options o = { .fn = count_one, .arg = counter,
	    .flags = flags };
	struct portsig_claim *claimed;

	if (portsig_action_claim(pool, signo, &o, &claimed) != 0)
		_exit(1);
}

/* One round of the child: the first signal, and the second in its midst. */
static void
check_round(void)
{
	unsigned n = atomic_fetch_add(&shared->rounds, 1) + 1;
	struct portsig_counts c;

	if (atomic_load(&shared->first) != n ||
	    atomic_load(&shared->second) != n)
		atomic_store(&shared->bad, 3);
	if (portsig_pool_counts_get(pool, &c) != 0 || c.free != c.made ||
	    c.borrows != c.returns || c.borrows != 2 * n ||
	    portsig_context_current(pool) != NULL)
		atomic_store(&shared->bad, 4);
}

/**
 * struct way - what the two signals are
 * @name:   as printed
 * @flags:  of the first one's claim
 * @second: whether the second is claimed, or a bare handler borrows
 */
static const struct way {
	const char *name;
	unsigned flags;
	bool second;
} ways[] = {
	{ "a claimed one, not blocked", PORTSIG_CLAIM_UNBLOCKED, true },
	{ "a claimed one, blocked until the end", 0, true },
	{ "a borrower, not blocked", PORTSIG_CLAIM_UNBLOCKED, false },
	{ "a borrower, blocked until the end", 0, false },
};

static void
be_traced(const struct way *w)
{
	if (portsig_altstack_install(area, sizeof(area), NULL) != 0)
		_exit(1);
	claim_with(SIGUSR1, w->flags, &shared->first);
	if (w->second)
		claim_with(SIGUSR2, PORTSIG_CLAIM_UNBLOCKED, &shared->second);
	else
		on_signal(SIGUSR2, count_two, SA_ONSTACK);
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(HARNESS_SKIPPED);
	raise(SIGSTOP);
	while (!atomic_load(&shared->over)) {
		raise(SIGUSR1);
		raise(SIGWINCH);	/* the round is over */
		check_round();
	}
	_exit(0);
}

enum { ENDED = 0 };

static int status;

/* Lets the child go on, with SIGNO; the signal that stops it next, or ENDED. */
static int
go_on(pid_t child, bool one, int signo)
{
	ck_assert_int_eq(ptrace(one ? PTRACE_SINGLESTEP : PTRACE_CONT, child,
	    NULL, (void *)(intptr_t)signo), 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFSTOPPED(status) ? WSTOPSIG(status) : ENDED;
}

/*
 * One round: STEPS instructions from the handler's entry on, the second
 * signal, and on to the end.  False if the end came first; then the signal
 * is let in there, and the child ends.
 */
static bool
trace_round(pid_t child, unsigned steps)
{
	int stop = go_on(child, false, 0);

	ck_assert_int_eq(stop, SIGUSR1);
	while (steps-- > 0 && stop != SIGWINCH) {
		stop = go_on(child, true, stop == SIGTRAP ? 0 : stop);
		ck_assert_int_ne(stop, ENDED);
	}
	if (stop == SIGWINCH) {
		atomic_store(&shared->over, true);
		ck_assert_int_eq(go_on(child, false, SIGUSR2), ENDED);
		return false;
	}
	do				/* a blocked one shows itself again */
		stop = go_on(child, false, SIGUSR2);
	while (stop == SIGUSR2);
	ck_assert_int_eq(stop, SIGWINCH);
	return true;
}

START_TEST(a_chosen_signal_at_every_instruction_of_a_delivery)
{
	const struct way *w = &ways[_i];
	unsigned steps = 2;	/* at a handler's entry none can be let in */
	pid_t child;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(shared, MAP_FAILED);
	child = fork();
	if (child == 0)
		be_traced(w);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFSTOPPED(status), "the child cannot be traced");
	while (trace_round(child, steps))
		steps++;
	ck_assert(WIFEXITED(status));
	printf("%-38s %u instructions, %u signals let in\n", w->name,
	    steps, atomic_load(&shared->second));
	ck_assert_uint_gt(steps, 100);
	ck_assert_msg(atomic_load(&shared->bad) == 0, "%u", shared->bad);
}
END_TEST

static void
add_traced(Suite *s)
{
	TCase *tc = add_action_case(s, "ptrace");

	tcase_add_loop_test(tc,
	    a_chosen_signal_at_every_instruction_of_a_delivery, 0,
	    (int)(sizeof(ways) / sizeof(ways[0])));
}

#else

static void
add_traced(Suite *s)
{
	(void)s;
}

#endif

int
main(void)
{
	Suite *s = suite_create("inject_signal");

	if (!step_works || !HAVE_DECL_PTRACE_SINGLESTEP) {
		harness_skip("all of it", "nothing can be stepped here");
		return HARNESS_SKIPPED;
	}
	add_traced(s);
	return harness_main(s);
}
