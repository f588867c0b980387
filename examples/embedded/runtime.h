/* SPDX-License-Identifier: MIT */
/*
 * The embedded runtime, as its host sees it: a sampling profiler that takes
 * one signal on any thread of the process.
 */
#ifndef EMBEDDED_RUNTIME_H
#define EMBEDDED_RUNTIME_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct profile;

/* What to do with a signal when every context is lent. */
enum runtime_empty {
	RUNTIME_EMPTY_CALL = 0,	/* take it without a context */
	RUNTIME_EMPTY_NEXT,	/* leave it to the handler that was there */
	RUNTIME_EMPTY_DEFER	/* have it sent again later */
};

/* Called at the end of each signal taken, in the handler. */
typedef void runtime_taken_fn(const siginfo_t *info, bool with_context);

struct runtime_options {
	int signo;
	unsigned contexts;
	unsigned linger_us;	/* keep each context so long; 0: not at all */
	enum runtime_empty empty;
	runtime_taken_fn *taken;
};

/* How much of its work the handler does; for measuring. */
enum runtime_pace {
	RUNTIME_FULL = 0,
	RUNTIME_WORK,		/* as FULL, but for telling and lingering */
	RUNTIME_NOTHING		/* returns at once */
};

struct runtime_counts {
	/* portsig's */
	unsigned long made, free, lent, attached;
	unsigned long borrows, returns, abandoned;
	unsigned long exhausted, deferred, coalesced, overflowed, resent;
	/* the runtime's own */
	unsigned long most_lent;	/* contexts in use at once */
	unsigned long samples;		/* signals worked on, over all Ms */
	unsigned long resets;		/* arenas emptied */
	unsigned long unwritten;	/* records that found no room */
	unsigned long came_again;	/* signals that had been deferred */
};

/* 0 or an errno value; *WHERE names the step that failed. */
int runtime_start(const struct runtime_options *opt, const char **where);
int runtime_stop(const char **where);
void runtime_set_pace(enum runtime_pace pace);

/* Signals that met an empty pool and will be heard of no more; any time. */
unsigned long runtime_unheard(void);

/* Call these while no signal is being taken. */
void runtime_forget(void);		/* what the Ms have gathered so far */
void runtime_counts_get(struct runtime_counts *out);
void runtime_profile_get(struct profile *out);

/* One record of the trace, as text; "" if there is none. */
void runtime_record_get(char *out, size_t size);

#endif /* EMBEDDED_RUNTIME_H */
