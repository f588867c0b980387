/* SPDX-License-Identifier: MIT */
/*
 * What pools, contexts and threads look like inside, and the few operations
 * on them that several files share.
 *
 * A context is free while its owner word is 0.  Taking it is one CAS of that
 * word from 0 to the thread's identity; giving it back is one store of 0.
 * There is no list and so no ABA, and a context always says whose it is.
 *
 * The contexts that a thread holds hang on its slot, newest first.  Each has
 * a stack of holds: one for being attached, one per loan.  Handlers that
 * interrupt any of this push and pop above it, and leave it as they found it,
 * but for one thing: a context that holds nothing except loans that are proved
 * over they drop, wherever in the chain it hangs.  Who must not lose one in
 * this way makes it his own first, portsig_context_own():
 *
 *   push  depth = d + 1, then hold[d] = loan
 *   pop   hold[i] = 0 from the top, then depth = i
 *   take  owner = self, first hold, depth = 1, then link into the slot
 *   drop  unlink from the slot, holds = 0, depth = 0, then owner = 0
 *
 * So a hold at or above depth is always 0, a 0 below depth is one being made,
 * and a context found in the slot always has depth 1 at least.
 */
#ifndef PORTSIG_CONTEXT_INTERNAL_H
#define PORTSIG_CONTEXT_INTERNAL_H

#include <limits.h>
#include <stdatomic.h>

#include <portsig/altstack.h>
#include <portsig/context.h>
#include "platform.h"

struct portsig_claim;

/*
 * After the kernel's part of a delivery neither the branch predictor nor the
 * instruction cache remembers us, so the usual way is short and straight, and
 * what is rare stands elsewhere.
 */
#define PORTSIG_LIKELY(x)	__builtin_expect(!!(x), 1)
#define PORTSIG_UNLIKELY(x)	__builtin_expect(!!(x), 0)
#define PORTSIG_RARE		__attribute__((cold, noinline))

/*
 * ThreadSanitizer sees nothing of what is marked, so it is told that what a
 * context's last holder did happened before what the next one does; and the
 * same of a claim whose callback runs without a context.
 */
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define PORTSIG_TSAN 1
#endif
#elif defined(__SANITIZE_THREAD__)
#define PORTSIG_TSAN 1
#endif
#if defined(PORTSIG_TSAN) && !defined(PORTSIG_UNMARKED)
void __tsan_acquire(void *);
void __tsan_release(void *);
#define PORTSIG_ACQUIRED(c)	__tsan_acquire(c)
#define PORTSIG_RELEASES(c)	__tsan_release(c)
#define PORTSIG_MEETS_ALL(pool) \
	portsig_pool_visit((pool), portsig_context_meet, NULL)
#else
#define PORTSIG_ACQUIRED(c)	((void)(c))
#define PORTSIG_RELEASES(c)	((void)(c))
#define PORTSIG_MEETS_ALL(pool)	((void)(pool))
#endif

/* Nothing declared here leaves the library. */
#pragma GCC visibility push(hidden)

_Static_assert(ATOMIC_POINTER_LOCK_FREE == 2, "pointers must be lock-free");
_Static_assert(ATOMIC_LONG_LOCK_FREE == 2, "counters must be lock-free");
_Static_assert(sizeof(struct portsig_loan) == 128, "the loan is ABI");

enum {
	PORTSIG_HOLDS = 16,	/* holds with a record; more are counted */
	PORTSIG_CHUNKS = 32,	/* times a pool can grow */
	PORTSIG_RECORDS = 64,	/* signals a pool keeps for later */
	PORTSIG_LINE = 64	/* bytes that two cores should not share */
};

/* Bits beside a thread's identity in an owner word. */
#define PORTSIG_OWNER_UNWATCHED	((uintptr_t)1)	/* its end is not hooked */
#define PORTSIG_OWNER_HANDLER	((uintptr_t)2)	/* taken with a frame */
#define PORTSIG_OWNER_BUSY	((uintptr_t)4)	/* see portsig_context_own() */
#define PORTSIG_OWNER_BITS	((uintptr_t)7)

/* Values of a hold besides 0 (being made) and a loan's address. */
#define PORTSIG_HOLD_ATTACHED	((uintptr_t)1)
#define PORTSIG_HOLD_DEAD	((uintptr_t)2)	/* over, not yet popped */

/*
 * A hold's counters are plain: whoever owns the hold is alone with it, since
 * handlers that interrupt the owner use higher ones.
 */
struct portsig_hold {
	_Atomic uintptr_t loan;
	_Atomic(struct portsig_claim *) claim;	/* the callback runs for it */
	_Atomic unsigned long borrows, returns, handled, nested;
};

struct portsig_context {
	/* the first line is all that a plain loan needs */
	_Alignas(PORTSIG_LINE) _Atomic uintptr_t owner;
	_Atomic(struct portsig_context *) below;	/* in the chain */
	_Atomic unsigned depth;
	struct portsig_hold hold[PORTSIG_HOLDS];
	struct portsig_pool *pool;
	void *payload;
	bool bound;			/* attached with its own payload */
	struct portsig_context *next_bound;
	struct portsig_altstack_hold altstack;
};

/*
 * How many are at something now.  A fork's child begins a new epoch at 0:
 * those that it counted are gone, and if the thread that forked was one of
 * them it is not subtracted when it leaves, because it says in which epoch it
 * came.  Both are in one word, so that they change together.
 */
struct portsig_crowd {
	_Atomic unsigned word;
};

#define PORTSIG_EPOCH (1u << 20)	/* that many at once, at most */
#define PORTSIG_NO_EPOCH UINT_MAX

struct portsig_chunk {
	unsigned char *base;
	unsigned count;
};

/* defer.c: a signal that found no free context. */
#define PORTSIG_INFO_WORDS	(sizeof(siginfo_t) / sizeof(uintptr_t))
_Static_assert(sizeof(siginfo_t) % sizeof(uintptr_t) == 0, "whole words");

struct portsig_record {
	_Atomic unsigned word;		/* its state; the first is "free" */
	_Atomic(struct portsig_claim *) claim;
	_Atomic uintptr_t info[PORTSIG_INFO_WORDS];
};

/*
 * Where a borrower looks first, and what it must know for that.  Made with
 * the pool and never changed, so it may be copied to where it is at hand.
 */
struct portsig_place {
	unsigned char *base;
	size_t stride;			/* bytes from one context to the next */
	unsigned count;
	bool plain;			/* no enter, no leave, no fence */
};

#define PORTSIG_POOL_LIVE	0x706f6f6cu
#define PORTSIG_POOL_DEAD	0x64656164u

struct portsig_pool {
	/* what every borrow and return reads */
	_Alignas(PORTSIG_LINE) _Atomic unsigned magic;
	_Atomic unsigned pending;	/* records that wait for a return */
	struct portsig_place handlers;	/* the first chunk */
	struct portsig_place ordinary;	/* the first chunk less the reserve */
	/* the rest */
	size_t stride;			/* bytes from one context to the next */
	_Atomic unsigned chunks;
	struct portsig_chunk chunk[PORTSIG_CHUNKS];
	portsig_enter_fn *enter;
	portsig_leave_fn *leave;
	void *arg;
	struct portsig_pool_options opt;
	_Atomic unsigned claims;
	bool was_claimed;		/* a delivery may be on its way here */
	_Atomic(struct portsig_context *) bound;
	struct portsig_record record[PORTSIG_RECORDS];
	/* rare events, counted with atomic additions */
	_Alignas(PORTSIG_LINE) _Atomic unsigned long exhausted;
	_Atomic unsigned long abandoned, refused, reclaimed;
	_Atomic unsigned long deferred, coalesced, overflowed, resent;
	_Atomic unsigned long deep_borrows, deep_returns;
	/* these two outlive the pool, for those who walk over all of them */
	struct portsig_pool *next;	/* every pool ever made; reused */
	unsigned long handled_before;	/* by destroyed pools in this struct */
};

/*
 * Returns what to leave with.  Code that jumps out never leaves; a crowd that
 * is full takes no more, and is never empty again, so that none of it spills
 * into the epoch.
 */
PORTSIG_SIGNAL_PATH static inline unsigned
portsig_crowd_enter(struct portsig_crowd *crowd)
{
	unsigned word = atomic_load(&crowd->word);

	do
		if (word % PORTSIG_EPOCH == PORTSIG_EPOCH - 1)
			return PORTSIG_NO_EPOCH;
	while (!atomic_compare_exchange_weak(&crowd->word, &word, word + 1));
	return word / PORTSIG_EPOCH;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_crowd_leave(struct portsig_crowd *crowd, unsigned epoch)
{
	unsigned word = atomic_load(&crowd->word);

	while (word / PORTSIG_EPOCH == epoch &&
	    word % PORTSIG_EPOCH != PORTSIG_EPOCH - 1 &&
	    !atomic_compare_exchange_weak(&crowd->word, &word, word - 1))
		continue;
}

PORTSIG_SIGNAL_PATH static inline unsigned
portsig_crowd_count(const struct portsig_crowd *crowd)
{
	return atomic_load(&crowd->word) % PORTSIG_EPOCH;
}

/* In a fork's child.  Handlers that interrupt this leave before it goes on. */
PORTSIG_SIGNAL_PATH static inline void
portsig_crowd_forget(struct portsig_crowd *crowd)
{
	unsigned word = atomic_load(&crowd->word);

	atomic_store(&crowd->word, (word / PORTSIG_EPOCH + 1) * PORTSIG_EPOCH);
}

/* pool.c: normal code, but for the first */
extern bool portsig_fence_needed;	/* no fence_others here */
extern _Atomic(struct portsig_pool *) portsig_pools;
extern struct portsig_crowd portsig_ending;	/* threads, in all pools */
void portsig_normal_lock(void);
void portsig_normal_unlock(void);
struct portsig_context *portsig_bound_take(struct portsig_pool *pool);

/* free_set.c, holds.c, context.c: any */
struct portsig_context *portsig_context_take(struct portsig_pool *pool,
    bool handler);
bool portsig_context_link(struct portsig_context *c);
bool portsig_context_unlink(struct portsig_context *c);
struct portsig_context *portsig_chain_take(void);
void portsig_context_drop(struct portsig_context *c);
struct portsig_context *
portsig_context_attached_to(const struct portsig_pool *pool);
void portsig_context_clear(struct portsig_context *c);
void portsig_stack_find(const struct portsig_pool *pool, const void *local,
    struct portsig_stack *stack);
int portsig_borrow_slow(struct portsig_pool *pool, struct portsig_loan *loan,
    uintptr_t caller);
void portsig_return_slow(struct portsig_loan *loan, uintptr_t caller);

/* free_set.c: any, unless it may allocate */
int portsig_slot_arm(bool may_allocate);
bool portsig_context_own(struct portsig_context *c);
bool portsig_context_is_owned(const struct portsig_context *c);
void portsig_context_disown(struct portsig_context *c);

/* counts.c: any; callbacks that ended with HANDLED, in all pools ever */
unsigned long portsig_pools_handled(void);
bool portsig_pools_are_read(void);	/* by that, now */
void portsig_pools_forked(void);	/* in the child nobody is at it */

/* fork.c: any; fork_init.c: normal */
extern _Atomic unsigned *portsig_fork_word;
void portsig_fork_check(void);
void portsig_fork_sweep(void);
int portsig_fork_init(void);

/* thread.c */
void portsig_thread_exit(void *unused);	/* as a thread ends */

/* Visits every context of a pool, its bound ones last.  Context: any */
typedef void portsig_visit_fn(struct portsig_context *c, void *arg);
void portsig_pool_visit(struct portsig_pool *pool, portsig_visit_fn *fn,
    void *arg);
portsig_visit_fn portsig_context_meet;	/* pool.c: normal; ARG is unused */
portsig_visit_fn portsig_handled_add;	/* counts.c; ARG is the sum */

/* defer.c: any */
void portsig_deferred_add(struct portsig_claim *claim, int signo,
    const siginfo_t *info);
bool portsig_deferred_take(struct portsig_claim *claim,
    const siginfo_t *info, siginfo_t *recorded);
void portsig_deferred_resend(struct portsig_pool *pool);
void portsig_deferred_recheck(struct portsig_pool *pool);
void portsig_deferred_reset(struct portsig_pool *pool);
void portsig_deferred_forget(struct portsig_pool *pool,
    const struct portsig_claim *claim);

/*
 * After a return, which has passed its fence: signals may wait for the context.
 * The fences pair with those in portsig_deferred_recheck().
 */
PORTSIG_SIGNAL_PATH static inline void
portsig_deferred_look_fenced(struct portsig_pool *pool)
{
	atomic_signal_fence(memory_order_seq_cst);
	if (PORTSIG_UNLIKELY(atomic_load_explicit(&pool->pending,
	    memory_order_relaxed) != 0))
		portsig_deferred_resend(pool);
}

/* The same after whatever else gave a context back. */
PORTSIG_SIGNAL_PATH static inline void
portsig_deferred_look(struct portsig_pool *pool)
{
	if (portsig_fence_needed)
		atomic_thread_fence(memory_order_seq_cst);
	portsig_deferred_look_fenced(pool);
}

PORTSIG_SIGNAL_PATH static inline struct portsig_context *
portsig_chunk_at(const struct portsig_pool *pool,
    const struct portsig_chunk *chunk, unsigned n)
{
	return (struct portsig_context *)(void *)
	    (chunk->base + pool->stride * n);
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_pool_is_live(const struct portsig_pool *pool)
{
	return pool != NULL && atomic_load_explicit(&pool->magic,
	    memory_order_acquire) == PORTSIG_POOL_LIVE;
}

/* In the slot, beside the chain's address: the thread's exit is hooked. */
#define PORTSIG_SLOT_ARMED ((uintptr_t)1)

/*
 * A borrow's EAGAIN is not for want of a context but of room for the slot of
 * this thread; a public flag of the loan it is not.
 */
#define PORTSIG_LOAN_NO_SLOT	0x80000000u

/* The usual slot: hooked, and the thread holds C alone, or nothing. */
PORTSIG_SIGNAL_PATH static inline bool
portsig_slot_is_plain(const struct portsig_context *c)
{
	return (uintptr_t)portsig_os_slot_get() ==
	    ((uintptr_t)c | PORTSIG_SLOT_ARMED);
}

PORTSIG_SIGNAL_PATH static inline void
portsig_slot_set_plain(const struct portsig_context *c)
{
	atomic_signal_fence(memory_order_seq_cst);
	(void)portsig_os_slot_set((void *)((uintptr_t)c | PORTSIG_SLOT_ARMED));
	atomic_signal_fence(memory_order_seq_cst);
}

/*
 * The contexts that this thread holds, newest first.  Only the first one that
 * a thread never hooked holds may fail to be set.
 */
PORTSIG_SIGNAL_PATH static inline struct portsig_context *
portsig_chain_get(void)
{
	return (struct portsig_context *)
	    ((uintptr_t)portsig_os_slot_get() & ~PORTSIG_SLOT_ARMED);
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_chain_set(struct portsig_context *c)
{
	uintptr_t armed = (uintptr_t)portsig_os_slot_get() &
	    PORTSIG_SLOT_ARMED;
	bool done;

	atomic_signal_fence(memory_order_seq_cst);
	done = portsig_os_slot_set((void *)((uintptr_t)c | armed));
	atomic_signal_fence(memory_order_seq_cst);
	return done;
}

/*
 * What the frame says of the stack that LOCAL lies on, without a system call.
 * False if there is a signal stack and LOCAL is not on it.
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_stack_from_frame(const void *frame, const void *local,
    struct portsig_stack *out)
{
	uintptr_t base = 0;
	size_t size = 0;

	(void)portsig_os_frame_altstack(frame, &base, &size);
	if (PORTSIG_LIKELY((uintptr_t)local - base < size)) {
		out->base = (void *)base;
		out->size = size;
		out->kind = PORTSIG_STACK_EXACT;
		return true;
	}
	out->base = NULL;
	out->size = 0;
	out->kind = PORTSIG_STACK_UNKNOWN;
	return size == 0;		/* there is none to be on */
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_context_attached(const struct portsig_context *c)
{
	return atomic_load_explicit(&c->hold[0].loan, memory_order_relaxed) ==
	    PORTSIG_HOLD_ATTACHED;
}

/* The hold of LOAN, or NULL if it lies too deep to have a record. */
PORTSIG_SIGNAL_PATH static inline struct portsig_hold *
portsig_hold_of(const struct portsig_loan *loan)
{
	if (PORTSIG_UNLIKELY(loan->depth > PORTSIG_HOLDS))
		return NULL;
	return &loan->context->hold[loan->depth - 1];
}

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_owner_thread(uintptr_t owner)
{
	return owner & ~PORTSIG_OWNER_BITS;
}

/* A plain increment of a counter that only this thread writes now. */
PORTSIG_SIGNAL_PATH static inline void
portsig_bump(_Atomic unsigned long *counter)
{
	atomic_store_explicit(counter,
	    atomic_load_explicit(counter, memory_order_relaxed) + 1,
	    memory_order_relaxed);
}

PORTSIG_SIGNAL_PATH static inline void
portsig_count(_Atomic unsigned long *counter)
{
	atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

#pragma GCC visibility pop

#endif /* PORTSIG_CONTEXT_INTERNAL_H */
