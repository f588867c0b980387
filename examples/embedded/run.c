/* SPDX-License-Identifier: MIT */
/*
 * One run, from an empty process to an empty process: the host installs its
 * handlers, the runtime is started in it, the host starts its threads, the
 * storm breaks, and everything is taken down again in the opposite order.
 */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "run.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "alloc.h"
#include "queue.h"
#include "watch.h"

enum {
	LOOK_NS = 50 * 1000 * 1000,
	LINGER_US = 100			/* see linger_for() */
};

/* Set-up failed: there is nothing to measure. */
static void
must(int err, const char *what)
{
	if (err == 0)
		return;
	fprintf(stderr, "embedded: %s: %s\n", what, strerror(err));
	exit(STATUS_BAD);
}

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

int
run_signal(const struct options *opt)
{
	return opt->storm == STORM_RT ? queue_signal(3) : SIGUSR1;
}

void
run_progress(const char *what, unsigned long done, unsigned long of,
    bool last)
{
	static double printed;
	bool terminal = isatty(STDOUT_FILENO);

	if (!last && now() - printed < (terminal ? 0.1 : 1))
		return;
	printed = now();
	printf("%s%s: %lu of %lu signals%s", terminal ? "\r" : "", what, done,
	    of, terminal && !last ? "" : "\n");
	fflush(stdout);
}

/*
 * A short handler is seldom caught by the next one.  With fewer contexts than
 * threads the handler keeps its context for a while, as a long one would.
 */
static unsigned
linger_for(const struct options *opt)
{
	return options_contexts(opt) < opt->threads ? LINGER_US : 0;
}

/* Both run in handlers. */
static void
runtime_took(const siginfo_t *info, bool with_context)
{
	storm_take(info, with_context ? TAKER_WITH : TAKER_WITHOUT);
}

static void
host_took(const siginfo_t *info)
{
	storm_take(info, TAKER_HOST);
}

static void
start_runtime(const struct options *opt)
{
	static const enum runtime_empty empty[] = {
		[EMPTY_CALL] = RUNTIME_EMPTY_CALL,
		[EMPTY_NEXT] = RUNTIME_EMPTY_NEXT,
		[EMPTY_DEFER] = RUNTIME_EMPTY_DEFER,
	};
	struct runtime_options o = {
		.signo = run_signal(opt),
		.contexts = options_contexts(opt),
		.linger_us = linger_for(opt),
		.empty = empty[opt->empty],
		.taken = runtime_took,
	};
	const char *where;
	int err = runtime_start(&o, &where);

	must(err, where);
}

static unsigned long
accounted(void)
{
	return storm_taken() + runtime_unheard();
}

static bool
is_over(const struct options *opt)
{
	if (!storm_all_sent())
		return false;
	return opt->storm == STORM_RAW || accounted() >= storm_sent();
}

static unsigned long
progress(void)
{
	return storm_sent() + storm_taken();
}

/* For the watchdog. */
static void
describe(struct text *t)
{
	struct runtime_counts c;
	struct storm_sums s;

	storm_sum(&s);
	runtime_counts_get(&c);
	text_word(t, "  sent ");
	text_dec(t, s.sent);
	text_word(t, " of ");
	text_dec(t, storm_goal());
	text_word(t, "; taken with a context ");
	text_dec(t, s.took[TAKER_WITH]);
	text_word(t, ", without ");
	text_dec(t, s.took[TAKER_WITHOUT]);
	text_word(t, ", by the host ");
	text_dec(t, s.took[TAKER_HOST]);
	text_word(t, "\n  contexts made ");
	text_dec(t, c.made);
	text_word(t, ", free ");
	text_dec(t, c.free);
	text_word(t, ", lent ");
	text_dec(t, c.lent);
	text_word(t, "\n  exhausted ");
	text_dec(t, c.exhausted);
	text_word(t, ", deferred ");
	text_dec(t, c.deferred);
	text_word(t, ", resent ");
	text_dec(t, c.resent);
	text_word(t, ", overflowed ");
	text_dec(t, c.overflowed);
	text_word(t, "\n");
}

static void
wait_for_the_end(const struct options *opt)
{
	struct timespec ts = { 0, LOOK_NS };
	char what[40];

	snprintf(what, sizeof(what), "pool of %u", options_contexts(opt));
	while (!is_over(opt)) {
		(void)nanosleep(&ts, NULL);
		if (!opt->quiet)
			run_progress(what, storm_taken(), storm_goal(), false);
	}
	if (!opt->quiet)
		run_progress(what, storm_taken(), storm_goal(), true);
}

/* The storm itself, on a host that runs. */
static void
storm_run(const struct options *opt, struct result *res)
{
	double start;

	must(watch_begin(opt->seconds, progress, describe), "watchdog");
	must(host_start(opt->threads), "threads of the host");
	start = now();
	must(storm_start(), "senders");
	wait_for_the_end(opt);
	storm_join();
	res->seconds = now() - start;
	host_stop(&res->host);
	watch_end();
}

static void
collect(struct result *res)
{
	unsigned n;

	storm_sum(&res->storm);
	runtime_counts_get(&res->after);
	runtime_profile_get(&res->profile);
	runtime_record_get(res->record, sizeof(res->record));
	res->mallocs = alloc_seen();
	res->interrupted = alloc_interrupted();
	res->queue_limit = queue_limit();
	res->changed = calloc(res->opt.threads, sizeof(*res->changed));
	must(res->changed == NULL ? ENOMEM : 0, "results");
	for (n = 0; n < res->opt.threads; n++)
		res->changed[n] = host_changed(n);
}

static void
stop_runtime(struct result *res)
{
	const char *where;
	int err;

	must(alloc_unwatch(), "sigaction");
	err = runtime_stop(&where);
	must(err, where);
	res->handlers_kept = host_handlers_kept();
}

/* What is sent to the process as a whole is for the host's threads. */
static void
block_all(void)
{
	sigset_t all;

	sigfillset(&all);
	sigdelset(&all, SIGINT);
	sigdelset(&all, SIGTERM);
	sigdelset(&all, SIGQUIT);
	pthread_sigmask(SIG_SETMASK, &all, NULL);
}

void
run(const struct options *opt, struct result *res)
{
	int signo = run_signal(opt);

	memset(res, 0, sizeof(*res));
	res->opt = *opt;
	res->alloc_counts = alloc_selftest();
	block_all();
	must(storm_init(opt, signo, runtime_unheard), "memory for the account");
	must(host_handlers_install(signo, host_took), "the host's handlers");
	start_runtime(opt);
	must(measure(signo, queue_signal(5), &res->cost), "measuring");
	runtime_forget();
	must(alloc_watch(signo), "sigaction");
	alloc_reset();
	runtime_counts_get(&res->before);
	storm_run(opt, res);
	collect(res);
	stop_runtime(res);
	host_free();
	storm_free();
}
