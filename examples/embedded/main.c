/* SPDX-License-Identifier: MIT */
/*
 * A runtime embedded in a host that knows nothing of it: where to read.
 *
 *   runtime.c  the only part that an adopter writes: makes a pool of contexts
 *              with portsig, claims one signal, does its work in the handler
 *   m.c        the runtime's own state, what a context holds: an arena, a
 *              trace buffer, a profile.  No malloc, no stdio, no lock
 *   host.c     the host: threads in malloc and free, each with a signal mask,
 *              perhaps a signal stack, and an errno of its own, all of which
 *              it checks afterwards.  It has never heard of portsig
 *   storm.c    threads that send signals to all of these threads, and an
 *              account of where each signal went
 *   run.c      one run: host, runtime, storm, and all of it taken down again
 *   audit.c    what must hold after a run; the exit status comes from here
 *   report.c   the summary
 *   rules.c    what signal stacks are like on this machine, tried out
 *   naive.c    the same job done with malloc in the handler (--naive)
 *
 * Less interesting: options.c (the command line), alloc.c and heap.c (count
 * the allocator calls made while a handler runs), measure.c (what a signal
 * costs), watch.c (ends a run that hangs), queue.c (queues a signal to a
 * thread), text.c (numbers to text without stdio).
 *
 * The way of one signal is told in README.
 */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include <stdio.h>

#include "naive.h"
#include "options.h"
#include "report.h"
#include "rules.h"
#include "run.h"

enum { SMALL_POOL = 4 };

/* The second run: too few contexts, so that it shows what happens then. */
static bool
run_small(const struct options *opt, struct result *res)
{
	struct options small = *opt;

	small.contexts = opt->threads > SMALL_POOL ?
	    SMALL_POOL : opt->threads - 1;
	if (small.contexts == 0) {
		puts("one thread cannot need two contexts: no second run");
		return false;
	}
	small.must_exhaust = true;
	run(&small, res);
	return true;
}

int
main(int argc, char **argv)
{
	struct options opt;
	struct result res[2];
	unsigned runs = 1;
	int status = options_read(&opt, argc, argv);

	if (status != OPTIONS_GO_ON)
		return status;
	if (opt.naive)
		return naive_run(&opt);
	run(&opt, &res[0]);
	if (opt.show && run_small(&opt, &res[1]))
		runs = 2;
	report_print(res, runs);
	if (opt.show)
		rules_print();
	return report_verdict(res, runs);
}
