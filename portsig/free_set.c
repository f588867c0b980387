/* SPDX-License-Identifier: MIT */
/*
 * The free set: taking a context out of a pool, dropping it again, and the
 * chain of contexts that hangs on the thread's slot.
 *
 * Taking starts at a place that the thread's identity picks, so that threads
 * seldom meet, and walks on from there.  It never waits: a full walk that
 * finds nothing is the answer.
 */
#include "config.h"

#include "plain_internal.h"

/*
 * Keeps handlers of this thread from dropping a context of its chain that may
 * hold nothing live.  False if one has dropped it already, or the code that
 * this thread interrupted is at it; then is_owned() tells which.
 */
PORTSIG_SIGNAL_PATH bool
portsig_context_own(struct portsig_context *c)
{
	uintptr_t owner = atomic_load_explicit(&c->owner,
	    memory_order_relaxed);

	if (portsig_owner_thread(owner) != portsig_os_thread_self() ||
	    (owner & PORTSIG_OWNER_BUSY) != 0)
		return false;
	return atomic_compare_exchange_strong_explicit(&c->owner, &owner,
	    owner | PORTSIG_OWNER_BUSY, memory_order_relaxed,
	    memory_order_relaxed);
}

PORTSIG_SIGNAL_PATH bool
portsig_context_is_owned(const struct portsig_context *c)
{
	uintptr_t owner = atomic_load_explicit(&c->owner,
	    memory_order_relaxed);

	return portsig_owner_thread(owner) == portsig_os_thread_self() &&
	    (owner & PORTSIG_OWNER_BUSY) != 0;
}

PORTSIG_SIGNAL_PATH void
portsig_context_disown(struct portsig_context *c)
{
	atomic_fetch_and_explicit(&c->owner, ~PORTSIG_OWNER_BUSY,
	    memory_order_relaxed);
}

PORTSIG_SIGNAL_PATH static bool
pin_one(struct portsig_context *c, struct portsig_context **pin)
{
	*pin = c != NULL && portsig_context_own(c) ? c : NULL;
	return c == NULL || *pin != NULL || portsig_context_is_owned(c);
}

PORTSIG_SIGNAL_PATH static void
unpin(struct portsig_context **pin)
{
	if (*pin != NULL)
		portsig_context_disown(*pin);
}

/*
 * The head of the chain, which no handler drops until unpin().  If one did so
 * just before, the chain has another head, and that is pinned.
 */
PORTSIG_SIGNAL_PATH static struct portsig_context *
pin_head(struct portsig_context **pin)
{
	struct portsig_context *c;

	for (;;) {
		c = portsig_chain_get();
		if (!pin_one(c, pin))
			continue;
		if (portsig_chain_get() == c)
			return c;
		unpin(pin);
	}
}

/* The same of what is below C. */
PORTSIG_SIGNAL_PATH static struct portsig_context *
pin_below(struct portsig_context *c, struct portsig_context **pin)
{
	struct portsig_context *below;

	for (;;) {
		below = atomic_load_explicit(&c->below, memory_order_relaxed);
		if (!pin_one(below, pin))
			continue;
		if (atomic_load_explicit(&c->below, memory_order_relaxed) ==
		    below)
			return below;
		unpin(pin);
	}
}

/*
 * Arms the thread-exit hook once per thread.  Where that would allocate, and
 * must not, it is not done: a context that such a thread never returns stays
 * lent.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE int
portsig_slot_arm(bool may_allocate)
{
	struct portsig_context *head, *pin;
	int err;

	if (((uintptr_t)portsig_os_slot_get() & PORTSIG_SLOT_ARMED) != 0)
		return 0;
	err = portsig_os_exit_hook_arm((void *)PORTSIG_SLOT_ARMED,
	    may_allocate);
	if (err != 0)
		return err;
	head = pin_head(&pin);
	if (!portsig_os_slot_set((void *)((uintptr_t)head |
	    PORTSIG_SLOT_ARMED)))
		err = EAGAIN;
	unpin(&pin);
	return err;
}

/* From the thread's own place on and round to it again. */
PORTSIG_SIGNAL_PATH static struct portsig_context *
take_from(const struct portsig_pool *pool, const struct portsig_chunk *chunk,
    unsigned count, uintptr_t owner)
{
	unsigned start, n;
	struct portsig_context *c;

	if (count == 0)
		return NULL;
	start = portsig_context_home(portsig_owner_thread(owner), count);
	for (n = 0; n < count; n++) {
		c = portsig_chunk_at(pool, chunk, (start + n) % count);
		if (portsig_context_try(c, owner))
			return c;
	}
	return NULL;
}

/*
 * The reserve is the end of the first chunk: ordinary code does not look
 * there.  The context that comes back is the caller's alone and in no chain.
 * In a child of fork the free ones may be lent to threads that did not come
 * along, so that is settled first.
 */
PORTSIG_SIGNAL_PATH struct portsig_context *
portsig_context_take(struct portsig_pool *pool, bool handler)
{
	uintptr_t owner = portsig_os_thread_self();
	unsigned count = pool->ordinary.count, chunks, n;
	struct portsig_context *c;

	portsig_fork_check();
	if (handler) {
		owner |= PORTSIG_OWNER_HANDLER;
		count = pool->handlers.count;
	}
	c = take_from(pool, &pool->chunk[0], count, owner);
	chunks = atomic_load_explicit(&pool->chunks, memory_order_acquire);
	for (n = 1; n < chunks && c == NULL; n++)
		c = take_from(pool, &pool->chunk[n], pool->chunk[n].count,
		    owner);
	if (c == NULL)
		portsig_count(&pool->exhausted);
	return c;
}

/* The context of POOL that this thread attached with, or NULL. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE struct portsig_context *
portsig_context_attached_to(const struct portsig_pool *pool)
{
	struct portsig_context *c = portsig_chain_get();

	while (c != NULL && (c->pool != pool || !portsig_context_attached(c)))
		c = atomic_load_explicit(&c->below, memory_order_relaxed);
	return c;
}

/* False if the thread's slot found no room. */
PORTSIG_SIGNAL_PATH bool
portsig_context_link(struct portsig_context *c)
{
	struct portsig_context *pin, *head = pin_head(&pin);
	bool done;

	atomic_store_explicit(&c->below, head, memory_order_relaxed);
	done = portsig_chain_set(c);
	unpin(&pin);
	return done;
}

/* Empties the slot, and gives the chain that hung there. */
PORTSIG_SIGNAL_PATH struct portsig_context *
portsig_chain_take(void)
{
	struct portsig_context *pin, *head = pin_head(&pin);

	portsig_os_slot_clear();
	unpin(&pin);
	return head;
}

/* Takes C, which is below AT, out of the chain; false: it is not there. */
PORTSIG_SIGNAL_PATH static bool
unlink_below(struct portsig_context *at, struct portsig_context *c)
{
	struct portsig_context *pin, *below;
	bool found;

	below = pin_below(c, &pin);
	found = atomic_load_explicit(&at->below, memory_order_relaxed) == c;
	if (found)
		atomic_store_explicit(&at->below, below,
		    memory_order_relaxed);
	unpin(&pin);
	return found;
}

/* False if C is not in this thread's chain. */
PORTSIG_SIGNAL_PATH bool
portsig_context_unlink(struct portsig_context *c)
{
	struct portsig_context *at, *pin, *pin_c;
	bool found = false;

	at = pin_head(&pin);
	if (at == c) {
		(void)portsig_chain_set(pin_below(c, &pin_c));
		unpin(&pin_c);
		unpin(&pin);
		return true;
	}
	while (at != NULL && !(found = unlink_below(at, c))) {
		pin_c = pin;
		at = pin_below(at, &pin);
		unpin(&pin_c);
	}
	unpin(&pin);
	return found;
}

/* Empties a context that is in no chain and makes it free. */
PORTSIG_SIGNAL_PATH void
portsig_context_clear(struct portsig_context *c)
{
	unsigned n = atomic_load_explicit(&c->depth, memory_order_relaxed);

	if (n > PORTSIG_HOLDS)
		n = PORTSIG_HOLDS;
	while (n-- > 0) {
		atomic_store_explicit(&c->hold[n].claim, NULL,
		    memory_order_release);
		atomic_store_explicit(&c->hold[n].loan, 0,
		    memory_order_relaxed);
	}
	atomic_signal_fence(memory_order_seq_cst);
	atomic_store_explicit(&c->depth, 0, memory_order_relaxed);
	PORTSIG_RELEASES(c);
	atomic_store_explicit(&c->owner, 0, memory_order_release);
}

PORTSIG_SIGNAL_PATH void
portsig_context_drop(struct portsig_context *c)
{
	portsig_context_unlink(c);
	atomic_signal_fence(memory_order_seq_cst);
	portsig_context_clear(c);
}

PORTSIG_SIGNAL_PATH void
portsig_pool_visit(struct portsig_pool *pool, portsig_visit_fn *fn, void *arg)
{
	struct portsig_context *c;
	unsigned chunks, n, i;

	chunks = atomic_load_explicit(&pool->chunks, memory_order_acquire);
	for (n = 0; n < chunks; n++)
		for (i = 0; i < pool->chunk[n].count; i++)
			fn(portsig_chunk_at(pool, &pool->chunk[n], i), arg);
	for (c = atomic_load_explicit(&pool->bound, memory_order_acquire);
	    c != NULL; c = c->next_bound)
		fn(c, arg);
}
