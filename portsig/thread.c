/* SPDX-License-Identifier: MIT */
/*
 * Threads that keep a context: attaching, detaching, and what the end of a
 * thread gives back.  Ordinary code only.
 */
#include "config.h"

#include "altstack_internal.h"
#include "holds_internal.h"

static struct portsig_context *
find_context(struct portsig_pool *pool, void *payload, int *err)
{
	struct portsig_context *c;

	if (payload == NULL) {
		c = portsig_context_take(pool, false);
		*err = EAGAIN;
	} else {
		c = portsig_bound_take(pool);
		*err = ENOMEM;
	}
	if (c == NULL)
		return NULL;
	if (payload != NULL)
		c->payload = payload;
	*err = 0;
	return c;
}

/* Bytes of a signal stack between the kernel's frame and a callback. */
enum { DISPATCH_STACK = 1024 };

/* The handlers' budget, and ours; 0 says that nobody knows it. */
static size_t
budget_and_ours(const struct portsig_pool *pool)
{
	size_t budget = pool->opt.stack_budget;

	if (budget == 0 || budget > SIZE_MAX - DISPATCH_STACK)
		return budget;
	return budget + DISPATCH_STACK;
}

int
portsig_thread_attach(struct portsig_pool *pool, void *payload,
    struct portsig_context **context)
{
	struct portsig_altstack_hold hold = { .held = 0 };
	struct portsig_context *c;
	int err;

	if (!portsig_pool_is_live(pool) || context == NULL)
		return EINVAL;
	if (portsig_context_attached_to(pool) != NULL)
		return EALREADY;
	err = portsig_slot_arm(true);
	if (err != 0)
		return err;
	err = portsig_altstack_attach(budget_and_ours(pool),
	    pool->opt.altstack, &hold);
	if (err != 0)
		return err;
	c = find_context(pool, payload, &err);
	if (c == NULL) {
		if (hold.held != PORTSIG_ALTSTACK_HELD_NOTHING)
			(void)portsig_altstack_detach(&hold);
		return err;
	}
	c->altstack = hold;
	portsig_hold_first(c, PORTSIG_HOLD_ATTACHED);
	(void)portsig_context_link(c);	/* the slot is not NULL */
	*context = c;
	return 0;
}

/*
 * Buries what was jumped out of on the signal stack: this is ordinary code
 * and not on that stack, so nothing there is live.
 */
static void
bury_handlers(struct portsig_context *c)
{
	struct portsig_stack st = { c->altstack.now.base,
	    c->altstack.now.size, PORTSIG_STACK_EXACT };

	if (!portsig_stack_contains(&st, &st))
		portsig_hold_bury_stack(c, &st);
}

int
portsig_thread_detach(struct portsig_pool *pool)
{
	struct portsig_context *c;
	int err = 0;

	if (!portsig_pool_is_live(pool))
		return EINVAL;
	c = portsig_context_attached_to(pool);
	if (c == NULL)
		return ENOENT;
	bury_handlers(c);
	if (atomic_load_explicit(&c->depth, memory_order_relaxed) > 1)
		return EBUSY;
	if (c->altstack.held != PORTSIG_ALTSTACK_HELD_NOTHING)
		err = portsig_altstack_detach(&c->altstack);
	if (err != 0)
		return err;
	portsig_context_drop(c);
	portsig_deferred_look(pool);
	return 0;
}

/*
 * musl ends a thread where pthread_exit() was called, which may be on the
 * signal stack that attach made: it stays in use up to the last instruction.
 */
static void
release_stack(struct portsig_altstack_hold *hold)
{
	if (hold->held == PORTSIG_ALTSTACK_HELD_NOTHING ||
	    portsig_altstack_detach(hold) == 0)
		return;
	portsig_store_leak();
	hold->held = PORTSIG_ALTSTACK_HELD_NOTHING;
}

/* Gives back one context of a thread that ends. */
static void
release(struct portsig_context *c)
{
	struct portsig_pool *pool = c->pool;

	if (portsig_context_attached(c))
		release_stack(&c->altstack);
	portsig_hold_abandon(c, portsig_context_attached(c) ? 1 : 0);
	if (portsig_context_attached(c))
		portsig_context_clear(c);
	portsig_deferred_look(pool);
}

static void
release_stray(struct portsig_context *c, void *self)
{
	if (portsig_owner_thread(atomic_load(&c->owner)) == (uintptr_t)self)
		release(c);
}

/*
 * Contexts that hang on no chain: the thread was cancelled or jumped out of
 * the middle of a borrow or return.  No lock: whoever holds it may be slow, or
 * the very code that this thread was interrupted in.  Destroy marks the pool
 * and then waits for us, so one that we find alive stays.
 */
static void
release_strays(uintptr_t self)
{
	unsigned epoch = portsig_crowd_enter(&portsig_ending);
	struct portsig_pool *pool = atomic_load(&portsig_pools);

	for (; pool != NULL; pool = pool->next)
		if (atomic_load(&pool->magic) == PORTSIG_POOL_LIVE)
			portsig_pool_visit(pool, release_stray, (void *)self);
	portsig_crowd_leave(&portsig_ending, epoch);
}

/*
 * A thread ends.  Its slot is emptied first, so that signals which come while
 * this runs, or after it, find a thread that holds nothing.  What hangs on
 * its chain keeps its pool from being destroyed.
 */
void
portsig_thread_exit(void *unused)
{
	struct portsig_context *c = portsig_chain_take(), *below;

	(void)unused;
	for (; c != NULL; c = below) {
		below = atomic_load_explicit(&c->below, memory_order_relaxed);
		release(c);
	}
	release_strays(portsig_os_thread_self());
}
