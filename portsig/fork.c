/* SPDX-License-Identifier: MIT */
/*
 * After fork the child has one thread, and contexts lent to all the others.
 * They are taken back: by a pthread_atfork handler after fork(), and after
 * _Fork or a raw clone by the first borrow that finds the fork word wiped.
 */
#include "config.h"

#include "action_internal.h"

_Atomic unsigned *portsig_fork_word;	/* 0 in a child not yet swept */

/*
 * No delivery is inside a claim through C.  Of a free context this must be
 * said as well: fork copies page by page while others go on, so one page may
 * show it free and the next one a hold from before.
 */
PORTSIG_SIGNAL_PATH static void
forget_claims(struct portsig_context *c)
{
	unsigned n;

	for (n = 0; n < PORTSIG_HOLDS; n++)
		atomic_store_explicit(&c->hold[n].claim, NULL,
		    memory_order_relaxed);
}

/* Takes back a context whose thread did not come along. */
PORTSIG_SIGNAL_PATH static void
reclaim(struct portsig_context *c, void *arg)
{
	uintptr_t owner = atomic_load_explicit(&c->owner,
	    memory_order_relaxed);
	uintptr_t self = portsig_os_thread_self();

	(void)arg;
	if (portsig_owner_thread(owner) == self)
		return;
	forget_claims(c);
	if (owner == 0)
		return;
	if (!atomic_compare_exchange_strong(&c->owner, &owner,
	    self | PORTSIG_OWNER_BUSY))
		return;
	portsig_count(&c->pool->reclaimed);
	portsig_context_clear(c);
}

PORTSIG_SIGNAL_PATH static void
sweep_pool(struct portsig_pool *pool)
{
	portsig_pool_visit(pool, reclaim, NULL);
	portsig_deferred_reset(pool);
}

/*
 * Of the deliveries that the claims themselves count only this thread's are
 * left, and it is in ordinary code before it can ask whether any is.
 */
PORTSIG_SIGNAL_PATH static void
sweep_claims(void)
{
	struct portsig_claim *claim;
	unsigned n;

	for (n = 0; n < PORTSIG_SIGNALS; n++) {
		claim = atomic_load(&portsig_claims[n]);
		for (; claim != NULL; claim = claim->next)
			portsig_crowd_forget(&claim->inside);
	}
}

PORTSIG_SIGNAL_PATH void
portsig_fork_sweep(void)
{
	struct portsig_pool *pool = atomic_load(&portsig_pools);

	portsig_os_slot_forked();
	sweep_claims();
	portsig_pools_forked();
	portsig_crowd_forget(&portsig_ending);
	for (; pool != NULL; pool = pool->next)
		if (portsig_pool_is_live(pool))
			sweep_pool(pool);
	if (portsig_fork_word != NULL)
		atomic_store(portsig_fork_word, 1);
}

/*
 * A wiped fork word says that this is a child that nobody has swept yet.
 * Only the thread that was forked knows which contexts are its own.  If a
 * second thread of a child that was cloned by hand comes first, nobody sweeps
 * any more: what the second one borrows would be taken for a gone thread's.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE void
portsig_fork_check(void)
{
	if (portsig_fork_word == NULL || atomic_load_explicit(portsig_fork_word,
	    memory_order_relaxed) != 0)
		return;
	if (portsig_os_thread_is_first())
		portsig_fork_sweep();
	else
		atomic_store(portsig_fork_word, 1);
}
