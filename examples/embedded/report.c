/* SPDX-License-Identifier: MIT */
/* Prints what the runs came to, side by side, and the verdict. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1			/* dladdr() */
#endif
#include "report.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "audit.h"

enum { LABEL = 40, COLUMN = 14, TOP = 5 };

#ifdef RTLD_DEFAULT
/* NULL in a static program */
extern int dladdr(const void *, Dl_info *) __attribute__((weak));
#endif

typedef unsigned long figure_fn(const struct result *r);

/* A figure of each run, after LABEL. */
static void
row(const char *label, const struct result *res, unsigned runs, figure_fn *fn)
{
	unsigned n;

	printf("  %-*s", LABEL, label);
	for (n = 0; n < runs; n++)
		printf("%*lu", COLUMN, fn(&res[n]));
	putchar('\n');
}

#define FIGURE(name, expression) \
	static unsigned long \
	name(const struct result *r) \
	{ \
		return (unsigned long)(expression); \
	}

FIGURE(sent, r->storm.sent)
FIGURE(retries, r->storm.retries)
FIGURE(with, r->storm.took[TAKER_WITH])
FIGURE(without, r->storm.took[TAKER_WITHOUT])
FIGURE(by_host, r->storm.took[TAKER_HOST])
FIGURE(delivered, r->storm.took[TAKER_WITH] +
    r->storm.took[TAKER_WITHOUT] + r->storm.took[TAKER_HOST])
FIGURE(made, r->after.made)
FIGURE(most, r->after.most_lent)
FIGURE(exhausted, r->after.exhausted)
FIGURE(deferred, r->after.deferred)
FIGURE(resent, r->after.resent)
FIGURE(coalesced, r->after.coalesced)
FIGURE(overflowed, r->after.overflowed)
FIGURE(free_now, r->after.free)
FIGURE(lent_now, r->after.lent)
FIGURE(attached_now, r->after.attached)
FIGURE(mallocs, r->mallocs)
FIGURE(interrupted, r->interrupted)
FIGURE(operations, r->host.operations)
FIGURE(resets, r->after.resets)
FIGURE(ns_bare, r->cost.bare)
FIGURE(ns_borrowed, r->cost.borrowed)
FIGURE(ns_worked, r->cost.worked)
FIGURE(checked, r->host.threads)
FIGURE(stacks, r->host.with_stack)
FIGURE(milliseconds, r->seconds * 1000)

static unsigned long
unchanged(const struct result *r)
{
	unsigned n;
	unsigned long count = 0;

	for (n = 0; n < r->opt.threads; n++)
		count += r->changed[n] == 0;
	return count;
}

static void
head(const struct result *res, unsigned runs)
{
	const struct options *o = &res->opt;
	char pool[32];
	unsigned n;

	printf("\n%u threads in malloc and free, %u threads that send each "
	    "of them %u signals\nstorm: %s; when no context is free: %s; "
	    "allocator: %s\n\n", o->threads, o->senders, o->signals,
	    storm_names[o->storm], empty_names[o->empty], alloc_name());
	printf("  %-*s", LABEL, "");
	for (n = 0; n < runs; n++) {
		snprintf(pool, sizeof(pool), "pool of %u",
		    options_contexts(&res[n].opt));
		printf("%*s", COLUMN, pool);
	}
	putchar('\n');
}

static void
signals(const struct result *res, unsigned runs)
{
	row("sent", res, runs, sent);
	row("delivered", res, runs, delivered);
	row("  to the runtime, with a context", res, runs, with);
	row("  to the runtime, without one", res, runs, without);
	row("  to the host's own handler", res, runs, by_host);
	row("accounted for", res, runs, audit_accounted);
	if (res->opt.storm == STORM_RT)
		row("sent again because the queue was full", res, runs,
		    retries);
	if (res->opt.storm == STORM_RT && res->queue_limit != 0)
		printf("  (up to %lu signals may be queued here)\n",
		    res->queue_limit);
	row("  that interrupted malloc or free itself", res, runs,
	    interrupted);
	row("milliseconds", res, runs, milliseconds);
}

static void
contexts(const struct result *res, unsigned runs)
{
	row("pool size", res, runs, made);
	row("most lent at once", res, runs, most);
	row("exhausted", res, runs, exhausted);
	row("deferred", res, runs, deferred);
	if (res->opt.empty == EMPTY_DEFER) {
		row("  sent again by a return", res, runs, resent);
		row("  coalesced", res, runs, coalesced);
		row("  overflowed: counted and lost", res, runs, overflowed);
	}
	row("at the end: free", res, runs, free_now);
	row("            lent", res, runs, lent_now);
	row("            attached", res, runs, attached_now);
	row("arenas filled and reset", res, runs, resets);
}

static void
host(const struct result *res, unsigned runs)
{
	row("mallocs seen inside handlers", res, runs, mallocs);
	row("mallocs and frees of the host meanwhile", res, runs, operations);
	row("threads checked", res, runs, checked);
	row("  of these with a signal stack of its own", res, runs, stacks);
	row("  mask, signal stack, errno unchanged", res, runs, unchanged);
}

static void
ratio(const char *label, const struct result *res, unsigned runs, bool work)
{
	unsigned n;

	printf("  %-*s", LABEL, label);
	for (n = 0; n < runs; n++)
		printf("%*.3f", COLUMN, (work ? res[n].cost.worked :
		    res[n].cost.borrowed) / res[n].cost.bare);
	putchar('\n');
}

static void
cost(const struct result *res, unsigned runs)
{
	row("ns per signal, bare handler", res, runs, ns_bare);
	row("ns per signal, borrow and return", res, runs, ns_borrowed);
	ratio("  of the bare handler", res, runs, false);
	row("ns per signal, with the runtime's work", res, runs, ns_worked);
	ratio("  of the bare handler", res, runs, true);
}

/* Where a bucket's code lies, if anything knows. */
static void
where(uintptr_t pc)
{
#ifdef RTLD_DEFAULT
	Dl_info info;
	const char *name;

	if (dladdr != NULL && dladdr((void *)pc, &info) != 0 &&
	    info.dli_fname != NULL) {
		name = strrchr(info.dli_fname, '/');
		printf("  %s+0x%lx", name != NULL ? name + 1 : info.dli_fname,
		    (unsigned long)(pc - (uintptr_t)info.dli_fbase));
	}
#endif
	putchar('\n');
}

static struct bucket *
hottest(struct profile *p)
{
	struct bucket *best = &p->bucket[0];
	unsigned n;

	for (n = 1; n < PROFILE_BUCKETS; n++)
		if (p->bucket[n].hits > best->hits)
			best = &p->bucket[n];
	return best;
}

static void
profile(const struct result *r)
{
	struct profile p = r->profile;
	struct bucket *b;
	unsigned n;

	printf("\n  the profile, its %d hottest buckets of %d bytes of code\n",
	    TOP, 1 << PROFILE_SHIFT);
	for (n = 0; n < TOP; n++) {
		b = hottest(&p);
		if (b->hits == 0)
			break;
		printf("  %8lu  0x%lx", b->hits,
		    (unsigned long)(b->code << PROFILE_SHIFT));
		where(b->code << PROFILE_SHIFT);
		b->hits = 0;
	}
	if (r->record[0] != '\0')
		printf("  a record of the trace: %s\n", r->record);
}

void
report_print(const struct result *res, unsigned runs)
{
	head(res, runs);
	signals(res, runs);
	contexts(res, runs);
	host(res, runs);
	cost(res, runs);
	profile(&res[0]);
	fflush(stdout);
}

int
report_verdict(struct result *res, unsigned runs)
{
	unsigned n, faults = 0;

	putchar('\n');
	for (n = 0; n < runs; n++) {
		faults += audit(&res[n]);
		free(res[n].changed);
	}
	if (faults != 0) {
		printf("%u things that must hold do not\n", faults);
		return STATUS_BAD;
	}
	if (res->opt.storm == STORM_RAW)
		puts("Good: what arrived is accounted for, and every thread "
		    "is as it was.");
	else
		puts("Good: every signal is accounted for, no handler "
		    "allocated, and every thread\nis as it was.");
	return STATUS_GOOD;
}
