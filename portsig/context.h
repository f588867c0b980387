/* SPDX-License-Identifier: MIT */
/*
 * Contexts: the blocks that a runtime needs to run code at all, made ahead of
 * time, lent to whatever thread a signal finds, and given back.
 */
#ifndef PORTSIG_CONTEXT_H
#define PORTSIG_CONTEXT_H

#include <portsig/altstack.h>
#include <portsig/portsig.h>

#ifdef __cplusplus
extern "C" {
#endif

struct portsig_pool;		/* the contexts of one runtime */
struct portsig_context;		/* one of them: a header and the payload */

/** enum portsig_nest - what a thread that holds a context borrows next */
enum portsig_nest {
	PORTSIG_NEST_SAME = 0,	/* that context again, for the new stack */
	PORTSIG_NEST_FRESH	/* another one */
};

/** enum portsig_leave - how a loan ended */
enum portsig_leave {
	PORTSIG_LEAVE_RETURNED = 0,	/* portsig_context_return() */
	PORTSIG_LEAVE_ABANDONED		/* jumped out of, or the thread ended */
};

/* Makes or empties one payload; a non-zero result is an errno value. */
typedef int portsig_init_fn(void *payload, void *arg);
typedef void portsig_fini_fn(void *payload, void *arg);
/* A loan begins or ends; Context: any.  depth is 1 for the outermost. */
typedef int portsig_enter_fn(void *payload, unsigned depth, void *arg);
typedef void portsig_leave_fn(void *payload, unsigned depth,
    enum portsig_leave how, void *arg);

/**
 * struct portsig_pool_options - how to make a pool
 * @payload_size:  bytes of the runtime's own data in each context; may be 0
 * @payload_align: bytes, a power of two up to 4096; 0 means 64
 * @contexts:      how many to make; 1 at least
 * @reserve:       how many of them only handlers may take; below @contexts
 * @low_water:     portsig_pool_refill() sees that so many are free
 * @nest:          enum portsig_nest
 * @altstack:      enum portsig_altstack_policy, for portsig_thread_attach()
 * @stack_budget:  bytes that this runtime's handlers use on a signal stack
 * @init, @fini:   may be NULL; called once per payload, outside handlers
 * @enter, @leave: may be NULL; called per loan, in handlers too.  @enter may
 *                 refuse with an errno value, which borrow then returns.
 *                 @leave does not hear of an abandoned loan more than 16
 *                 deep in its context; it is counted
 * @arg:           handed to all four; stays the caller's
 */
struct portsig_pool_options {
	size_t payload_size;
	size_t payload_align;
	unsigned contexts;
	unsigned reserve;
	unsigned low_water;
	unsigned nest;
	unsigned altstack;
	size_t stack_budget;
	portsig_init_fn *init;
	portsig_fini_fn *fini;
	portsig_enter_fn *enter;
	portsig_leave_fn *leave;
	void *arg;
};

/**
 * struct portsig_loan - the record of one borrowing
 * @context:  the context lent
 * @frame:    what the borrower gave
 * @stack:    what is known of the stack the loan lies on
 * @depth:    1 for the first hold of this context on this thread, then 2, ...
 * @flags:    PORTSIG_LOAN_* bits
 * @pool, @cookie, @reserved: the library's own
 *
 * It lies on the borrower's own stack, uninitialised before borrow and not
 * copied after it.  128 bytes on every system.
 */
struct portsig_loan {
	struct portsig_context *context;
	struct portsig_pool *pool;
	const void *frame;
	uintptr_t cookie;
	struct portsig_stack stack;
	unsigned depth;
	unsigned flags;
	unsigned char reserved[128 - 4 * sizeof(void *)
	    - sizeof(struct portsig_stack) - 2 * sizeof(unsigned)];
};

#define PORTSIG_LOAN_NESTED	0x1u	/* the thread held it already */
#define PORTSIG_LOAN_HANDLER	0x2u	/* borrowed with a frame */

/**
 * struct portsig_mark - what a thread holds of a pool, for after a jump
 * @context: the innermost context held, or NULL
 * @depth:   how often it is held
 */
typedef struct portsig_mark {
	struct portsig_context *context;
	unsigned depth;
} portsig_mark;

/**
 * struct portsig_counts - what became of a pool's contexts and loans
 *
 * Each is counted on its own, none by subtraction.  A snapshot taken while
 * others borrow may be off by what happens meanwhile.  At rest @borrows is
 * @returns + @abandoned + what is out, but for code that was cancelled or
 * jumped out of the middle of borrow or return itself, which may be counted
 * at one end and not at the other; of the contexts none is missed even then.
 *
 * @made:         contexts of the pool; free + lent + attached at rest
 * @free:         nobody holds them
 * @lent:         held by threads that never attached
 * @lent_handlers: of these, taken by handlers
 * @unwatched:    of @lent, those to threads whose end nobody tells us of,
 *                since to hook it would have allocated: lost if the thread
 *                ends inside the loan, but see PORTSIG_LOAN_PUSH()
 * @attached:     held by attached threads, out of @made
 * @bound:        contexts of threads attached with a payload of their own;
 *                not in @made
 * @borrows:      loans begun, nested ones too
 * @returns:      loans ended by portsig_context_return()
 * @abandoned:    loans ended by a jump or an exit
 * @nested:       of @borrows, those of a context the thread held already
 * @refused:      borrows that the runtime's enter refused
 * @exhausted:    borrows that found no free context
 * @deferred:     signals recorded for later because none was free
 * @coalesced:    of further ones, those that joined a record already there;
 *                what the kernel joined of one sent again is in no counter
 * @overflowed:   those that found no room in the record: lost, and counted
 * @resent:       recorded signals sent again by a return
 * @reclaimed:    contexts taken back in a fork's child from threads that did
 *                not come along; their loans are in @borrows and in nothing
 *                else, and leave does not hear of them
 */
struct portsig_counts {
	unsigned long made, free, lent, lent_handlers, unwatched;
	unsigned long attached, bound;
	unsigned long borrows, returns, abandoned, nested, refused, exhausted;
	unsigned long deferred, coalesced, overflowed, resent, reclaimed;
};

/**
 * portsig_pool_create() - make the contexts of one runtime
 * @options: read and not kept
 * @pool:    out; the new pool, portsig_pool_destroy()'s to free
 *
 * Errors:  EINVAL  an option is out of its range, or an argument is NULL
 *          ENOMEM  no memory, or the sizes overflow
 *          EAGAIN  the system has no thread-exit hook left for us
 *          other   what init returned; nothing is left behind
 * Context: normal
 * Threads: safe; a process may hold several pools
 * Source:  portsig
 */
PORTSIG_API int portsig_pool_create(const struct portsig_pool_options *options,
    struct portsig_pool **pool);

/**
 * portsig_pool_grow() - make more contexts
 * @pool: the pool
 * @more: how many; 1 at least
 *
 * Errors:  EINVAL  @pool is no live pool, or @more is 0
 *          ENOMEM  no memory, or the pool has grown too often (32 times)
 *          other   what init returned; nothing is added
 * Context: normal
 * Threads: safe; others may borrow meanwhile
 * Source:  portsig
 */
PORTSIG_API int portsig_pool_grow(struct portsig_pool *pool, unsigned more);

/**
 * portsig_pool_refill() - grow to the low-water mark
 * @pool: the pool
 *
 * Gives back what this thread lost by jumping out of borrow itself, counts
 * the free contexts and makes as many as are missing.
 *
 * Errors:  as portsig_pool_grow()
 * Context: normal
 * Threads: safe; others may borrow meanwhile
 * Source:  portsig
 */
PORTSIG_API int portsig_pool_refill(struct portsig_pool *pool);

/**
 * portsig_pool_destroy() - free a pool nobody uses
 * @pool: the pool; NULL does nothing
 *
 * Every payload's fini is called.  The memory of a pool that ever had a claim
 * stays, because a signal may be on its way to it: a few of these in the life
 * of a process are no matter, thousands are.
 *
 * Errors:  EBUSY   a context is lent or attached, a signal is claimed, or
 *                  portsig_action_counts_get() is reading its counters
 *          EINVAL  @pool is no live pool
 * Context: normal
 * Threads: before threads; no thread may be using the pool or start to
 * Source:  portsig
 */
PORTSIG_API int portsig_pool_destroy(struct portsig_pool *pool);

/**
 * portsig_pool_counts_get() - read a pool's counters
 * @pool: the pool
 * @out:  out; all of them
 *
 * Errors:  EINVAL  @pool is no live pool, or @out is NULL
 * Context: any; walks all contexts
 * Threads: safe; others may borrow meanwhile
 * Source:  portsig
 */
PORTSIG_API int portsig_pool_counts_get(struct portsig_pool *pool,
    struct portsig_counts *out);

/**
 * portsig_context_borrow() - take a context for the code that runs now
 * @pool:  the pool
 * @frame: the handler's third argument, or NULL in ordinary code
 * @loan:  out; on the caller's own stack until portsig_context_return()
 *
 * Never waits, allocates, locks or enters the kernel, but once in a fork's
 * child, to ask which thread this is.  A thread that holds a
 * context of the pool gets the same one again (NEST_SAME).  Only code that
 * has a frame may take the handlers' reserve.
 *
 * Errors:  EAGAIN  no context is free, or (where thread slots are few) no
 *                  slot; counted, at once, never by waiting
 *          EINVAL  @pool is no live pool, or @loan is NULL or misaligned
 *          other   what the runtime's enter returned
 * Context: any
 * Threads: safe; reentrant at every instruction
 * Source:  portsig
 */
PORTSIG_API int portsig_context_borrow(struct portsig_pool *pool,
    const void *frame, struct portsig_loan *loan);

/**
 * portsig_context_borrow_on() - borrow, and say what stack this is
 * @pool:  the pool
 * @frame: as for portsig_context_borrow()
 * @stack: the stack the caller runs on, by its own promise; not kept
 * @loan:  out
 *
 * For coroutine and other stacks that no kernel knows of.  The promise is
 * recorded and reported; it is never taken as proof that a loan is over.
 *
 * Errors:  EINVAL  also if @loan is not in @stack, or @stack is NULL
 *          other   as portsig_context_borrow()
 * Context: any
 * Threads: safe; reentrant at every instruction
 * Source:  portsig
 */
PORTSIG_API int portsig_context_borrow_on(struct portsig_pool *pool,
    const void *frame, const struct portsig_stack *stack,
    struct portsig_loan *loan);

/**
 * portsig_context_return() - give a borrowed context back
 * @loan: what borrow filled in; over after this
 *
 * Loans end last in, first out on a thread.  A loan returned twice, on
 * another thread, out of order or after being overwritten ends the process
 * with a message, because going on would lend a context twice.
 *
 * Context: any; the one return that finds a deferred signal re-sends it, a
 *          system call
 * Threads: per object; on the thread that borrowed
 * Source:  portsig
 */
PORTSIG_API void portsig_context_return(struct portsig_loan *loan);

/**
 * portsig_context_abandon() - end a loan because its thread ends, or a jump
 * @loan: a struct portsig_loan; one that was returned is left alone
 *
 * What pthread_cleanup_push() takes, and therefore a void pointer.  The
 * runtime's leave hears that the loan and all younger ones were abandoned.
 *
 * Context: any; re-sends a deferred signal as portsig_context_return() does
 * Threads: per object; on the thread that borrowed
 * Source:  portsig
 */
PORTSIG_API void portsig_context_abandon(void *loan);

/*
 * A pair like pthread_cleanup_push() and _pop(), and with their rules: what
 * lies between may end the thread, and LOAN is then given back; it must not be
 * jumped out of.  Needed only where a thread's end cannot be hooked
 * (portsig_counts: unwatched).  Include <pthread.h>.
 */
#define PORTSIG_LOAN_PUSH(loan) \
	pthread_cleanup_push(portsig_context_abandon, (loan))
#define PORTSIG_LOAN_POP() \
	pthread_cleanup_pop(0)

/**
 * portsig_context_current() - the context this thread holds
 * @pool: the pool
 *
 * Returns the innermost context of @pool that this thread holds, attached or
 * lent, or NULL.  It stays the pool's.
 *
 * Context: any
 * Threads: safe; answers for the calling thread only
 * Source:  portsig
 */
PORTSIG_API struct portsig_context *
portsig_context_current(struct portsig_pool *pool);

/**
 * portsig_context_payload() - the runtime's own part of a context
 * @context: a context that the caller holds
 *
 * Returns payload_size bytes that are the holder's while it holds the
 * context, or what portsig_thread_attach() was given.
 *
 * Context: any
 * Threads: per object
 * Source:  portsig
 */
PORTSIG_API void *portsig_context_payload(struct portsig_context *context);

/**
 * portsig_context_mark() - note what this thread holds, before sigsetjmp
 * @pool: the pool
 *
 * Returns a value to keep beside the jump buffer.  What an earlier jump left
 * behind without a rewind, and is not yet proved over, counts as held: when it
 * is proved over, this mark's loan has ended too.
 *
 * Context: any
 * Threads: safe; answers for the calling thread only
 * Source:  portsig
 */
PORTSIG_API portsig_mark portsig_context_mark(struct portsig_pool *pool);

/**
 * portsig_context_rewind() - give back what a jump left behind
 * @pool: the pool
 * @mark: what portsig_context_mark() returned on this thread
 *
 * Call it first thing after sigsetjmp returned by a jump.  Loans younger than
 * @mark are over; the runtime's leave hears of each.  A mark whose own loan
 * has ended meanwhile ends the process with a message.  Where the kernel keeps
 * in mind that a handler runs on the signal stack, it is told that none does,
 * unless @mark was taken inside a loan.
 *
 * Context: any
 * Threads: safe; acts on the calling thread only
 * Source:  portsig
 */
PORTSIG_API void portsig_context_rewind(struct portsig_pool *pool,
    portsig_mark mark);

/**
 * portsig_thread_attach() - keep a context with this thread
 * @pool:    the pool
 * @payload: the runtime's own block for this thread, kept until detach, or
 *           NULL to take a context of the pool
 * @context: out; what the thread now holds
 *
 * Also sees to a signal stack, as the pool's altstack option says.  Undone by
 * portsig_thread_detach(), or by the thread's end.
 *
 * Errors:  EALREADY  the thread is attached to this pool
 *          EAGAIN    no context is free outside the reserve, or no slot
 *          ENOMEM    no memory for a header or a signal stack
 *          EINVAL    @pool is no live pool, or @context is NULL
 * Context: normal
 * Threads: safe; acts on the calling thread only
 * Source:  portsig
 */
PORTSIG_API int portsig_thread_attach(struct portsig_pool *pool,
    void *payload, struct portsig_context **context);

/**
 * portsig_thread_detach() - undo portsig_thread_attach()
 * @pool: the pool
 *
 * Errors:  ENOENT  the thread is not attached
 *          EBUSY   a loan of the context is not over
 *          EPERM   the caller is running on the signal stack made by attach
 *          EINVAL  @pool is no live pool
 * Context: normal
 * Threads: safe; acts on the calling thread only
 * Source:  portsig
 */
PORTSIG_API int portsig_thread_detach(struct portsig_pool *pool);

#ifdef __cplusplus
}
#endif

#endif /* PORTSIG_CONTEXT_H */
