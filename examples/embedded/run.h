/* SPDX-License-Identifier: MIT */
/* One run: the host, the runtime in it, the storm, and what came of it. */
#ifndef EMBEDDED_RUN_H
#define EMBEDDED_RUN_H

#include <stdbool.h>

#include "host.h"
#include "m.h"
#include "measure.h"
#include "options.h"
#include "runtime.h"
#include "storm.h"

struct result {
	struct options opt;
	struct storm_sums storm;
	struct runtime_counts before, after;	/* the storm */
	struct host_verdict host;
	struct cost cost;
	struct profile profile;
	char record[160];		/* one of the trace */
	unsigned *changed;		/* for each thread, CHANGED_* bits */
	unsigned long mallocs;		/* seen in handlers */
	unsigned long interrupted;	/* signals that hit the allocator */
	unsigned long queue_limit;	/* 0: unknown */
	bool alloc_counts;		/* the interposed allocator works */
	bool handlers_kept;
	double seconds;			/* from the first signal to the last */
};

/* What cannot even be set up ends the program with a message. */
void run(const struct options *opt, struct result *res);

/* The signal that a storm of this kind uses. */
int run_signal(const struct options *opt);

/* Prints how far it is: a line rewritten, or one a second. */
void run_progress(const char *what, unsigned long done, unsigned long of,
    bool last);

#endif /* EMBEDDED_RUN_H */
