/* SPDX-License-Identifier: MIT */
/*
 * Takes 1,200 signals on four threads that never attached, borrowing a context
 * in each, to be watched by tests/trace_borrow.sh.  With the argument "plant"
 * the callback makes one system call, which the watcher must find.
 */
#include "config.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <portsig/action.h>
#include <portsig/context.h>

enum { THREADS = 4, SIGNALS = 300, PLANTED_AT = 1000 };

static struct portsig_pool *pool, *other;
static atomic_uint taken, with_context;
static bool planted;

/* By hand, above what the dispatcher lent, from both pools, and rewound. */
static bool
borrow_more(const void *frame)
{
	portsig_mark mark = portsig_context_mark(other);
	struct portsig_loan nested, fresh, left;

	if (portsig_context_borrow(pool, frame, &nested) != 0)
		return false;
	if (portsig_context_borrow(other, frame, &fresh) != 0)
		return false;
	portsig_context_return(&fresh);
	if (portsig_context_borrow(other, frame, &left) != 0)
		return false;
	portsig_context_rewind(other, mark);
	portsig_context_return(&nested);
	return portsig_context_current(other) == NULL;
}

static enum portsig_verdict
on_usr1(const struct portsig_event *event, void *arg)
{
	unsigned *payload;

	(void)arg;
	if (event->context != NULL) {
		payload = portsig_context_payload(event->context);
		++*payload;
		if (borrow_more(event->frame))
			atomic_fetch_add(&with_context, 1);
	}
	if (atomic_fetch_add(&taken, 1) == PLANTED_AT && planted)
		(void)getpid();
	return PORTSIG_VERDICT_HANDLED;
}

static void *
take_signals(void *arg)
{
	int i;

	for (i = 0; i < SIGNALS; i++)
		if (raise(SIGUSR1) != 0)
			return NULL;
	return arg;
}

static int
fail(const char *what)
{
	fprintf(stderr, "trace_borrow: %s\n", what);
	return 1;
}

int
main(int argc, char **argv)
{
	struct portsig_pool_options pool_options;
	struct portsig_claim_options options;
	struct portsig_claim *claim;
	pthread_t threads[THREADS];
	int i;

	planted = argc > 1 && strcmp(argv[1], "plant") == 0;
	memset(&pool_options, 0, sizeof(pool_options));
	pool_options.payload_size = sizeof(unsigned);
	pool_options.contexts = 2 * THREADS;
	memset(&options, 0, sizeof(options));
	options.fn = on_usr1;
	if (portsig_pool_create(&pool_options, &pool) != 0 ||
	    portsig_pool_create(&pool_options, &other) != 0)
		return fail("no pool");
	if (portsig_action_claim(pool, SIGUSR1, &options, &claim) != 0)
		return fail("no claim");
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, take_signals, pool) != 0)
			return fail("no thread");
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	if (taken != THREADS * SIGNALS || with_context != taken)
		return fail("a signal or a context is missing");
	return 0;
}
