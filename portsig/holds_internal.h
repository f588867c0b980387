/* SPDX-License-Identifier: MIT */
/*
 * The holds of a context as context.c uses them: pushing a loan, proving the
 * ones below it over, popping it again.
 */
#ifndef PORTSIG_HOLDS_INTERNAL_H
#define PORTSIG_HOLDS_INTERNAL_H

#include "context_internal.h"

#pragma GCC visibility push(hidden)

/* What a loan's cookie is while it runs, and once it was returned. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_loan_cookie(const struct portsig_loan *loan,
    const struct portsig_context *c)
{
	return ((uintptr_t)loan * 5 ^ (uintptr_t)c) | 1;
}

#define PORTSIG_COOKIE_RETURNED ((uintptr_t)0x72657475u)

/* The first hold of a context in no chain. */
PORTSIG_SIGNAL_PATH static inline void
portsig_hold_first(struct portsig_context *c, uintptr_t value)
{
	atomic_store_explicit(&c->hold[0].loan, value, memory_order_relaxed);
	atomic_store_explicit(&c->depth, 1, memory_order_relaxed);
}

/*
 * Pushes LOAN above what C, in the chain, has; sinks it over dead ones.
 * CALLER is the frame of the code that borrows: what lies below it is over.
 */
void portsig_hold_push(struct portsig_context *c, struct portsig_loan *loan,
    uintptr_t caller);
/* The same, but sinks over nothing: other code is at the holds below. */
void portsig_hold_push_above(struct portsig_context *c,
    struct portsig_loan *loan);
/*
 * Takes LOAN off again; drops C when nothing is left of it.  CALLER is the
 * frame of the code that ends the loan: what lies below it is over.
 */
void portsig_hold_pop(struct portsig_context *c, struct portsig_loan *loan,
    uintptr_t caller);
/* Everything from hold DEPTH up was jumped out of; DEPTH stays. */
void portsig_hold_abandon(struct portsig_context *c, unsigned depth);
/* The youngest holds that lie in ST, where nothing runs, are over. */
void portsig_hold_bury_stack(struct portsig_context *c,
    const struct portsig_stack *st);

#pragma GCC visibility pop

#endif /* PORTSIG_HOLDS_INTERNAL_H */
