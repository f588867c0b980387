/* SPDX-License-Identifier: MIT */
/* The command line. */
#ifndef EMBEDDED_OPTIONS_H
#define EMBEDDED_OPTIONS_H

#include <stdbool.h>

/* Exit statuses; README and --help name them. */
enum {
	STATUS_GOOD = 0,	/* everything held */
	STATUS_BAD = 1,		/* something did not, or nothing moved */
	STATUS_USAGE = 2,	/* the command line makes no sense */
	STATUS_NAIVE = 3,	/* --naive did what it had to: it broke */
	OPTIONS_GO_ON = -1
};

enum storm_kind {
	STORM_SLOT = 0,		/* one signal outstanding for each thread */
	STORM_RT,		/* queued real-time signals */
	STORM_RAW		/* blind; what arrives arrives */
};

enum when_empty {
	EMPTY_CALL = 0,		/* the handler runs without a context */
	EMPTY_NEXT,		/* the host's own handler gets the signal */
	EMPTY_DEFER		/* it comes again when a context is back */
};

struct options {
	unsigned threads;	/* of the host */
	unsigned senders;
	unsigned signals;	/* from each sender to each thread */
	unsigned contexts;	/* in the pool; 0: one for each thread */
	unsigned seconds;	/* at most, for everything; 0: no limit */
	enum storm_kind storm;
	enum when_empty empty;
	bool naive, quiet;
	bool show;		/* the second run and the table as well */
	bool must_exhaust;	/* the pool is meant to run out */
};

/* Returns OPTIONS_GO_ON, or the status to end with; messages are printed. */
int options_read(struct options *opt, int argc, char **argv);

/* How many contexts the pool gets. */
unsigned options_contexts(const struct options *opt);

extern const char *const storm_names[];
extern const char *const empty_names[];

#endif /* EMBEDDED_OPTIONS_H */
