/* SPDX-License-Identifier: MIT */
/*
 * What must hold after a run.  Each figure is counted where it happens: the
 * senders count what they send, the takers what they take, portsig what it
 * lends, each M its own work.  None is had by subtracting another.
 */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "audit.h"

#include <stdio.h>

struct state {
	const struct result *r;
	unsigned faults;
};

static void
fault(struct state *s, const char *what)
{
	s->faults++;
	printf("FAILED, pool of %u: %s\n", options_contexts(&s->r->opt), what);
}

static void
holds(struct state *s, bool ok, const char *what)
{
	if (!ok)
		fault(s, what);
}

static void
equal(struct state *s, const char *a, unsigned long is, const char *b,
    unsigned long other)
{
	char what[160];

	if (is == other)
		return;
	snprintf(what, sizeof(what), "%s is %lu, %s is %lu", a, is, b, other);
	fault(s, what);
}

unsigned long
audit_accounted(const struct result *r)
{
	const unsigned long *took = r->storm.took;

	return took[TAKER_WITH] + took[TAKER_WITHOUT] + took[TAKER_HOST] +
	    r->after.coalesced + r->after.overflowed;
}

/* Every signal that was sent is accounted for. */
static void
check_signals(struct state *s)
{
	const struct result *r = s->r;
	const struct options *o = &r->opt;

	equal(s, "sent", r->storm.sent, "threads * senders * signals",
	    (unsigned long)o->threads * o->senders * o->signals);
	equal(s, "could not be sent", r->storm.failed, "allowed", 0);
	equal(s, "taken by a thread unknown", r->storm.strays, "allowed", 0);
	equal(s, "threads that took more than was sent to them",
	    r->storm.too_many, "allowed", 0);
	if (o->storm != STORM_RAW)
		equal(s, "accounted for", audit_accounted(r), "sent",
		    r->storm.sent);
	else
		holds(s, audit_accounted(r) > 0 &&
		    audit_accounted(r) <= r->storm.sent,
		    "more arrived than was sent, or nothing");
}

/* What portsig lent is what the handlers had. */
static void
check_contexts(struct state *s)
{
	const struct runtime_counts *a = &s->r->after, *b = &s->r->before;

	equal(s, "free + lent + attached", a->free + a->lent + a->attached,
	    "made", a->made);
	equal(s, "lent at the end", a->lent, "allowed", 0);
	equal(s, "made", a->made, "asked for", options_contexts(&s->r->opt));
	equal(s, "returned + abandoned", a->returns + a->abandoned,
	    "borrowed", a->borrows);
	equal(s, "borrowed in the storm", a->borrows - b->borrows,
	    "handlers with a context", s->r->storm.took[TAKER_WITH]);
	equal(s, "samples in the Ms", a->samples,
	    "handlers with a context", s->r->storm.took[TAKER_WITH]);
	equal(s, "records that found no room", a->unwritten, "allowed", 0);
	holds(s, a->most_lent <= a->made, "more were lent at once than made");
	holds(s, a->exhausted > 0 || !s->r->opt.must_exhaust,
	    "the pool was never exhausted");
}

/* What became of the signals that met an empty pool. */
static void
check_empty(struct state *s)
{
	const struct runtime_counts *a = &s->r->after;
	const unsigned long *took = s->r->storm.took;

	if (s->r->opt.empty != EMPTY_NEXT)
		equal(s, "taken by the host", took[TAKER_HOST], "allowed", 0);
	if (s->r->opt.empty == EMPTY_DEFER) {
		equal(s, "deferred", a->deferred, "came again",
		    a->came_again);
		holds(s, a->resent >= a->deferred,
		    "a deferred signal was never sent again");
		return;
	}
	equal(s, "exhausted", a->exhausted,
	    s->r->opt.empty == EMPTY_NEXT ? "taken by the host" :
	    "handlers without a context",
	    s->r->opt.empty == EMPTY_NEXT ? took[TAKER_HOST] :
	    took[TAKER_WITHOUT]);
}

static void
check_thread(struct state *s, unsigned n)
{
	unsigned changed = s->r->changed[n];
	char what[120];

	if (changed == 0)
		return;
	snprintf(what, sizeof(what), "thread %u was changed:%s%s%s%s", n,
	    changed & CHANGED_MASK ? " signal mask" : "",
	    changed & CHANGED_STACK ? " signal stack" : "",
	    changed & CHANGED_CANARY ? " lower end of the signal stack" : "",
	    changed & CHANGED_ERRNO ? " errno" : "");
	fault(s, what);
}

static void
check_host(struct state *s)
{
	unsigned n;

	equal(s, "threads checked", s->r->host.threads, "threads",
	    s->r->opt.threads);
	for (n = 0; n < s->r->opt.threads; n++)
		check_thread(s, n);
	holds(s, s->r->handlers_kept,
	    "a handler of the host is not what it was");
	holds(s, s->r->alloc_counts,
	    "the interposed allocator does not see what libc allocates");
	equal(s, "calls of the allocator in handlers", s->r->mallocs,
	    "allowed", 0);
}

unsigned
audit(const struct result *r)
{
	struct state s = { r, 0 };

	check_signals(&s);
	check_contexts(&s);
	check_empty(&s);
	check_host(&s);
	return s.faults;
}
