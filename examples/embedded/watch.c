/* SPDX-License-Identifier: MIT */
/*
 * The watchdog: a thread that neither allocates nor prints with stdio, since
 * what it is there for may hold those locks for good.
 */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "watch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

#include "options.h"

enum { LOOK_NS = 100 * 1000 * 1000, MESSAGE = 2048 };

static struct {
	pthread_t thread;
	_Atomic bool over;
	unsigned limit;
	watch_progress_fn *progress;
	watch_state_fn *state;
	time_t started;
} watch;

static time_t
seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

_Noreturn static void
give_up(const char *why, unsigned long after)
{
	char message[MESSAGE];
	struct text t = { message, message + sizeof(message) };

	text_word(&t, "\nembedded: ");
	text_word(&t, why);
	text_dec(&t, after);
	text_word(&t, " s\n");
	watch.state(&t);
	text_write(&t, message, STDERR_FILENO);
	_exit(STATUS_BAD);
}

static void *
look(void *arg)
{
	struct timespec ts = { 0, LOOK_NS };
	unsigned long last = watch.progress(), now;
	time_t moved = seconds();

	(void)arg;
	while (!atomic_load(&watch.over)) {
		(void)nanosleep(&ts, NULL);
		now = watch.progress();
		if (now != last)
			moved = seconds();
		last = now;
		if (seconds() - moved >= WATCH_STALL)
			give_up("no progress for ", WATCH_STALL);
		if (watch.limit != 0 &&
		    seconds() - watch.started >= (time_t)watch.limit)
			give_up("not done after ", watch.limit);
	}
	return NULL;
}

int
watch_begin(unsigned limit, watch_progress_fn *progress,
    watch_state_fn *state)
{
	if (watch.started == 0)
		watch.started = seconds();
	watch.limit = limit;
	watch.progress = progress;
	watch.state = state;
	atomic_store(&watch.over, false);
	return pthread_create(&watch.thread, NULL, look, NULL);
}

void
watch_end(void)
{
	atomic_store(&watch.over, true);
	pthread_join(watch.thread, NULL);
}
