/* SPDX-License-Identifier: MIT */
/*
 * The dispatcher: what the kernel calls for every claimed signal.  It loads
 * the signal's description once, asks the claims in turn, each with a context
 * of its own pool borrowed for this stack, and forwards what nobody took.
 */
#include "config.h"

#include "action_internal.h"
#include "plain_internal.h"

enum { STRIPES = 16 };		/* so that threads seldom share a line */

struct stripe {
	_Alignas(PORTSIG_LINE) _Atomic unsigned long n[PORTSIG_OUTCOMES];
};

static struct stripe stripes[STRIPES];

PORTSIG_SIGNAL_PATH void
portsig_outcome_count(enum portsig_outcome outcome)
{
	uintptr_t self = portsig_os_thread_self();

	portsig_count(&stripes[(self >> 12 ^ self >> 6) % STRIPES].n[outcome]);
}

PORTSIG_SIGNAL_PATH static unsigned long
outcome_sum(enum portsig_outcome outcome)
{
	unsigned long sum = 0;
	unsigned n;

	for (n = 0; n < STRIPES; n++)
		sum += atomic_load_explicit(&stripes[n].n[outcome],
		    memory_order_relaxed);
	return sum;
}

PORTSIG_SIGNAL_PATH int
portsig_action_counts_get(struct portsig_action_counts *out)
{
	if (out == NULL)
		return EINVAL;
	out->handled = outcome_sum(PORTSIG_OUTCOME_HANDLED) +
	    portsig_pools_handled();
	out->forwarded = outcome_sum(PORTSIG_OUTCOME_FORWARDED);
	out->ignored = outcome_sum(PORTSIG_OUTCOME_IGNORED);
	out->defaulted = outcome_sum(PORTSIG_OUTCOME_DEFAULTED);
	out->discarded = outcome_sum(PORTSIG_OUTCOME_DISCARDED);
	out->wrong_stack = outcome_sum(PORTSIG_OUTCOME_WRONG_STACK);
	return 0;
}

PORTSIG_SIGNAL_PATH bool
portsig_action_is_ours(const struct sigaction *sa)
{
	return (sa->sa_flags & SA_SIGINFO) != 0 &&
	    sa->sa_sigaction == portsig_dispatch;
}

PORTSIG_SIGNAL_PATH int
portsig_action_check(int signo)
{
	struct sigaction now;
	int saved = errno, err;

	err = sigaction(signo, NULL, &now) != 0 ? EINVAL : 0;
	errno = saved;
	if (err != 0 || signo == SIGKILL || signo == SIGSTOP)
		return EINVAL;
	return portsig_action_is_ours(&now) ? 0 : ENOENT;
}

/* The delivery of a signal that was kept: its own siginfo comes with it. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
call_deferred(struct portsig_claim *claim, struct portsig_event *ev)
{
	siginfo_t recorded;

	if (portsig_deferred_take(claim, ev->info, &recorded)) {
		ev->flags |= PORTSIG_EVENT_DEFERRED;
		ev->info = &recorded;
	}
	return claim->opt.fn(ev, claim->opt.arg);
}

/* Calls with what is in EV already, and what every event has. */
PORTSIG_SIGNAL_PATH static inline __attribute__((always_inline))
enum portsig_verdict
call(const struct portsig_delivery *d, struct portsig_claim *claim,
    struct portsig_event *ev)
{
	ev->signo = d->signo;
	ev->info = d->info;
	ev->frame = d->frame;
	ev->bytes_left = portsig_stack_bytes_left(ev->stack, ev);
	if (PORTSIG_UNLIKELY(ev->bytes_left < claim->opt.stack_budget &&
	    ev->stack->kind != PORTSIG_STACK_UNKNOWN))
		ev->flags |= PORTSIG_EVENT_SMALL_STACK;
	if (PORTSIG_UNLIKELY(claim->opt.empty == PORTSIG_EMPTY_DEFER &&
	    ev->context != NULL))
		return call_deferred(claim, ev);
	return claim->opt.fn(ev, claim->opt.arg);
}

/* Without a context: none is free, or the claim wants none. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
call_bare(const struct portsig_delivery *d, struct portsig_claim *claim)
{
	enum portsig_verdict verdict = PORTSIG_VERDICT_NEXT;
	struct portsig_stack stack = d->stack;
	struct portsig_event ev = { .flags = d->flags, .stack = &stack };
	unsigned epoch;

	epoch = portsig_crowd_enter(&claim->inside);
	PORTSIG_ACQUIRED(claim);
	if (atomic_load(&claim->state) == PORTSIG_CLAIM_LIVE) {
		if (claim->pool == NULL ||
		    portsig_context_attached_to(claim->pool) == NULL)
			ev.flags |= PORTSIG_EVENT_FOREIGN;
		else if (stack.kind == PORTSIG_STACK_UNKNOWN)
			portsig_stack_find(claim->pool, &stack, &stack);
		verdict = call(d, claim, &ev);
	}
	if (verdict == PORTSIG_VERDICT_HANDLED)
		portsig_outcome_count(PORTSIG_OUTCOME_HANDLED);
	PORTSIG_RELEASES(claim);
	portsig_crowd_leave(&claim->inside, epoch);
	return verdict;
}

/*
 * Notes in the loan's hold that we are in the callback, and only then looks
 * whether the claim still stands; see is_inside() in action.c.
 */
PORTSIG_SIGNAL_PATH static bool
step_inside(struct portsig_claim *claim, struct portsig_hold *hold)
{
	atomic_store_explicit(&hold->claim, claim, memory_order_relaxed);
	if (PORTSIG_UNLIKELY(portsig_fence_needed))
		atomic_thread_fence(memory_order_seq_cst);
	else
		atomic_signal_fence(memory_order_seq_cst);
	return PORTSIG_LIKELY(atomic_load_explicit(&claim->state,
	    memory_order_acquire) == PORTSIG_CLAIM_LIVE);
}

PORTSIG_SIGNAL_PATH static inline __attribute__((always_inline))
enum portsig_verdict
call_with(const struct portsig_delivery *d, struct portsig_claim *claim,
    struct portsig_loan *loan)
{
	struct portsig_hold *hold = &loan->context->hold[loan->depth - 1];
	enum portsig_verdict verdict = PORTSIG_VERDICT_NEXT;
	struct portsig_event ev;

	ev.flags = d->flags | PORTSIG_EVENT_FOREIGN;
	ev.context = loan->context;
	ev.depth = loan->depth;
	ev.stack = &loan->stack;
	if (PORTSIG_UNLIKELY(atomic_load_explicit(&loan->context->below,
	    memory_order_relaxed) != NULL || loan->depth > 1) &&
	    portsig_context_attached_to(claim->pool) != NULL)
		ev.flags &= ~PORTSIG_EVENT_FOREIGN;
	if (PORTSIG_UNLIKELY((loan->flags & PORTSIG_LOAN_NESTED) != 0))
		ev.flags |= PORTSIG_EVENT_NESTED;
	if (step_inside(claim, hold))
		verdict = call(d, claim, &ev);
	if (PORTSIG_LIKELY(verdict == PORTSIG_VERDICT_HANDLED))
		portsig_bump(&hold->handled);
	PORTSIG_RELEASES(loan->context);
	atomic_store_explicit(&hold->claim, NULL, memory_order_release);
	return verdict;
}

/* The loan lies too deep for a record: the claim counts us instead. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
call_deep(const struct portsig_delivery *d, struct portsig_claim *claim,
    struct portsig_loan *loan)
{
	enum portsig_verdict verdict = PORTSIG_VERDICT_NEXT;
	struct portsig_event ev = { .context = loan->context,
	    .depth = loan->depth, .stack = &loan->stack,
	    .flags = d->flags | PORTSIG_EVENT_NESTED };
	unsigned epoch;

	if (portsig_context_attached_to(claim->pool) == NULL)
		ev.flags |= PORTSIG_EVENT_FOREIGN;
	epoch = portsig_crowd_enter(&claim->inside);
	if (atomic_load(&claim->state) == PORTSIG_CLAIM_LIVE)
		verdict = call(d, claim, &ev);
	if (verdict == PORTSIG_VERDICT_HANDLED)
		portsig_outcome_count(PORTSIG_OUTCOME_HANDLED);
	PORTSIG_RELEASES(claim);
	portsig_crowd_leave(&claim->inside, epoch);
	return verdict;
}

/* The runtime is not ready: whoever comes next, also for a kept signal. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
pass_by(const struct portsig_delivery *d, struct portsig_claim *claim)
{
	siginfo_t recorded;

	if (claim->opt.empty == PORTSIG_EMPTY_DEFER)
		(void)portsig_deferred_take(claim, d->info, &recorded);
	return PORTSIG_VERDICT_NEXT;
}

/* No context was lent: what the claim chose for that. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
ask_without(const struct portsig_delivery *d, struct portsig_claim *claim,
    int err)
{
	if (err != EAGAIN)
		return pass_by(d, claim);
	if (claim->opt.empty == PORTSIG_EMPTY_NEXT)
		return PORTSIG_VERDICT_NEXT;
	if (claim->opt.empty == PORTSIG_EMPTY_CALL ||
	    (d->flags & PORTSIG_EVENT_FAULT) != 0 ||
	    portsig_os_signal_is_directed(d->signo, d->info))
		return call_bare(d, claim);
	portsig_deferred_add(claim, d->signo, d->info);
	portsig_deferred_recheck(claim->pool);
	return PORTSIG_VERDICT_HANDLED;	/* the pool counts it */
}

/*
 * As portsig_context_return(), for a loan that we know is ours.  The callback
 * has returned, so whatever was borrowed in it on this stack is over: no
 * address is too high for that.
 */
PORTSIG_SIGNAL_PATH static inline void
give_back(struct portsig_loan *loan)
{
	struct portsig_pool *pool = loan->pool;

	if (PORTSIG_UNLIKELY(!portsig_return_plain(loan)))
		portsig_return_slow(loan, UINTPTR_MAX);
	if (PORTSIG_UNLIKELY(atomic_load_explicit(&pool->pending,
	    memory_order_relaxed) != 0))
		portsig_deferred_resend(pool);
}

PORTSIG_SIGNAL_PATH static inline void
start_loan(const struct portsig_delivery *d, struct portsig_loan *loan)
{
	loan->frame = d->frame;
	loan->flags = PORTSIG_LOAN_HANDLER;
	loan->stack = d->stack;
}

/*
 * Any claim, in any state of the thread and the pool.  LOAN is free memory of
 * the dispatcher's frame: one for all claims, as each gives it back, and at
 * the same place in every way through here, so that a loan that a callback
 * jumped out of is proved over by the next.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
ask(const struct portsig_delivery *d, struct portsig_claim *claim,
    struct portsig_loan *loan)
{
	enum portsig_verdict verdict;
	int err;

	if ((claim->opt.flags & PORTSIG_CLAIM_NO_CONTEXT) != 0)
		return call_bare(d, claim);
	start_loan(d, loan);
	/* no other loan is in that frame, and none can be live below it */
	err = portsig_borrow_slow(claim->pool, loan, (uintptr_t)loan);
	if (err != 0)
		return ask_without(d, claim, err);
	if (loan->depth <= PORTSIG_HOLDS)
		verdict = call_with(d, claim, loan);
	else
		verdict = call_deep(d, claim, loan);
	give_back(loan);
	return verdict;
}

/* The newest claim, in the plain way if that can be. */
PORTSIG_SIGNAL_PATH static inline __attribute__((always_inline))
enum portsig_verdict
ask_newest(const struct portsig_delivery *d, struct portsig_loan *loan)
{
	struct portsig_action *act = d->action;
	enum portsig_verdict verdict;

	start_loan(d, loan);
	if (PORTSIG_UNLIKELY(!portsig_borrow_plain(act->pool, &act->place,
	    PORTSIG_OWNER_HANDLER, loan)))
		return ask(d, act->newest, loan);
	verdict = call_with(d, act->newest, loan);
	give_back(loan);
	return verdict;
}

PORTSIG_SIGNAL_PATH PORTSIG_RARE static unsigned
note_wrong_stack(void)
{
	portsig_outcome_count(PORTSIG_OUTCOME_WRONG_STACK);
	return PORTSIG_EVENT_WRONG_STACK;
}

/* Which stack the kernel chose, and whether an instruction is to blame. */
PORTSIG_SIGNAL_PATH static void
look_at_frame(struct portsig_delivery *d)
{
	d->flags = 0;
	if (PORTSIG_UNLIKELY(!portsig_stack_from_frame(d->frame, d,
	    &d->stack)))
		d->flags = note_wrong_stack();
	else if (d->stack.kind != PORTSIG_STACK_UNKNOWN)
		d->flags = PORTSIG_EVENT_ALTSTACK;
	if (PORTSIG_UNLIKELY(portsig_os_fault_is_kernel(d->signo, d->info)))
		d->flags |= PORTSIG_EVENT_FAULT;
}

/* The newest claim did not take it: the others, and then whom we displaced. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static void
pass_on(const struct portsig_delivery *d, struct portsig_loan *loan,
    enum portsig_verdict verdict, int saved)
{
	unsigned n;

	for (n = 1; verdict == PORTSIG_VERDICT_NEXT && n < d->action->count;
	    n++)
		verdict = ask(d, d->action->claim[n], loan);
	if (verdict == PORTSIG_VERDICT_NEXT) {
		portsig_forward(d, saved);
		return;
	}
	if (verdict == PORTSIG_VERDICT_DEFAULT)
		portsig_default(d);
	errno = saved;
}

PORTSIG_SIGNAL_PATH __attribute__((aligned(PORTSIG_LINE))) void
portsig_dispatch(int signo, siginfo_t *info, void *frame)
{
	enum portsig_verdict verdict = PORTSIG_VERDICT_NEXT;
	struct portsig_delivery d;
	struct portsig_loan loan;
	int saved = errno;

	d.signo = signo;
	d.info = info;
	d.frame = frame;
	look_at_frame(&d);
	d.action = atomic_load_explicit(&portsig_actions[signo],
	    memory_order_acquire);
	if (PORTSIG_LIKELY(d.action->newest != NULL))
		verdict = ask_newest(&d, &loan);
	if (PORTSIG_UNLIKELY(verdict != PORTSIG_VERDICT_HANDLED))
		pass_on(&d, &loan, verdict, saved);
	else
		errno = saved;
}
