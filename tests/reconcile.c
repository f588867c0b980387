/* SPDX-License-Identifier: MIT */
/* At the end of a test: do the counters of every pool agree? */
#include "config.h"

#include "harness.h"
#include "portsig/context_internal.h"

struct open {
	unsigned long loans, contexts;
};

/* Loans that are not over, as the contexts themselves know them. */
static void
add_open(struct portsig_context *c, void *arg)
{
	unsigned depth = atomic_load(&c->depth), n;
	struct open *open = arg;

	open->contexts += !c->bound;
	if (depth > PORTSIG_HOLDS)
		open->loans += depth - PORTSIG_HOLDS;
	for (n = 0; n < depth && n < PORTSIG_HOLDS; n++)
		open->loans += atomic_load(&c->hold[n].loan) >
		    PORTSIG_HOLD_DEAD;
}

static void
reconcile(struct portsig_pool *pool)
{
	struct portsig_counts c;
	struct open open = { 0, 0 };

	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	portsig_pool_visit(pool, add_open, &open);
	ck_assert_uint_eq(c.made, open.contexts);
	ck_assert_uint_eq(c.free + c.lent + c.attached, c.made);
	ck_assert_uint_eq(c.borrows, c.returns + c.abandoned + open.loans);
	ck_assert_uint_le(c.nested, c.borrows);
	ck_assert_uint_le(c.unwatched, c.lent);
}

void
harness_reconcile(void)
{
	struct portsig_pool *pool = atomic_load(&portsig_pools);

	for (; pool != NULL; pool = pool->next)
		if (portsig_pool_is_live(pool))
			reconcile(pool);
}
