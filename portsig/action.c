/* SPDX-License-Identifier: MIT */
/*
 * Claiming signals and letting them go: ordinary code.  What the dispatcher
 * reads is built aside and published whole.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "action_internal.h"

/* The flags of a displaced action that ours must share to stand in for it. */
#ifndef SA_EXPOSE_TAGBITS
#define SA_EXPOSE_TAGBITS 0
#endif
#define SHARED_FLAGS (SA_NODEFER | SA_RESTART | SA_NOCLDSTOP | \
	SA_NOCLDWAIT | SA_EXPOSE_TAGBITS)
/* Those that make two actions different; libc adds others of its own. */
#define COMPARED_FLAGS (SHARED_FLAGS | SA_SIGINFO | SA_ONSTACK | \
	(int)SA_RESETHAND)

_Atomic(struct portsig_action *) portsig_actions[PORTSIG_SIGNALS];

_Atomic(struct portsig_claim *) portsig_claims[PORTSIG_SIGNALS];

siginfo_t portsig_no_info[PORTSIG_SIGNALS];

static bool taken_out[PORTSIG_SIGNALS];	/* by restore, and not put back */

static bool
can_claim(int signo)
{
	sigset_t set;

	if (signo <= 0 || signo >= PORTSIG_SIGNALS || signo == SIGKILL ||
	    signo == SIGSTOP || portsig_os_signal_is_reserved(signo))
		return false;
	sigemptyset(&set);
	return sigaddset(&set, signo) == 0;
}

static bool
is_handler(const struct sigaction *sa)
{
	return (sa->sa_flags & SA_SIGINFO) != 0 ||
	    (sa->sa_handler != SIG_DFL && sa->sa_handler != SIG_IGN);
}

static bool
is_same_action(const struct sigaction *a, const struct sigaction *b)
{
	int signo;

	if (((a->sa_flags ^ b->sa_flags) & COMPARED_FLAGS) != 0 ||
	    a->sa_handler != b->sa_handler)
		return false;
	for (signo = 1; signo < PORTSIG_SIGNALS; signo++)
		if (sigismember(&a->sa_mask, signo) !=
		    sigismember(&b->sa_mask, signo))
			return false;
	return true;
}

/* Adds the signals that no instruction causes, as far as one may block them. */
static void
add_asynchronous(sigset_t *set)
{
	static const int faults[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP,
	    SIGSYS, SIGABRT };
	int signo;
	size_t n;
	sigset_t all;

	sigfillset(&all);
	for (n = 0; n < sizeof(faults) / sizeof(faults[0]); n++)
		sigdelset(&all, faults[n]);
	for (signo = 1; signo < PORTSIG_SIGNALS; signo++)
		if (sigismember(&all, signo) == 1 &&
		    !portsig_os_signal_is_reserved(signo))
			sigaddset(set, signo);
}

/* Does any claim want the asynchronous signals blocked? */
static bool
wants_blocked(const struct portsig_action *act)
{
	unsigned n;

	for (n = 0; n < act->count; n++)
		if ((act->claim[n]->opt.flags & PORTSIG_CLAIM_UNBLOCKED) == 0)
			return true;
	return false;
}

/* Would the displaced handler find a signal blocked that it did not ask for? */
static bool
blocks_more(const struct portsig_action *act, int signo)
{
	bool defers = (act->displaced.sa_flags & SA_NODEFER) == 0;
	int n;

	for (n = 1; n < PORTSIG_SIGNALS; n++)
		if (sigismember(&act->ours.sa_mask, n) == 1 &&
		    sigismember(&act->displaced.sa_mask, n) != 1 &&
		    !(n == signo && defers))
			return true;
	return false;
}

/*
 * Our own action in place of the displaced one.  With nobody left to ask it
 * has the displaced mask, so forwarding needs no system call.
 */
static void
fill_ours(struct portsig_action *act, int signo)
{
	struct sigaction *ours = &act->ours;
	const struct sigaction *was = &act->displaced;

	memset(ours, 0, sizeof(*ours));
	sigemptyset(&ours->sa_mask);
	ours->sa_sigaction = portsig_dispatch;
	ours->sa_flags = SA_SIGINFO | SA_ONSTACK |
	    (was->sa_flags & SHARED_FLAGS);
	if (is_handler(was))
		ours->sa_mask = was->sa_mask;
	else
		ours->sa_flags |= SA_RESTART;
	if (signo == SIGCHLD && was->sa_handler == SIG_IGN)
		ours->sa_flags |= SA_NOCLDWAIT;
	if (wants_blocked(act))
		add_asynchronous(&ours->sa_mask);
	act->mask_differs = blocks_more(act, signo);
}

/* Zeroed memory that begins on a cache line. */
static void *
new_lines(size_t size)
{
	void *memory;

	if (posix_memalign(&memory, PORTSIG_LINE, size) != 0)
		return NULL;
	return memset(memory, 0, size);
}

/* A claim that wants no context has no place, and so never a plain loan. */
static void
set_newest(struct portsig_action *act, struct portsig_claim *claim)
{
	act->newest = claim;
	if ((claim->opt.flags & PORTSIG_CLAIM_NO_CONTEXT) != 0)
		return;
	act->pool = claim->pool;
	act->place = claim->pool->handlers;
}

/*
 * A new description of SIGNO: DISPLACED and the claims of the present one,
 * with ADD in front, or without DROP.
 */
static struct portsig_action *
describe(int signo, const struct sigaction *displaced,
    struct portsig_claim *add, const struct portsig_claim *drop)
{
	struct portsig_action *now = atomic_load(&portsig_actions[signo]);
	unsigned old = now == NULL ? 0 : now->count, n;
	struct portsig_action *act = new_lines(sizeof(*act) +
	    (old + 1) * sizeof(act->claim[0]));

	if (act == NULL)
		return NULL;
	act->claim = (struct portsig_claim **)(void *)(act + 1);
	act->displaced = *displaced;
	act->older = now;
	if (now != NULL && is_same_action(displaced, &now->displaced))
		act->reset = atomic_load(&now->reset);
	if (add != NULL)
		act->claim[act->count++] = add;
	for (n = 0; n < old; n++)
		if (now->claim[n] != drop)
			act->claim[act->count++] = now->claim[n];
	if (act->count > 0)
		set_newest(act, act->claim[0]);
	fill_ours(act, signo);
	return act;
}

static void
publish(int signo, struct portsig_action *act)
{
	atomic_store(&portsig_actions[signo], act);
}

/*
 * Queries, publishes, then swaps.  A delivery before the swap goes to whom it
 * always went, one after it finds the description.  If somebody installed
 * another action between query and swap, the description is corrected.
 */
static int
install(int signo, struct portsig_claim *claim, const struct sigaction *now)
{
	struct portsig_action *act = describe(signo, now, claim, NULL);
	struct portsig_action *again;
	struct sigaction was;

	if (act == NULL)
		return ENOMEM;
	publish(signo, act);
	if (sigaction(signo, &act->ours, &was) != 0) {
		publish(signo, act->older);
		return EINVAL;
	}
	taken_out[signo] = false;
	if (portsig_action_is_ours(&was) || is_same_action(&was, now))
		return 0;
	again = describe(signo, &was, NULL, NULL);
	if (again == NULL) {
		sigaction(signo, &was, NULL);
		publish(signo, act->older);
		return ENOMEM;
	}
	publish(signo, again);
	sigaction(signo, &again->ours, NULL);
	return 0;
}

/* Adds a claim or drops one where we are described already. */
static int
change(int signo, struct portsig_claim *add, const struct portsig_claim *drop)
{
	struct portsig_action *now = atomic_load(&portsig_actions[signo]);
	struct portsig_action *act;
	struct sigaction front;

	act = describe(signo, &now->displaced, add, drop);
	if (act == NULL)
		return ENOMEM;
	publish(signo, act);
	if (sigaction(signo, NULL, &front) == 0 &&
	    portsig_action_is_ours(&front) &&
	    !is_same_action(&act->ours, &front))
		sigaction(signo, &act->ours, NULL);
	return 0;
}

/*
 * A new one each time: a delivery that found an old claim, and has not yet
 * looked whether it still stands, must not find another one in its place.
 */
static struct portsig_claim *
new_claim(int signo)
{
	struct portsig_claim *c = new_lines(sizeof(*c));

	if (c == NULL)
		return NULL;
	c->signo = signo;
	c->next = atomic_load(&portsig_claims[signo]);
	atomic_store(&portsig_claims[signo], c);
	return c;
}

/*
 * Is our dispatcher installed, in front or behind somebody who was put before
 * it?  Putting it before them as well would make a circle of two.
 */
static bool
is_installed(int signo, const struct sigaction *front)
{
	if (atomic_load(&portsig_actions[signo]) == NULL)
		return false;
	return portsig_action_is_ours(front) || !taken_out[signo];
}

static int
claim_locked(struct portsig_claim *claim, int signo, unsigned flags)
{
	struct sigaction now;
	int err;

	if (sigaction(signo, NULL, &now) != 0)
		return EINVAL;
	if (!is_handler(&now) && now.sa_handler == SIG_IGN &&
	    (flags & PORTSIG_CLAIM_OVER_IGNORED) == 0)
		return EBUSY;
	atomic_store(&claim->state, PORTSIG_CLAIM_LIVE);
	if (is_installed(signo, &now))
		err = change(signo, claim, NULL);
	else
		err = install(signo, claim, &now);
	if (err != 0)
		atomic_store(&claim->state, PORTSIG_CLAIM_OVER);
	return err;
}

static bool
options_ok(const struct portsig_pool *pool,
    const struct portsig_claim_options *o)
{
	const unsigned known = PORTSIG_CLAIM_NO_CONTEXT |
	    PORTSIG_CLAIM_OVER_IGNORED | PORTSIG_CLAIM_UNBLOCKED;

	if (o == NULL || o->fn == NULL || (o->flags & ~known) != 0 ||
	    o->empty > PORTSIG_EMPTY_DEFER)
		return false;
	if (pool == NULL)
		return (o->flags & PORTSIG_CLAIM_NO_CONTEXT) != 0;
	return portsig_pool_is_live(pool);
}

int
portsig_action_claim(struct portsig_pool *pool, int signo,
    const struct portsig_claim_options *options, struct portsig_claim **claim)
{
	struct portsig_claim *c;
	int err = ENOMEM;

	if (!can_claim(signo) || !options_ok(pool, options) || claim == NULL)
		return EINVAL;
	portsig_normal_lock();
	c = new_claim(signo);
	if (c == NULL)
		goto out;
	portsig_no_info[signo].si_signo = signo;
	c->pool = pool;
	c->opt = *options;
	PORTSIG_RELEASES(c);
	if (pool != NULL)
		PORTSIG_MEETS_ALL(pool);
	err = claim_locked(c, signo, options->flags);
	if (err == 0) {
		if (pool != NULL) {
			atomic_fetch_add(&pool->claims, 1);
			pool->was_claimed = true;
		}
		*claim = c;
	}
out:
	portsig_normal_unlock();
	return err;
}

struct search {
	const struct portsig_claim *claim;
	bool found;
};

static void
look_for_claim(struct portsig_context *c, void *arg)
{
	struct search *s = arg;
	unsigned n;

	for (n = 0; n < PORTSIG_HOLDS; n++)
		if (atomic_load(&c->hold[n].claim) == s->claim)
			s->found = true;
}

/*
 * Is a delivery inside the callback?  Each notes itself before it looks
 * whether the claim still stands; the fence makes one of the two see the
 * other.
 */
static bool
is_inside(const struct portsig_claim *claim)
{
	struct search s = { claim, false };

	atomic_thread_fence(memory_order_seq_cst);
	if (!portsig_fence_needed)
		(void)portsig_os_fence_others();
	if (portsig_crowd_count(&claim->inside) > 0)
		return true;
	if (claim->pool != NULL)
		portsig_pool_visit(claim->pool, look_for_claim, &s);
	return s.found;
}

int
portsig_action_unclaim(struct portsig_claim *claim)
{
	int err = 0;

	if (claim == NULL)
		return EINVAL;
	portsig_fork_check();
	portsig_normal_lock();
	if (atomic_load(&claim->state) == PORTSIG_CLAIM_OVER) {
		err = EINVAL;
		goto out;
	}
	if (atomic_load(&claim->state) == PORTSIG_CLAIM_LIVE) {
		err = change(claim->signo, NULL, claim);
		if (err != 0)
			goto out;
		atomic_store(&claim->state, PORTSIG_CLAIM_CLOSING);
	}
	if (is_inside(claim)) {
		err = EBUSY;
		goto out;
	}
	PORTSIG_ACQUIRED(claim);
	if (claim->pool != NULL) {
		PORTSIG_MEETS_ALL(claim->pool);
		portsig_deferred_forget(claim->pool, claim);
		atomic_fetch_sub(&claim->pool->claims, 1);
	}
	atomic_store(&claim->state, PORTSIG_CLAIM_OVER);
out:
	portsig_normal_unlock();
	return err;
}

/* What a displaced action has become: SA_RESETHAND may have spent it. */
static struct sigaction
displaced_now(const struct portsig_action *act)
{
	struct sigaction sa = act->displaced;

	if ((sa.sa_flags & SA_RESETHAND) != 0 && atomic_load(&act->reset)) {
		sa.sa_handler = SIG_DFL;
		sa.sa_flags &= ~SA_SIGINFO;
	}
	return sa;
}

int
portsig_action_restore(int signo)
{
	struct portsig_action *act;
	struct sigaction now, back;
	int err = ENOENT;

	if (!can_claim(signo))
		return EINVAL;
	portsig_normal_lock();
	act = atomic_load(&portsig_actions[signo]);
	if (act != NULL && act->count > 0) {
		err = EBUSY;
	} else if (act != NULL && sigaction(signo, NULL, &now) == 0 &&
	    portsig_action_is_ours(&now)) {
		back = displaced_now(act);
		err = sigaction(signo, &back, NULL) != 0 ? errno : 0;
		taken_out[signo] = err == 0;
	}
	portsig_normal_unlock();
	return err;
}
