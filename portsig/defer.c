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
	RECORD_BUSY,			/* being written or read */
	RECORD_WAITING,
	RECORD_SENT
};

/* The volatile keeps compilers from making it a call. */
PORTSIG_SIGNAL_PATH static void
copy_info(siginfo_t *to, const siginfo_t *from)
{
	volatile unsigned char *t = (volatile unsigned char *)to;
	const volatile unsigned char *f = (const volatile unsigned char *)from;
	size_t n;

	for (n = 0; n < sizeof(*to); n++)
		t[n] = f[n];
}

PORTSIG_SIGNAL_PATH static bool
move(struct portsig_record *r, unsigned from, unsigned to)
{
	if (atomic_load_explicit(&r->state, memory_order_relaxed) != from)
		return false;
	return atomic_compare_exchange_strong(&r->state, &from, to);
}

/*
 * The record of CLAIM that is in state FROM, moved to state TO; or NULL.  With
 * INFO, one that comes back looking like that.  A record's fields are only
 * looked at while it is ours.
 */
PORTSIG_SIGNAL_PATH static struct portsig_record *
find(const struct portsig_claim *claim, const siginfo_t *info, unsigned from,
    unsigned to)
{
	struct portsig_pool *pool = claim->pool;
	struct portsig_record *r;
	unsigned n;

	for (n = 0; n < PORTSIG_RECORDS; n++) {
		r = &pool->record[n];
		if (!move(r, from, RECORD_BUSY))
			continue;
		if (r->claim == claim && (info == NULL ||
		    portsig_os_signal_is_resent(&r->info, info))) {
			atomic_store(&r->state, to);
			return r;
		}
		atomic_store(&r->state, from);
	}
	return NULL;
}

PORTSIG_SIGNAL_PATH static struct portsig_record *
find_free(struct portsig_pool *pool)
{
	unsigned n;

	for (n = 0; n < PORTSIG_RECORDS; n++)
		if (move(&pool->record[n], RECORD_FREE, RECORD_BUSY))
			return &pool->record[n];
	return NULL;
}

/*
 * Keeps a signal.  A standard one joins a record that waits already, as the
 * kernel would have it; one that finds no room is counted and lost.
 */
PORTSIG_SIGNAL_PATH void
portsig_deferred_add(struct portsig_claim *claim, int signo,
    const siginfo_t *info)
{
	struct portsig_pool *pool = claim->pool;
	struct portsig_record *r;

	if (find(claim, info, RECORD_SENT, RECORD_WAITING) != NULL) {
		atomic_fetch_add(&pool->pending, 1);
		return;
	}
	if (!portsig_os_signal_is_queued(signo) &&
	    find(claim, NULL, RECORD_WAITING, RECORD_WAITING) != NULL) {
		portsig_count(&pool->coalesced);
		return;
	}
	r = find_free(pool);
	if (r == NULL) {
		portsig_count(&pool->overflowed);
		return;
	}
	r->claim = claim;
	r->signo = signo;
	copy_info(&r->info, info);
	portsig_count(&pool->deferred);
	atomic_store(&r->state, RECORD_WAITING);
	atomic_fetch_add(&pool->pending, 1);
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
 * pairs with the one in portsig_context_return().
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
	struct portsig_record *r = find(claim, info, RECORD_SENT, RECORD_BUSY);

	if (r == NULL)
		return false;
	copy_info(recorded, &r->info);
	atomic_store(&r->state, RECORD_FREE);
	return true;
}

/* Sends one waiting record to the process: the kernel picks the thread. */
PORTSIG_SIGNAL_PATH void
portsig_deferred_resend(struct portsig_pool *pool)
{
	siginfo_t info;
	struct portsig_record *r;
	unsigned n;
	int signo;

	for (n = 0; n < PORTSIG_RECORDS; n++) {
		r = &pool->record[n];
		if (!move(r, RECORD_WAITING, RECORD_BUSY))
			continue;
		signo = r->signo;
		copy_info(&info, &r->info);
		atomic_fetch_sub(&pool->pending, 1);
		atomic_store(&r->state, RECORD_SENT);
		if (portsig_os_signal_send(signo, &info) == 0)
			portsig_count(&pool->resent);
		else if (move(r, RECORD_SENT, RECORD_WAITING))
			atomic_fetch_add(&pool->pending, 1);
		return;
	}
}

/* Ordinary code: the claim is over, and what waited for it is lost. */
void
portsig_deferred_forget(struct portsig_pool *pool,
    const struct portsig_claim *claim)
{
	struct portsig_record *r;

	while ((r = find(claim, NULL, RECORD_WAITING, RECORD_BUSY)) != NULL) {
		atomic_fetch_sub(&pool->pending, 1);
		portsig_count(&pool->overflowed);
		atomic_store(&r->state, RECORD_FREE);
	}
	while ((r = find(claim, NULL, RECORD_SENT, RECORD_BUSY)) != NULL)
		atomic_store(&r->state, RECORD_FREE);
}

/* A fork's child starts with no pending signals, so with none kept either. */
PORTSIG_SIGNAL_PATH void
portsig_deferred_reset(struct portsig_pool *pool)
{
	unsigned n;

	for (n = 0; n < PORTSIG_RECORDS; n++)
		atomic_store(&pool->record[n].state,
		    RECORD_FREE);
	atomic_store(&pool->pending, 0);
}
