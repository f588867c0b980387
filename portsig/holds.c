/* SPDX-License-Identifier: MIT */
/*
 * The holds of a context: one for being attached, one per loan, youngest on
 * top.  A loan that its code jumped out of leaves a hold behind.  It is not
 * trusted to be over until that is proved, and its memory is only read while
 * it lies on the very stack that the reader runs on, above it.
 */
#include "config.h"

#include "die_internal.h"
#include "holds_internal.h"

PORTSIG_SIGNAL_PATH static uintptr_t
hold_get(const struct portsig_context *c, unsigned n)
{
	return atomic_load_explicit(&c->hold[n].loan, memory_order_relaxed);
}

PORTSIG_SIGNAL_PATH static void
hold_set(struct portsig_context *c, unsigned n, uintptr_t value)
{
	atomic_store_explicit(&c->hold[n].loan, value, memory_order_relaxed);
	atomic_signal_fence(memory_order_seq_cst);
}

PORTSIG_SIGNAL_PATH static unsigned
depth_get(const struct portsig_context *c)
{
	return atomic_load_explicit(&c->depth, memory_order_relaxed);
}

PORTSIG_SIGNAL_PATH static void
depth_set(struct portsig_context *c, unsigned depth)
{
	atomic_signal_fence(memory_order_seq_cst);
	atomic_store_explicit(&c->depth, depth, memory_order_relaxed);
	atomic_signal_fence(memory_order_seq_cst);
}

/* Do the two records share memory?  Then the newer one has replaced the old. */
PORTSIG_SIGNAL_PATH static bool
overlap(uintptr_t a, uintptr_t b)
{
	return a - b < sizeof(struct portsig_loan) ||
	    b - a < sizeof(struct portsig_loan);
}

/*
 * Is the loan at hold N, older than LOAN, over?  CALLER is the frame of the
 * code that borrows now.  Stacks grow down, so what lies below that frame
 * belongs to calls that have ended.  What lies in it or above may be live, in
 * any order, since one frame can hold several loans: there the cookie decides.
 */
PORTSIG_SIGNAL_PATH static bool
older_is_dead(const struct portsig_context *c, unsigned n,
    const struct portsig_loan *loan, uintptr_t caller)
{
	uintptr_t value;
	const struct portsig_loan *old;

	if (n >= PORTSIG_HOLDS)
		return false;
	value = hold_get(c, n);
	if (value == PORTSIG_HOLD_DEAD)
		return true;
	if (value == 0 || value == PORTSIG_HOLD_ATTACHED)
		return false;
	old = (const struct portsig_loan *)value;
	if (loan->stack.kind != PORTSIG_STACK_EXACT ||
	    !portsig_stack_contains(&loan->stack, old))
		return false;
	if (value < caller || overlap(value, (uintptr_t)loan))
		return true;
	return old->cookie != portsig_loan_cookie(old, c);
}

/* Marks hold N over, once, whoever else is proving the same. */
PORTSIG_SIGNAL_PATH static void
bury(struct portsig_context *c, unsigned n)
{
	uintptr_t value = hold_get(c, n);

	if (value == PORTSIG_HOLD_DEAD)
		return;
	if (!atomic_compare_exchange_strong(&c->hold[n].loan, &value,
	    PORTSIG_HOLD_DEAD))
		return;
	atomic_store_explicit(&c->hold[n].claim, NULL, memory_order_release);
	portsig_count(&c->pool->abandoned);
	if (c->pool->leave != NULL)
		c->pool->leave(c->payload, n + 1, PORTSIG_LEAVE_ABANDONED,
		    c->pool->arg);
}

/* Empties the holds from TO up to the top, and makes TO the depth. */
PORTSIG_SIGNAL_PATH static void
cut(struct portsig_context *c, unsigned to)
{
	unsigned n = depth_get(c);

	if (n > PORTSIG_HOLDS)
		n = PORTSIG_HOLDS;
	while (n-- > to) {
		atomic_store_explicit(&c->hold[n].claim, NULL,
		    memory_order_release);
		hold_set(c, n, 0);
	}
	if (depth_get(c) > to)
		depth_set(c, to);
}

/*
 * Moves the loan on top down over the dead holds right below it.  Until the
 * last store the old place counts too, so the context is never seen empty.
 */
PORTSIG_SIGNAL_PATH static void
sink(struct portsig_context *c, struct portsig_loan *loan, uintptr_t caller)
{
	unsigned at = loan->depth - 1, to = at;

	while (to > 0 && older_is_dead(c, to - 1, loan, caller)) {
		bury(c, to - 1);
		to--;
	}
	if (to == at)
		return;
	hold_set(c, to, (uintptr_t)loan);
	cut(c, to + 1);
	loan->depth = to + 1;
}

PORTSIG_SIGNAL_PATH void
portsig_hold_push_above(struct portsig_context *c, struct portsig_loan *loan)
{
	unsigned at = depth_get(c);

	loan->depth = at + 1;
	depth_set(c, at + 1);
	if (at < PORTSIG_HOLDS)
		hold_set(c, at, (uintptr_t)loan);
}

PORTSIG_SIGNAL_PATH void
portsig_hold_push(struct portsig_context *c, struct portsig_loan *loan,
    uintptr_t caller)
{
	portsig_hold_push_above(c, loan);
	if (loan->depth > 1 && loan->depth <= PORTSIG_HOLDS)
		sink(c, loan, caller);
}

/*
 * Is hold N, younger than LOAN, over?  Younger loans on the same stack lie
 * below it, so what counts is whether their code is a caller of this one's.
 */
PORTSIG_SIGNAL_PATH static bool
younger_is_dead(const struct portsig_context *c, unsigned n,
    const struct portsig_loan *loan, uintptr_t caller)
{
	uintptr_t value = hold_get(c, n);
	const struct portsig_loan *young;

	if (value == PORTSIG_HOLD_DEAD)
		return true;
	if (value == 0 || loan->stack.kind != PORTSIG_STACK_EXACT)
		return false;
	young = (const struct portsig_loan *)value;
	if (!portsig_stack_contains(&loan->stack, young))
		return false;
	/* some CPUs call the caller's own stack pointer our frame's address */
	if (value >= caller && young->cookie == portsig_loan_cookie(young, c))
		portsig_die("context_return: loans ended out of order\n");
	return true;
}

/* Are there holds above LOAN's that are not proved over? */
PORTSIG_SIGNAL_PATH static bool
others_above(struct portsig_context *c, const struct portsig_loan *loan,
    uintptr_t caller)
{
	unsigned n = depth_get(c);

	if (n > PORTSIG_HOLDS)
		return n > loan->depth;
	while (n-- > loan->depth) {
		if (!younger_is_dead(c, n, loan, caller))
			return true;
		bury(c, n);
	}
	return false;
}

PORTSIG_SIGNAL_PATH void
portsig_hold_pop(struct portsig_context *c, struct portsig_loan *loan,
    uintptr_t caller)
{
	unsigned to = loan->depth - 1;

	if (to < PORTSIG_HOLDS && others_above(c, loan, caller)) {
		hold_set(c, to, PORTSIG_HOLD_DEAD);
		return;
	}
	if (to > 0 && portsig_context_is_owned(c)) {
		cut(c, to);		/* the rest is for whom we interrupt */
		return;
	}
	while (to > 0 && to <= PORTSIG_HOLDS &&
	    hold_get(c, to - 1) == PORTSIG_HOLD_DEAD)
		to--;
	if (to == 0)
		portsig_context_drop(c);
	else
		cut(c, to);
}

PORTSIG_SIGNAL_PATH void
portsig_hold_abandon(struct portsig_context *c, unsigned depth)
{
	unsigned n = depth_get(c);

	for (; n > PORTSIG_HOLDS && n > depth; n--)
		portsig_count(&c->pool->abandoned);
	while (n-- > depth)
		if (hold_get(c, n) != 0)
			bury(c, n);
	if (depth == 0)
		portsig_context_drop(c);
	else
		cut(c, depth);
}

PORTSIG_SIGNAL_PATH void
portsig_hold_bury_stack(struct portsig_context *c,
    const struct portsig_stack *st)
{
	unsigned n = depth_get(c), to = n;
	uintptr_t value;

	if (n > PORTSIG_HOLDS)
		return;
	while (n-- > 1) {
		value = hold_get(c, n);
		if (value != PORTSIG_HOLD_DEAD &&
		    !portsig_stack_contains(st, (const void *)value))
			break;
		bury(c, n);
		to = n;
	}
	cut(c, to);
}
