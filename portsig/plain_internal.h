/* SPDX-License-Identifier: MIT */
/*
 * The plain loan, which nearly all are: the thread holds nothing else, its
 * own place in the pool is free, and the runtime wants to hear of nothing.
 * Inline, so that the dispatcher and the public functions take it in a few
 * straight instructions; what is not plain goes the long way in context.c.
 */
#ifndef PORTSIG_PLAIN_INTERNAL_H
#define PORTSIG_PLAIN_INTERNAL_H

#include "holds_internal.h"

/* A place in 0 to count - 1, the same for a thread every time. */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_context_home(uintptr_t self, unsigned count)
{
	uint32_t mixed = (uint32_t)((self >> 6) * 0x9e3779b1u);

	return (unsigned)(((uint64_t)mixed * count) >> 32);
}

/* The one CAS of a borrow. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_context_try(struct portsig_context *c, uintptr_t owner)
{
	uintptr_t nobody = 0;

	if (atomic_load_explicit(&c->owner, memory_order_relaxed) != 0 ||
	    !atomic_compare_exchange_strong_explicit(&c->owner, &nobody,
	    owner, memory_order_seq_cst, memory_order_relaxed))
		return false;
	PORTSIG_ACQUIRED(c);
	return true;
}

/* C is the caller's and in no chain yet: LOAN begins with it. */
PORTSIG_SIGNAL_PATH static inline void
portsig_loan_start(struct portsig_loan *loan, struct portsig_pool *pool,
    struct portsig_context *c)
{
	loan->context = c;
	loan->pool = pool;
	loan->cookie = portsig_loan_cookie(loan, c);
	loan->depth = 1;
	portsig_hold_first(c, (uintptr_t)loan);
}

/*
 * PLACE is one of POOL's, and BITS go beside the owner.  False if it is not
 * plain; then nothing was done.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_borrow_plain(struct portsig_pool *pool,
    const struct portsig_place *place, uintptr_t bits,
    struct portsig_loan *loan)
{
	uintptr_t self = portsig_os_thread_self();
	struct portsig_context *c;

	if (PORTSIG_UNLIKELY(!portsig_slot_is_plain(NULL) || !place->plain))
		return false;
	c = (struct portsig_context *)(void *)(place->base +
	    place->stride * portsig_context_home(self, place->count));
	if (PORTSIG_UNLIKELY(!portsig_context_try(c, self | bits)))
		return false;
	portsig_loan_start(loan, pool, c);
	atomic_store_explicit(&c->below, NULL, memory_order_relaxed);
	portsig_slot_set_plain(c);
	portsig_bump(&c->hold[0].borrows);
	return true;
}

/*
 * False if it is not plain, or is not the loan that its context knows of.
 * Whoever did not keep LOAN to himself looks at its cookie before.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_return_plain(struct portsig_loan *loan)
{
	struct portsig_context *c = loan->context;

	if (PORTSIG_UNLIKELY(!portsig_slot_is_plain(c)))
		return false;
	if (PORTSIG_UNLIKELY(atomic_load_explicit(&c->depth,
	    memory_order_relaxed) != 1 || !loan->pool->handlers.plain ||
	    atomic_load_explicit(&c->below, memory_order_relaxed) != NULL ||
	    atomic_load_explicit(&c->hold[0].loan, memory_order_relaxed) !=
	    (uintptr_t)loan))
		return false;
	portsig_bump(&c->hold[0].returns);
	/* first, or a handler takes a loan without its cookie for dead */
	portsig_slot_set_plain(NULL);
	loan->cookie = PORTSIG_COOKIE_RETURNED;
	atomic_store_explicit(&c->hold[0].loan, 0, memory_order_relaxed);
	atomic_store_explicit(&c->depth, 0, memory_order_relaxed);
	PORTSIG_RELEASES(c);
	atomic_store_explicit(&c->owner, 0, memory_order_release);
	return true;
}

#endif /* PORTSIG_PLAIN_INTERNAL_H */
