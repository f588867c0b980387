/* SPDX-License-Identifier: MIT */
/*
 * Reading a pool's counters: a walk over its contexts for what each one
 * counts itself, and the pool's own words for what is rare.
 */
#include "config.h"

#include "holds_internal.h"

PORTSIG_SIGNAL_PATH static void
add_holds(const struct portsig_context *c, struct portsig_counts *out)
{
	const struct portsig_hold *h;
	unsigned n;

	for (n = 0; n < PORTSIG_HOLDS; n++) {
		h = &c->hold[n];
		out->borrows += atomic_load_explicit(&h->borrows,
		    memory_order_relaxed);
		out->nested += atomic_load_explicit(&h->nested,
		    memory_order_relaxed);
		out->returns += atomic_load_explicit(&h->returns,
		    memory_order_relaxed);
	}
}

PORTSIG_SIGNAL_PATH static void
add_context(struct portsig_context *c, void *arg)
{
	struct portsig_counts *out = arg;
	uintptr_t owner = atomic_load_explicit(&c->owner,
	    memory_order_acquire);

	add_holds(c, out);
	if (c->bound) {
		out->bound += owner != 0;
		return;
	}
	out->made++;
	if (owner == 0)
		out->free++;
	else if (portsig_context_attached(c))
		out->attached++;
	else
		out->lent++;
	if ((owner & PORTSIG_OWNER_HANDLER) != 0)
		out->lent_handlers++;
	if ((owner & PORTSIG_OWNER_UNWATCHED) != 0)
		out->unwatched++;
}

PORTSIG_SIGNAL_PATH void
portsig_handled_add(struct portsig_context *c, void *arg)
{
	unsigned long *sum = arg;
	unsigned n;

	for (n = 0; n < PORTSIG_HOLDS; n++)
		*sum += atomic_load_explicit(&c->hold[n].handled,
		    memory_order_relaxed);
}

/*
 * Walks pools that their owner may be destroying: the walk announces itself
 * before it looks whether a pool lives, destroy marks the pool before it
 * looks for walks, and so one of the two sees the other.
 */
static struct portsig_crowd walks;

bool
portsig_pools_are_read(void)
{
	return portsig_crowd_count(&walks) > 0;
}

PORTSIG_SIGNAL_PATH void
portsig_pools_forked(void)
{
	portsig_crowd_forget(&walks);
}

PORTSIG_SIGNAL_PATH unsigned long
portsig_pools_handled(void)
{
	struct portsig_pool *pool = atomic_load(&portsig_pools);
	unsigned long sum = 0;
	unsigned epoch = portsig_crowd_enter(&walks);

	for (; pool != NULL; pool = pool->next) {
		sum += pool->handled_before;
		if (atomic_load(&pool->magic) == PORTSIG_POOL_LIVE)
			portsig_pool_visit(pool, portsig_handled_add, &sum);
	}
	portsig_crowd_leave(&walks, epoch);
	return sum;
}

PORTSIG_SIGNAL_PATH static unsigned long
get(const _Atomic unsigned long *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

/* The volatile keeps compilers from making this a call. */
PORTSIG_SIGNAL_PATH static void
clear(struct portsig_counts *counts)
{
	volatile unsigned long *word = (volatile unsigned long *)(void *)counts;
	size_t n;

	for (n = 0; n < sizeof(*counts) / sizeof(*word); n++)
		word[n] = 0;
}

PORTSIG_SIGNAL_PATH int
portsig_pool_counts_get(struct portsig_pool *pool, struct portsig_counts *out)
{
	unsigned long deep;

	if (!portsig_pool_is_live(pool) || out == NULL)
		return EINVAL;
	portsig_fork_check();
	clear(out);
	portsig_pool_visit(pool, add_context, out);
	deep = get(&pool->deep_borrows);
	out->borrows += deep;
	out->nested += deep;
	out->returns += get(&pool->deep_returns);
	out->abandoned = get(&pool->abandoned);
	out->refused = get(&pool->refused);
	out->exhausted = get(&pool->exhausted);
	out->deferred = get(&pool->deferred);
	out->coalesced = get(&pool->coalesced);
	out->overflowed = get(&pool->overflowed);
	out->resent = get(&pool->resent);
	out->reclaimed = get(&pool->reclaimed);
	return 0;
}
