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
	enum portsig_verdict verdict;
	siginfo_t recorded, *sent = ev->info;

	if (portsig_deferred_take(claim, sent, &recorded)) {
		ev->flags |= PORTSIG_EVENT_DEFERRED;
		ev->info = &recorded;
	}
	verdict = claim->opt.fn(ev, claim->opt.arg);
	ev->info = sent;
	return verdict;
}

/*
 * Calls with the flags and the depth that are in the event.  A kept signal
 * comes again to whom has a CONTEXT for it.
 */
PORTSIG_SIGNAL_PATH static inline __attribute__((always_inline))
enum portsig_verdict
call(struct portsig_delivery *d, struct portsig_claim *claim,
    struct portsig_context *context)
{
	struct portsig_event *ev = &d->ev;

	ev->context = context;
	ev->bytes_left = portsig_stack_bytes_left(&d->loan.stack, ev);
	if (PORTSIG_UNLIKELY(ev->bytes_left < claim->opt.stack_budget &&
	    d->loan.stack.kind != PORTSIG_STACK_UNKNOWN))
		ev->flags |= PORTSIG_EVENT_SMALL_STACK;
	if (context != NULL &&
	    PORTSIG_UNLIKELY(claim->opt.empty == PORTSIG_EMPTY_DEFER))
		return call_deferred(claim, ev);
	return claim->opt.fn(ev, claim->opt.arg);
}

/* Without a hold to note it in, the claim counts who is in its callback. */
PORTSIG_SIGNAL_PATH static inline __attribute__((always_inline))
enum portsig_verdict
call_counted(struct portsig_delivery *d, struct portsig_claim *claim,
    struct portsig_context *context)
{
	enum portsig_verdict verdict = PORTSIG_VERDICT_NEXT;
	unsigned epoch = portsig_crowd_enter(&claim->inside);

	PORTSIG_ACQUIRED(claim);
	if (atomic_load(&claim->state) == PORTSIG_CLAIM_LIVE)
		verdict = call(d, claim, context);
	if (verdict == PORTSIG_VERDICT_HANDLED)
		portsig_outcome_count(PORTSIG_OUTCOME_HANDLED);
	PORTSIG_RELEASES(claim);
	portsig_crowd_leave(&claim->inside, epoch);
	return verdict;
}

/* Without a context: none is free, or the claim wants none. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
call_bare(struct portsig_delivery *d, struct portsig_claim *claim)
{
	d->ev.flags = d->flags;
	d->ev.depth = 0;
	if (claim->pool == NULL ||
	    portsig_context_attached_to(claim->pool) == NULL)
		d->ev.flags |= PORTSIG_EVENT_FOREIGN;
	else if (d->loan.stack.kind == PORTSIG_STACK_UNKNOWN)
		portsig_stack_find(claim->pool, d, &d->loan.stack);
	return call_counted(d, claim, NULL);
}

/*
 * Notes in the loan's hold that we are in the callback, and only then looks
 * whether the claim still stands; see is_inside() in action.c.
 */
PORTSIG_SIGNAL_PATH static inline bool
step_inside(struct portsig_claim *claim, struct portsig_hold *hold,
    bool fence)
{
	atomic_store_explicit(&hold->claim, claim, memory_order_relaxed);
	if (fence)
		atomic_thread_fence(memory_order_seq_cst);
	else
		atomic_signal_fence(memory_order_seq_cst);
	return PORTSIG_LIKELY(atomic_load_explicit(&claim->state,
	    memory_order_acquire) == PORTSIG_CLAIM_LIVE);
}

PORTSIG_SIGNAL_PATH static inline __attribute__((always_inline))
enum portsig_verdict
call_with(struct portsig_delivery *d, struct portsig_claim *claim,
    struct portsig_hold *hold, bool fence)
{
	enum portsig_verdict verdict = PORTSIG_VERDICT_NEXT;

	if (step_inside(claim, hold, fence))
		verdict = call(d, claim, d->loan.context);
	if (PORTSIG_LIKELY(verdict == PORTSIG_VERDICT_HANDLED))
		portsig_bump(&hold->handled);
	PORTSIG_RELEASES(d->loan.context);
	atomic_store_explicit(&hold->claim, NULL, memory_order_release);
	return verdict;
}

/* The runtime is not ready: whoever comes next, also for a kept signal. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
pass_by(struct portsig_delivery *d, struct portsig_claim *claim)
{
	siginfo_t recorded;

	if (claim->opt.empty == PORTSIG_EMPTY_DEFER)
		(void)portsig_deferred_take(claim, d->ev.info, &recorded);
	return PORTSIG_VERDICT_NEXT;
}

/* Inside the claim, so that its end does not come in between. */
PORTSIG_SIGNAL_PATH static enum portsig_verdict
keep(struct portsig_delivery *d, struct portsig_claim *claim)
{
	unsigned epoch = portsig_crowd_enter(&claim->inside);
	bool live = atomic_load(&claim->state) == PORTSIG_CLAIM_LIVE;

	if (live)
		portsig_deferred_add(claim, d->ev.signo, d->ev.info);
	portsig_crowd_leave(&claim->inside, epoch);
	if (!live)
		return PORTSIG_VERDICT_NEXT;
	if ((d->loan.flags & PORTSIG_LOAN_NO_SLOT) == 0)
		portsig_deferred_recheck(claim->pool);
	return PORTSIG_VERDICT_HANDLED;	/* the pool counts it */
}

/* No context was lent: what the claim chose for that. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
ask_without(struct portsig_delivery *d, struct portsig_claim *claim,
    int err)
{
	if (err != EAGAIN)
		return pass_by(d, claim);
	if (claim->opt.empty == PORTSIG_EMPTY_NEXT)
		return PORTSIG_VERDICT_NEXT;
	if (claim->opt.empty == PORTSIG_EMPTY_CALL ||
	    (d->flags & PORTSIG_EVENT_FAULT) != 0 ||
	    portsig_os_signal_is_directed(d->ev.signo, d->ev.info))
		return call_bare(d, claim);
	return keep(d, claim);
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
	portsig_deferred_look_fenced(pool);
}

/* What the event says of the loan, if it is not a plain one. */
PORTSIG_SIGNAL_PATH static void
describe_loan(struct portsig_delivery *d, struct portsig_claim *claim)
{
	d->ev.flags = d->flags;
	d->ev.depth = d->loan.depth;
	if (portsig_context_attached_to(claim->pool) == NULL)
		d->ev.flags |= PORTSIG_EVENT_FOREIGN;
	if ((d->loan.flags & PORTSIG_LOAN_NESTED) != 0)
		d->ev.flags |= PORTSIG_EVENT_NESTED;
}

/*
 * Any claim, in any state of the thread and the pool.  The loan lies in the
 * dispatcher's frame, where a plain one does: so the loan that a callback
 * jumped out of is proved over by the next, and no other is in that frame,
 * nor can one be live below it.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
ask(struct portsig_delivery *d, struct portsig_claim *claim)
{
	struct portsig_loan *loan = &d->loan;
	enum portsig_verdict verdict;
	int err;

	if ((claim->opt.flags & PORTSIG_CLAIM_NO_CONTEXT) != 0)
		return call_bare(d, claim);
	loan->flags = PORTSIG_LOAN_HANDLER;
	err = portsig_borrow_slow(claim->pool, loan, (uintptr_t)loan);
	if (err != 0)
		return ask_without(d, claim, err);
	describe_loan(d, claim);
	if (loan->depth > PORTSIG_HOLDS)
		verdict = call_counted(d, claim, loan->context);
	else
		verdict = call_with(d, claim,
		    &loan->context->hold[loan->depth - 1],
		    portsig_fence_needed);
	give_back(loan);
	return verdict;
}

/* The newest claim, in the plain way if that can be. */
PORTSIG_SIGNAL_PATH static inline __attribute__((always_inline))
enum portsig_verdict
ask_newest(struct portsig_delivery *d)
{
	struct portsig_action *act = d->action;
	enum portsig_verdict verdict;

	d->loan.flags = PORTSIG_LOAN_HANDLER;
	if (PORTSIG_UNLIKELY(!portsig_borrow_plain(act->pool, &act->place,
	    PORTSIG_OWNER_HANDLER, &d->loan)))
		return ask(d, act->newest);
	d->ev.flags = d->flags | PORTSIG_EVENT_FOREIGN;
	d->ev.depth = 1;
	verdict = call_with(d, act->newest, &d->loan.context->hold[0], false);
	give_back(&d->loan);
	return verdict;
}

PORTSIG_SIGNAL_PATH PORTSIG_RARE static unsigned
note_wrong_stack(void)
{
	portsig_outcome_count(PORTSIG_OUTCOME_WRONG_STACK);
	return PORTSIG_EVENT_WRONG_STACK;
}

/*
 * An instruction is to blame.  If it is one of our own, nobody is asked, as we
 * would only come back to it: the process ends, by the true signal.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static enum portsig_verdict
look_at_fault(struct portsig_delivery *d)
{
	d->flags |= PORTSIG_EVENT_FAULT;
	if (portsig_os_fault_pc_is_at(d->ev.signo, d->ev.info, d->ev.frame) &&
	    portsig_os_pc_is_ours(portsig_os_frame_pc(d->ev.frame)))
		return PORTSIG_VERDICT_DEFAULT;
	return PORTSIG_VERDICT_NEXT;
}

/* Which stack the kernel chose, and what else the frame says. */
PORTSIG_SIGNAL_PATH static inline __attribute__((always_inline))
enum portsig_verdict
look_at_frame(struct portsig_delivery *d)
{
	d->flags = 0;
	if (PORTSIG_UNLIKELY(!portsig_stack_from_frame(d->ev.frame, d,
	    &d->loan.stack)))
		d->flags = note_wrong_stack();
	else if (d->loan.stack.kind != PORTSIG_STACK_UNKNOWN)
		d->flags = PORTSIG_EVENT_ALTSTACK;
	if (PORTSIG_UNLIKELY(portsig_os_fault_is_kernel(d->ev.signo,
	    d->ev.info)))
		return look_at_fault(d);
	return PORTSIG_VERDICT_NEXT;
}

/* The newest claim did not take it: the others, and then whom we displaced. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static void
pass_on(struct portsig_delivery *d, enum portsig_verdict verdict, int saved)
{
	unsigned n;

	for (n = 1; verdict == PORTSIG_VERDICT_NEXT && n < d->action->count;
	    n++)
		verdict = ask(d, d->action->claim[n]);
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
	enum portsig_verdict verdict;
	struct portsig_delivery d;
	int saved = errno;

	d.ev.signo = signo;
	d.ev.info = info;
	if (PORTSIG_UNLIKELY(info == NULL))
		d.ev.info = &portsig_no_info[signo];
	d.ev.frame = frame;
	d.ev.stack = &d.loan.stack;
	d.loan.frame = frame;
	verdict = look_at_frame(&d);
	d.action = atomic_load_explicit(&portsig_actions[signo],
	    memory_order_acquire);
	if (PORTSIG_LIKELY(verdict == PORTSIG_VERDICT_NEXT &&
	    d.action->newest != NULL))
		verdict = ask_newest(&d);
	if (PORTSIG_UNLIKELY(verdict != PORTSIG_VERDICT_HANDLED))
		pass_on(&d, verdict, saved);
	else
		errno = saved;
}
