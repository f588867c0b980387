/* SPDX-License-Identifier: MIT */
/*
 * Borrowing and returning, in handlers and outside, on any thread.  Read
 * context_internal.h first: it says in which order things are stored, so that
 * a signal between any two instructions does no harm.
 */
#include "config.h"

#include "altstack_internal.h"
#include "die_internal.h"
#include "plain_internal.h"

static const struct portsig_stack no_stack;

/* The innermost context of POOL that this thread holds, or NULL. */
PORTSIG_SIGNAL_PATH static struct portsig_context *
held(const struct portsig_pool *pool, struct portsig_context *from)
{
	struct portsig_context *c = from;

	while (c != NULL && c->pool != pool)
		c = atomic_load_explicit(&c->below, memory_order_relaxed);
	return c;
}

/* The frame did not tell; perhaps the signal stack that attach saw to does. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE void
portsig_stack_find(const struct portsig_pool *pool, const void *local,
    struct portsig_stack *stack)
{
	struct portsig_context *c = held(pool, portsig_chain_get());
	struct portsig_stack st;

	if (c == NULL || !portsig_context_attached(c))
		return;
	st.base = c->altstack.now.base;
	st.size = c->altstack.now.size;
	st.kind = PORTSIG_STACK_EXACT;
	if (portsig_stack_contains(&st, local))
		*stack = st;
}

/* What a push has come to; false: over a live loan, which is not wanted. */
PORTSIG_SIGNAL_PATH static bool
is_wanted(const struct portsig_pool *pool, struct portsig_loan *loan)
{
	if (loan->depth == 1)
		return true;
	if (pool->opt.nest == PORTSIG_NEST_FRESH)
		return false;
	loan->flags |= PORTSIG_LOAN_NESTED;
	return true;
}

/*
 * Puts LOAN on a context that the thread holds already; false: it cannot.
 * Where we interrupted code that has made the context its own, only that code
 * may drop it, and we stay above.
 */
PORTSIG_SIGNAL_PATH static bool
borrow_held(struct portsig_pool *pool, struct portsig_context *c,
    struct portsig_loan *loan, uintptr_t caller)
{
	bool attached = portsig_context_attached(c);

	if (attached && pool->opt.nest == PORTSIG_NEST_FRESH)
		return false;
	loan->context = c;
	loan->cookie = portsig_loan_cookie(loan, c);
	if (attached) {
		portsig_hold_push(c, loan, caller);
	} else if (portsig_context_own(c)) {
		portsig_hold_push(c, loan, caller);
		portsig_context_disown(c);
	} else if (portsig_context_is_owned(c)) {
		portsig_hold_push_above(c, loan);
	} else {
		return false;		/* a handler has dropped it */
	}
	if (is_wanted(pool, loan))
		return true;
	portsig_hold_pop(c, loan, (uintptr_t)__builtin_frame_address(0));
	return false;
}

/*
 * There is no room for the slot of this thread: it can hold no context.  What
 * others kept while we had this one waits for the next return: if it were sent
 * now it might come here, and so on.
 */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static bool
no_slot(struct portsig_pool *pool, struct portsig_loan *loan)
{
	loan->flags |= PORTSIG_LOAN_NO_SLOT;
	loan->cookie = PORTSIG_COOKIE_RETURNED;
	portsig_context_clear(loan->context);
	portsig_count(&pool->exhausted);
	return false;
}

/*
 * The same context again if the thread holds one, or else one from the free
 * set, above whatever it holds of other pools.
 */
PORTSIG_SIGNAL_PATH static bool
borrow_any(struct portsig_pool *pool, struct portsig_loan *loan,
    uintptr_t caller)
{
	struct portsig_context *c = held(pool, portsig_chain_get());

	if (loan->stack.kind == PORTSIG_STACK_UNKNOWN)
		portsig_stack_find(pool, loan, &loan->stack);
	while (c != NULL && !borrow_held(pool, c, loan, caller)) {
		if (pool->opt.nest == PORTSIG_NEST_SAME)
			c = NULL;	/* just dropped */
		else
			c = held(pool, atomic_load_explicit(&c->below,
			    memory_order_relaxed));
	}
	if (c != NULL)
		return true;
	c = portsig_context_take(pool,
	    (loan->flags & PORTSIG_LOAN_HANDLER) != 0);
	if (c == NULL)
		return false;
	if (portsig_slot_arm(false) != 0)
		atomic_fetch_or(&c->owner, PORTSIG_OWNER_UNWATCHED);
	portsig_loan_start(loan, pool, c);
	return portsig_context_link(c) || no_slot(pool, loan);
}

/* Undoes a borrow that is not to be. */
PORTSIG_SIGNAL_PATH static int
refuse(struct portsig_loan *loan, int err)
{
	portsig_hold_pop(loan->context, loan,
	    (uintptr_t)__builtin_frame_address(0));
	loan->cookie = PORTSIG_COOKIE_RETURNED;
	portsig_deferred_look(loan->pool);
	return err;
}

/* The runtime may refuse; then nothing was borrowed. */
PORTSIG_SIGNAL_PATH static int
ask_to_enter(struct portsig_pool *pool, struct portsig_loan *loan)
{
	int err = pool->enter(loan->context->payload, loan->depth, pool->arg);

	if (err == 0)
		return 0;
	portsig_count(&pool->refused);
	return refuse(loan, err);
}

PORTSIG_SIGNAL_PATH static void
count_borrow(struct portsig_pool *pool, const struct portsig_loan *loan)
{
	struct portsig_hold *hold = portsig_hold_of(loan);

	if (hold == NULL) {
		portsig_count(&pool->deep_borrows);
		return;
	}
	portsig_bump(&hold->borrows);
	if ((loan->flags & PORTSIG_LOAN_NESTED) != 0)
		portsig_bump(&hold->nested);
}

/* The frame, the flags and the stack stand in LOAN; the rest is filled in. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE int
portsig_borrow_slow(struct portsig_pool *pool, struct portsig_loan *loan,
    uintptr_t caller)
{
	int err = 0;

	loan->pool = pool;
	if (!borrow_any(pool, loan, caller))
		return EAGAIN;
	if (atomic_load(&pool->magic) != PORTSIG_POOL_LIVE)
		err = refuse(loan, EINVAL);	/* destroyed meanwhile */
	else if (pool->enter != NULL)
		err = ask_to_enter(pool, loan);
	if (err == 0)
		count_borrow(pool, loan);
	return err;
}

PORTSIG_SIGNAL_PATH static inline int
borrow(struct portsig_pool *pool, struct portsig_loan *loan, uintptr_t caller)
{
	bool handler = (loan->flags & PORTSIG_LOAN_HANDLER) != 0;

	if (PORTSIG_LIKELY(portsig_borrow_plain(pool,
	    handler ? &pool->handlers : &pool->ordinary,
	    handler ? PORTSIG_OWNER_HANDLER : 0, loan)))
		return 0;
	return portsig_borrow_slow(pool, loan, caller);
}

PORTSIG_SIGNAL_PATH static bool
is_aligned(const void *p, size_t to)
{
	return ((uintptr_t)p & (to - 1)) == 0;
}

/* Not inlined, lest a caller's own loans seem to lie below our frame. */
#define OWN_FRAME __attribute__((noinline))

PORTSIG_SIGNAL_PATH OWN_FRAME int
portsig_context_borrow(struct portsig_pool *pool, const void *frame,
    struct portsig_loan *loan)
{
	if (!portsig_pool_is_live(pool) || loan == NULL ||
	    !is_aligned(loan, _Alignof(struct portsig_loan)))
		return EINVAL;
	loan->frame = frame;
	loan->flags = 0;
	loan->stack = no_stack;
	if (frame != NULL) {
		loan->flags = PORTSIG_LOAN_HANDLER;
		(void)portsig_stack_from_frame(frame, loan, &loan->stack);
	}
	return borrow(pool, loan, (uintptr_t)__builtin_frame_address(0));
}

PORTSIG_SIGNAL_PATH OWN_FRAME int
portsig_context_borrow_on(struct portsig_pool *pool, const void *frame,
    const struct portsig_stack *stack, struct portsig_loan *loan)
{
	if (!portsig_pool_is_live(pool) || loan == NULL || stack == NULL ||
	    !is_aligned(loan, _Alignof(struct portsig_loan)) ||
	    !portsig_stack_contains(stack, loan))
		return EINVAL;
	loan->frame = frame;
	loan->flags = frame != NULL ? PORTSIG_LOAN_HANDLER : 0;
	loan->stack.base = stack->base;
	loan->stack.size = stack->size;
	loan->stack.kind = PORTSIG_STACK_PROMISED;
	return borrow(pool, loan, (uintptr_t)__builtin_frame_address(0));
}

/* Says what is wrong with LOAN, if anything is. */
PORTSIG_SIGNAL_PATH PORTSIG_RARE static void
check_loan(const struct portsig_loan *loan)
{
	const struct portsig_context *c;
	unsigned at;

	if (loan == NULL)
		portsig_die("context_return: the loan is NULL\n");
	if (loan->cookie == PORTSIG_COOKIE_RETURNED)
		portsig_die("context_return: the loan was returned before\n");
	c = loan->context;
	if (loan->cookie != portsig_loan_cookie(loan, c))
		portsig_die("context_return: the loan was overwritten\n");
	if (portsig_owner_thread(atomic_load_explicit(&c->owner,
	    memory_order_relaxed)) != portsig_os_thread_self())
		portsig_die("context_return: not the thread that borrowed\n");
	at = loan->depth - 1;
	if (at >= atomic_load_explicit(&c->depth, memory_order_relaxed) ||
	    (at < PORTSIG_HOLDS && atomic_load_explicit(&c->hold[at].loan,
	    memory_order_relaxed) != (uintptr_t)loan))
		portsig_die("context_return: loans ended out of order\n");
}

PORTSIG_SIGNAL_PATH static void
end(struct portsig_loan *loan, uintptr_t caller)
{
	const struct portsig_pool *pool = loan->context->pool;
	struct portsig_hold *hold = portsig_hold_of(loan);

	if (pool->leave != NULL)
		pool->leave(loan->context->payload, loan->depth,
		    PORTSIG_LEAVE_RETURNED, pool->arg);
	if (hold == NULL)
		portsig_count(&loan->context->pool->deep_returns);
	else
		portsig_bump(&hold->returns);
	/* first, or a handler takes a loan without its cookie for dead */
	portsig_hold_pop(loan->context, loan, caller);
	loan->cookie = PORTSIG_COOKIE_RETURNED;
}

PORTSIG_SIGNAL_PATH PORTSIG_RARE void
portsig_return_slow(struct portsig_loan *loan, uintptr_t caller)
{
	check_loan(loan);
	end(loan, caller);
	if (portsig_fence_needed)
		atomic_thread_fence(memory_order_seq_cst);
}

PORTSIG_SIGNAL_PATH OWN_FRAME void
portsig_context_return(struct portsig_loan *loan)
{
	struct portsig_pool *pool;

	if (PORTSIG_UNLIKELY(loan == NULL ||
	    loan->cookie != portsig_loan_cookie(loan, loan->context) ||
	    !portsig_return_plain(loan)))
		portsig_return_slow(loan,
		    (uintptr_t)__builtin_frame_address(0));
	pool = loan->pool;
	portsig_deferred_look_fenced(pool);
}

PORTSIG_SIGNAL_PATH struct portsig_context *
portsig_context_current(struct portsig_pool *pool)
{
	if (!portsig_pool_is_live(pool))
		return NULL;
	return held(pool, portsig_chain_get());
}

PORTSIG_SIGNAL_PATH void *
portsig_context_payload(struct portsig_context *context)
{
	return context == NULL ? NULL : context->payload;
}

PORTSIG_SIGNAL_PATH portsig_mark
portsig_context_mark(struct portsig_pool *pool)
{
	portsig_mark mark = { portsig_context_current(pool), 0 };

	if (mark.context != NULL)
		mark.depth = atomic_load_explicit(&mark.context->depth,
		    memory_order_relaxed);
	return mark;
}

/* Ends what C holds above DEPTH, but not its being attached. */
PORTSIG_SIGNAL_PATH static void
rewind_to(struct portsig_context *c, unsigned depth)
{
	bool attached = portsig_context_attached(c), owned;

	if (attached && depth == 0)
		depth = 1;
	owned = !attached && portsig_context_own(c);
	if (!attached && !owned && !portsig_context_is_owned(c))
		return;			/* a handler has dropped it */
	portsig_hold_abandon(c, depth);
	if (owned && depth > 0)
		portsig_context_disown(c);
}

PORTSIG_SIGNAL_PATH void
portsig_context_abandon(void *loan)
{
	struct portsig_loan *l = loan;
	struct portsig_pool *pool;

	if (l == NULL || l->cookie != portsig_loan_cookie(l, l->context))
		return;			/* it was returned */
	pool = l->pool;
	rewind_to(l->context, l->depth - 1);
	l->cookie = PORTSIG_COOKIE_RETURNED;
	portsig_deferred_look(pool);
}

/* Then the code at MARK may be a handler that is on the signal stack yet. */
PORTSIG_SIGNAL_PATH static bool
is_in_a_loan(struct portsig_pool *pool, portsig_mark mark)
{
	if (mark.context == NULL)
		return false;
	return mark.depth >
	    (portsig_context_attached_to(pool) == mark.context ? 1u : 0u);
}

PORTSIG_SIGNAL_PATH void
portsig_context_rewind(struct portsig_pool *pool, portsig_mark mark)
{
	struct portsig_context *c;

	if (!portsig_pool_is_live(pool))
		portsig_die("context_rewind: no live pool\n");
	if (!is_in_a_loan(pool, mark))
		portsig_altstack_unstick();
	c = held(pool, portsig_chain_get());
	while (c != NULL && c != mark.context) {
		rewind_to(c, 0);
		/* it is gone, unless it is attached */
		c = held(pool, portsig_context_attached_to(pool) == c ?
		    atomic_load_explicit(&c->below, memory_order_relaxed) :
		    portsig_chain_get());
	}
	portsig_deferred_look(pool);
	if (mark.context == NULL)
		return;
	if (c == NULL || atomic_load_explicit(&c->depth,
	    memory_order_relaxed) < mark.depth)
		portsig_die("context_rewind: the marked loan has ended\n");
	rewind_to(c, mark.depth);
}
