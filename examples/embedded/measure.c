/* SPDX-License-Identifier: MIT */
/*
 * Measures by turns, a few hundred signals at a time, so that whatever else
 * this machine does falls on all kinds alike; the best turn of each counts.
 */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "measure.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "runtime.h"

enum {
	TURNS = 100,
	TURNS_AT_LEAST = 3,
	BATCH = 200,
	BUDGET_NS = 400 * 1000 * 1000
};

static void
on_bare(int signo, siginfo_t *info, void *frame)
{
	(void)signo, (void)info, (void)frame;
}

static double
now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e9 + (double)ts.tv_nsec;
}

static void
take_turn(int signo, double *best)
{
	double start = now_ns(), each;
	unsigned n;

	for (n = 0; n < BATCH; n++)
		pthread_kill(pthread_self(), signo);
	each = (now_ns() - start) / BATCH;
	if (*best == 0 || each < *best)
		*best = each;
}

static void
take_turns(int signo, int bare, struct cost *out)
{
	double end = now_ns() + BUDGET_NS;
	unsigned n;

	for (n = 0; n < TURNS && (n < TURNS_AT_LEAST || now_ns() < end); n++) {
		take_turn(bare, &out->bare);
		runtime_set_pace(RUNTIME_NOTHING);
		take_turn(signo, &out->borrowed);
		runtime_set_pace(RUNTIME_WORK);
		take_turn(signo, &out->worked);
	}
	runtime_set_pace(RUNTIME_FULL);
	out->signals = (unsigned long)n * BATCH;
}

/* The bare handler gets the same flags and mask, so the same of the kernel. */
int
measure(int signo, int bare, struct cost *out)
{
	struct sigaction sa, saved;
	sigset_t both, old;

	if (sigaction(signo, NULL, &sa) != 0)
		return errno;
	sa.sa_sigaction = on_bare;
	if (sigaction(bare, &sa, &saved) != 0)
		return errno;
	sigemptyset(&both);
	sigaddset(&both, signo);
	sigaddset(&both, bare);
	pthread_sigmask(SIG_UNBLOCK, &both, &old);
	*out = (struct cost){ 0 };
	take_turns(signo, bare, out);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return sigaction(bare, &saved, NULL) != 0 ? errno : 0;
}
