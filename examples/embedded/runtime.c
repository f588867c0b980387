/* SPDX-License-Identifier: MIT */
/*
 * The embedded runtime.  This is what an adopter writes: a pool whose contexts
 * hold the runtime's M, a claim on one signal, and the work that is done in
 * the handler with a borrowed M, on threads that this runtime never saw.
 */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "runtime.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include <portsig/action.h>
#include <portsig/context.h>
#include <portsig/frame.h>

#include "m.h"

enum { STACK_BUDGET = 4096 };		/* bytes that on_signal() uses */

static struct {
	struct runtime_options opt;
	struct portsig_pool *pool;
	struct portsig_claim *claim;
	struct m *all;			/* every M, linked by init */
	_Atomic int pace;
	_Atomic unsigned long lent, most_lent, came_again;
} rt;

static void
clear(struct m *m, struct m *next)
{
	memset(m, 0, sizeof(*m));
	m->next = next;
}

/* Makes one M.  Called for each context while the pool is made: normal code. */
static int
init_m(void *payload, void *arg)
{
	(void)arg;
	clear(payload, rt.all);
	rt.all = payload;
	return 0;
}

static void
note_most(unsigned long now)
{
	unsigned long most = atomic_load(&rt.most_lent);

	while (now > most &&
	    !atomic_compare_exchange_weak(&rt.most_lent, &most, now))
		continue;
}

/* Waits as code would that has more to do; nanosleep() is allowed here. */
static void
linger(void)
{
	struct timespec ts = { 0, (long)rt.opt.linger_us * 1000 };

	if (rt.opt.linger_us != 0)
		(void)nanosleep(&ts, NULL);
}

static void
work(struct m *m, const struct portsig_event *ev)
{
	struct sample s;

	s.signo = ev->signo;
	s.flags = ev->flags;
	s.pc = portsig_frame_pc(ev->frame);
	s.sp = portsig_frame_sp(ev->frame);
	s.bytes_left = ev->bytes_left;
	m_sample(m, &s);
}

/*
 * The handler's own part.  portsig has borrowed a context for it, which is
 * returned when it returns; errno and the mask are portsig's care as well.
 * event->context is NULL when every context is lent.
 */
static enum portsig_verdict
on_signal(const struct portsig_event *ev, void *arg)
{
	struct m *m = portsig_context_payload(ev->context);
	int pace = atomic_load_explicit(&rt.pace, memory_order_relaxed);

	(void)arg;
	if (pace == RUNTIME_NOTHING)
		return PORTSIG_VERDICT_HANDLED;
	if (m != NULL) {
		note_most(atomic_fetch_add(&rt.lent, 1) + 1);
		work(m, ev);
		if (pace == RUNTIME_FULL)
			linger();
		atomic_fetch_sub(&rt.lent, 1);
	}
	if ((ev->flags & PORTSIG_EVENT_DEFERRED) != 0)
		atomic_fetch_add(&rt.came_again, 1);
	if (pace == RUNTIME_FULL)
		rt.opt.taken(ev->info, m != NULL);
	return PORTSIG_VERDICT_HANDLED;
}

static int
make_pool(void)
{
	struct portsig_pool_options o = {
		.payload_size = sizeof(struct m),
		.payload_align = _Alignof(struct m),
		.contexts = rt.opt.contexts,
		.stack_budget = STACK_BUDGET,
		.init = init_m,
	};

	return portsig_pool_create(&o, &rt.pool);
}

static int
make_claim(void)
{
	static const unsigned empty[] = {
		[RUNTIME_EMPTY_CALL] = PORTSIG_EMPTY_CALL,
		[RUNTIME_EMPTY_NEXT] = PORTSIG_EMPTY_NEXT,
		[RUNTIME_EMPTY_DEFER] = PORTSIG_EMPTY_DEFER,
	};
	struct portsig_claim_options o = {
		.fn = on_signal,
		.empty = empty[rt.opt.empty],
		.stack_budget = STACK_BUDGET,
	};

	return portsig_action_claim(rt.pool, rt.opt.signo, &o, &rt.claim);
}

int
runtime_start(const struct runtime_options *opt, const char **where)
{
	int err;

	memset(&rt, 0, sizeof(rt));
	rt.opt = *opt;
	*where = "portsig_pool_create";
	err = make_pool();
	if (err != 0)
		return err;
	*where = "portsig_action_claim";
	err = make_claim();
	if (err != 0)
		(void)portsig_pool_destroy(rt.pool);
	return err;
}

/* In the order of taking down: nobody is asked, nothing is ours, no pool. */
int
runtime_stop(const char **where)
{
	int err;

	*where = "portsig_action_unclaim";
	while ((err = portsig_action_unclaim(rt.claim)) == EBUSY)
		sched_yield();		/* a thread is still in on_signal() */
	if (err != 0)
		return err;
	*where = "portsig_action_restore";
	err = portsig_action_restore(rt.opt.signo);
	if (err != 0)
		return err;
	*where = "portsig_pool_destroy";
	return portsig_pool_destroy(rt.pool);
}

void
runtime_set_pace(enum runtime_pace pace)
{
	atomic_store(&rt.pace, pace);
}

void
runtime_forget(void)
{
	struct m *m;

	for (m = rt.all; m != NULL; m = m->next)
		clear(m, m->next);
	atomic_store(&rt.most_lent, 0);
}

/* A deferred signal that joined another, or found no room, comes no more. */
unsigned long
runtime_unheard(void)
{
	struct portsig_counts c;

	if (portsig_pool_counts_get(rt.pool, &c) != 0)
		return 0;
	return c.coalesced + c.overflowed;
}

static void
add_own_counts(struct runtime_counts *out)
{
	const struct m *m;

	for (m = rt.all; m != NULL; m = m->next) {
		out->samples += m->samples;
		out->resets += m->resets;
		out->unwritten += m->unwritten;
	}
	out->most_lent = atomic_load(&rt.most_lent);
	out->came_again = atomic_load(&rt.came_again);
}

void
runtime_counts_get(struct runtime_counts *out)
{
	struct portsig_counts c;

	memset(out, 0, sizeof(*out));
	if (portsig_pool_counts_get(rt.pool, &c) != 0)
		return;
	out->made = c.made;
	out->free = c.free;
	out->lent = c.lent;
	out->attached = c.attached;
	out->borrows = c.borrows;
	out->returns = c.returns;
	out->abandoned = c.abandoned;
	out->exhausted = c.exhausted;
	out->deferred = c.deferred;
	out->coalesced = c.coalesced;
	out->overflowed = c.overflowed;
	out->resent = c.resent;
	add_own_counts(out);
}

void
runtime_profile_get(struct profile *out)
{
	const struct m *m;

	memset(out, 0, sizeof(*out));
	for (m = rt.all; m != NULL; m = m->next)
		m_profile_add(out, &m->profile);
}

void
runtime_record_get(char *out, size_t size)
{
	const struct m *m = rt.all;
	size_t length;

	*out = '\0';
	while (m != NULL && m->trace.count == 0)
		m = m->next;
	if (m == NULL)
		return;
	length = m->trace.record[m->trace.count - 1].length;
	if (length > size - 1)
		length = size - 1;
	memcpy(out, m->trace.record[m->trace.count - 1].text, length);
	out[length] = '\0';
}
