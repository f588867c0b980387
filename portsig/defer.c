/* SPDX-License-Identifier: MIT */
/*
 * Signals that found no free context, kept until one is returned.
 *
 * A record is waiting, then sent again to the process by a return, then taken
 * by the delivery that comes of it.  A delivery that once more finds nothing
 * free puts a sent record back to waiting, so that no signal is counted
 * twice.  Each change of state is one CAS; nothing waits for another.
 */
#include "config.h"

#include "action_internal.h"

enum record_state {
	RECORD_FREE = 0,
	RECORD_BUSY,			/* being written */
	RECORD_WAITING,
	RECORD_SENT,
	RECORD_STATES
};

/*
 * The word of a record is its state plus RECORD_STATES times the number of
 * its changes.  So who has read the fields learns by the CAS that follows
 * whether they were of one piece, and need not keep the others off meanwhile:
 * one who looks for a record must never miss it because a third looks at it.
 */
PORTSIG_SIGNAL_PATH static bool
move(struct portsig_record *r, unsigned word, enum record_state to)
{
	unsigned next = word - word % RECORD_STATES + RECORD_STATES + to;

	return atomic_compare_exchange_strong(&r->word, &word, next);
}

/* The fields in one piece with WORD, if move() says so afterwards. */
PORTSIG_SIGNAL_PATH static bool
is_in(struct portsig_record *r, enum record_state state, unsigned *word)
{
	*word = atomic_load(&r->word);
	return *word % RECORD_STATES == state;
}

typedef uintptr_t __attribute__((may_alias)) info_word;

/* The volatile keeps compilers from making these two calls. */
PORTSIG_SIGNAL_PATH static void
read_info(struct portsig_record *r, siginfo_t *to)
{
	volatile info_word *t = (volatile info_word *)(void *)to;
	size_t n;

	for (n = 0; n < PORTSIG_INFO_WORDS; n++)
		t[n] = atomic_load_explicit(&r->info[n],
		    memory_order_acquire);
}

PORTSIG_SIGNAL_PATH static void
write_info(struct portsig_record *r, const siginfo_t *from)
{
	const volatile info_word *f = (const volatile info_word *)
	    (const void *)from;
	size_t n;

	for (n = 0; n < PORTSIG_INFO_WORDS; n++)
		atomic_store_explicit(&r->info[n], f[n],
		    memory_order_release);
}

PORTSIG_SIGNAL_PATH static bool
is_of(struct portsig_record *r, const struct portsig_claim *claim)
{
	return atomic_load_explicit(&r->claim, memory_order_acquire) == claim;
}

/* One record of CLAIM that was in state FROM and now is in state TO. */
PORTSIG_SIGNAL_PATH static bool
move_any(const struct portsig_claim *claim, enum record_state from,
    enum record_state to)
{
	struct portsig_record *r = claim->pool->record;
	unsigned n, word;

	for (n = 0; n < PORTSIG_RECORDS; n++)
		if (is_in(&r[n], from, &word) && is_of(&r[n], claim) &&
		    move(&r[n], word, to))
			return true;
	return false;
}

/* The same, but one that was sent and comes back looking like INFO. */
PORTSIG_SIGNAL_PATH static bool
move_sent(const struct portsig_claim *claim, const siginfo_t *info,
    siginfo_t *recorded, enum record_state to)
{
	struct portsig_record *r = claim->pool->record;
	unsigned n, word;

	for (n = 0; n < PORTSIG_RECORDS; n++) {
		if (!is_in(&r[n], RECORD_SENT, &word) || !is_of(&r[n], claim))
			continue;
		read_info(&r[n], recorded);
		if (portsig_os_signal_is_resent(recorded, info) &&
		    move(&r[n], word, to))
			return true;
	}
	return false;
}

/* Whether a record of CLAIM was waiting at one moment of this call. */
PORTSIG_SIGNAL_PATH static bool
any_waits(const struct portsig_claim *claim)
{
	struct portsig_record *r = claim->pool->record;
	unsigned n, word;

	for (n = 0; n < PORTSIG_RECORDS; n++)
		if (is_in(&r[n], RECORD_WAITING, &word) &&
		    is_of(&r[n], claim) && atomic_load(&r[n].word) == word)
			return true;
	return false;
}

/*
 * A standard signal joins a record of its claim, as in the kernel it would
 * have joined one that is pending.  One that was sent is sent once more: the
 * kernel may have joined it with the signal that is here now, and then it
 * never comes.
 */
PORTSIG_SIGNAL_PATH static bool
join(struct portsig_claim *claim)
{
	struct portsig_pool *pool = claim->pool;

	if (any_waits(claim)) {
		portsig_count(&pool->coalesced);
		return true;
	}
	if (!move_any(claim, RECORD_SENT, RECORD_WAITING))
		return false;
	atomic_fetch_add(&pool->pending, 1);
	return true;
}

/* A record to write; *WORD is what to publish it with. */
PORTSIG_SIGNAL_PATH static struct portsig_record *
find_free(struct portsig_pool *pool, unsigned *word)
{
	unsigned n;

	for (n = 0; n < PORTSIG_RECORDS; n++) {
		if (!is_in(&pool->record[n], RECORD_FREE, word) ||
		    !move(&pool->record[n], *word, RECORD_BUSY))
			continue;
		*word += RECORD_STATES + RECORD_BUSY - RECORD_FREE;
		return &pool->record[n];
	}
	return NULL;
}

/* Keeps a signal; one that finds no room is counted and lost. */
PORTSIG_SIGNAL_PATH void
portsig_deferred_add(struct portsig_claim *claim, int signo,
    const siginfo_t *info)
{
	struct portsig_pool *pool = claim->pool;
	struct portsig_record *r;
	siginfo_t recorded;
	unsigned word;

	if (move_sent(claim, info, &recorded, RECORD_WAITING)) {
		atomic_fetch_add(&pool->pending, 1);
		return;
	}
	if (!portsig_os_signal_is_queued(signo) && join(claim))
		return;
	r = find_free(pool, &word);
	if (r == NULL) {
		portsig_count(&pool->overflowed);
		return;
	}
	atomic_store_explicit(&r->claim, claim, memory_order_release);
	write_info(r, info);
	portsig_count(&pool->deferred);
	atomic_fetch_add(&pool->pending, 1);
	if (!move(r, word, RECORD_WAITING))	/* a fork's child forgot it */
		atomic_fetch_sub(&pool->pending, 1);
}

PORTSIG_SIGNAL_PATH static void
look_for_free(struct portsig_context *c, void *arg)
{
	bool *found = arg;

	if (!c->bound && atomic_load(&c->owner) == 0)
		*found = true;
}

/*
 * A context may have come back after we found none and before the record
 * could be seen; then no return is left to send it, so we do.  The fence
 * pairs with those of whoever gives a context back.
 */
PORTSIG_SIGNAL_PATH void
portsig_deferred_recheck(struct portsig_pool *pool)
{
	bool found = false;

	if (portsig_fence_needed)
		atomic_thread_fence(memory_order_seq_cst);
	else
		(void)portsig_os_fence_others();
	portsig_pool_visit(pool, look_for_free, &found);
	if (found)
		portsig_deferred_resend(pool);
}

/* If INFO is a kept signal come back, gives its recorded siginfo instead. */
PORTSIG_SIGNAL_PATH bool
portsig_deferred_take(struct portsig_claim *claim, const siginfo_t *info,
    siginfo_t *recorded)
{
	portsig_fork_check();
	return move_sent(claim, info, recorded, RECORD_FREE);
}

/*
 * Sends one waiting record to the process: the kernel picks the thread.  In a
 * child of fork that nobody swept yet the records are the parent's.
 */
PORTSIG_SIGNAL_PATH void
portsig_deferred_resend(struct portsig_pool *pool)
{
	struct portsig_record *r;
	siginfo_t info;
	unsigned n, word;

	portsig_fork_check();
	for (n = 0; n < PORTSIG_RECORDS; n++) {
		r = &pool->record[n];
		if (!is_in(r, RECORD_WAITING, &word))
			continue;
		read_info(r, &info);
		if (!move(r, word, RECORD_SENT))
			continue;
		atomic_fetch_sub(&pool->pending, 1);
		if (portsig_os_signal_send(info.si_signo, &info) == 0) {
			portsig_count(&pool->resent);
			return;
		}
		/* not sent, so it still waits, unless it was forgotten */
		word += RECORD_STATES + RECORD_SENT - RECORD_WAITING;
		if (move(r, word, RECORD_WAITING))
			atomic_fetch_add(&pool->pending, 1);
		return;
	}
}

/* Ordinary code: the claim is over, and what waited for it is lost. */
void
portsig_deferred_forget(struct portsig_pool *pool,
    const struct portsig_claim *claim)
{
	while (move_any(claim, RECORD_WAITING, RECORD_FREE)) {
		atomic_fetch_sub(&pool->pending, 1);
		portsig_count(&pool->overflowed);
	}
	while (move_any(claim, RECORD_SENT, RECORD_FREE))
		continue;
}

/* A fork's child starts with no pending signals, so with none kept either. */
PORTSIG_SIGNAL_PATH void
portsig_deferred_reset(struct portsig_pool *pool)
{
	unsigned n, word;

	for (n = 0; n < PORTSIG_RECORDS; n++) {
		word = atomic_load(&pool->record[n].word);
		(void)move(&pool->record[n], word, RECORD_FREE);
	}
	atomic_store(&pool->pending, 0);
}
