/* SPDX-License-Identifier: MIT */
/*
 * The storm: threads that send signals to all threads of the host, and the
 * account of what became of each signal.
 */
#ifndef EMBEDDED_STORM_H
#define EMBEDDED_STORM_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "options.h"

/* Who took a signal. */
enum storm_taker {
	TAKER_WITH = 0,		/* the runtime, with a context */
	TAKER_WITHOUT,		/* the runtime, without one */
	TAKER_HOST,		/* the host's own handler */
	TAKERS
};

/* One thread to send to.  Lies in memory that --naive shares with a child. */
struct target {
	_Alignas(64) pthread_t thread;
	long id;			/* see queue.h */
	_Atomic int outstanding;	/* sent and not yet taken, 0 or 1 */
	_Atomic int doing;		/* naive.c's */
	_Atomic unsigned long sent;
	_Atomic unsigned long took[TAKERS];
};

struct storm_sums {
	unsigned long sent;
	unsigned long took[TAKERS];
	unsigned long retries;		/* the queue was full */
	unsigned long failed;		/* could not be sent at all */
	unsigned long strays;		/* taken, but it names no target */
	unsigned long too_many;		/* targets that took more than sent */
};

/* How many signals are lost for good, and counted elsewhere. */
typedef unsigned long storm_lost_fn(void);

/*
 * 0 or an errno value; ends with storm_free().  LOST may be NULL.  With
 * EMPTY_DEFER the senders see that only so many signals are on their way at a
 * time as portsig keeps for later, or most would be lost.
 */
int storm_init(const struct options *opt, int signo, storm_lost_fn *lost);
void storm_free(void);

/* The thread that will get what is sent to target N says so. */
void storm_enter(unsigned n);

/* The target that the calling thread is, or NULL. */
struct target *storm_self(void);
struct target *storm_target(unsigned n);

/* Context: any.  In the handler: this signal was taken by TAKER. */
void storm_take(const siginfo_t *info, enum storm_taker taker);

/* Starts the senders; joins those it started. */
int storm_start(void);
void storm_join(void);

/* All that the senders have to send, all sent so far, all taken so far. */
unsigned long storm_goal(void);
unsigned long storm_sent(void);
unsigned long storm_taken(void);
bool storm_all_sent(void);
void storm_sum(struct storm_sums *out);

#endif /* EMBEDDED_STORM_H */
