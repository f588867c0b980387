/* SPDX-License-Identifier: MIT */
/*
 * The storm.  A standard signal that is sent while one is pending is merged
 * with it, so most of a blind storm never arrives.  By default a sender
 * therefore takes the target's one outstanding place by a compare-and-swap,
 * and whoever takes the signal clears it: then every signal must arrive.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1			/* MAP_ANONYMOUS */
#endif
#include "storm.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "queue.h"

enum {
	PAUSE_NS = 20000,		/* of a sender that got nowhere */
	ON_THEIR_WAY = 48		/* signals, with EMPTY_DEFER */
};

/* What outlives a child that dies: counted in shared memory. */
struct shared {
	_Atomic unsigned long retries, failed, strays;
	_Atomic unsigned senders_done;
	struct target target[];
};

static struct {
	struct options opt;
	int signo;
	storm_lost_fn *lost;
	struct shared *shared;
	size_t size;
	pthread_t *sender;
	unsigned started;
} storm;

/*
 * The executable's own thread-local storage: there from the thread's first
 * instruction on, so that a handler may read it.  Not so in a shared library.
 */
static _Thread_local struct target *self;

int
storm_init(const struct options *opt, int signo, storm_lost_fn *lost)
{
	size_t size = sizeof(struct shared) +
	    opt->threads * sizeof(struct target);
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return errno;
	storm.opt = *opt;
	storm.signo = signo;
	storm.lost = lost;
	storm.shared = p;
	storm.size = size;
	storm.started = 0;
	storm.sender = calloc(opt->senders, sizeof(*storm.sender));
	if (storm.sender == NULL) {
		munmap(p, size);
		return ENOMEM;
	}
	return 0;
}

void
storm_free(void)
{
	munmap(storm.shared, storm.size);
	free(storm.sender);
	storm.shared = NULL;
	storm.sender = NULL;
}

struct target *
storm_target(unsigned n)
{
	return &storm.shared->target[n];
}

struct target *
storm_self(void)
{
	return self;
}

void
storm_enter(unsigned n)
{
	self = storm_target(n);
	self->thread = pthread_self();
	self->id = queue_self();
}

/*
 * A queued signal says whom it was meant for: when it was deferred, another
 * thread may be the one that gets it.
 */
static struct target *
meant_for(const siginfo_t *info)
{
	uintptr_t first = (uintptr_t)storm_target(0), at;

	if (info->si_code != SI_QUEUE)
		return self;
	at = (uintptr_t)info->si_value.sival_ptr;
	if (at < first || at >= first + storm.opt.threads *
	    sizeof(struct target))
		return NULL;
	return info->si_value.sival_ptr;
}

void
storm_take(const siginfo_t *info, enum storm_taker taker)
{
	struct target *t = meant_for(info);

	if (t == NULL) {
		atomic_fetch_add(&storm.shared->strays, 1);
		return;
	}
	atomic_fetch_add(&t->took[taker], 1);
	atomic_store(&t->outstanding, 0);
}

static void
rest(void)
{
	struct timespec ts = { 0, PAUSE_NS };

	(void)nanosleep(&ts, NULL);
}

/* Each sends one signal to T; false if that has to wait. */
static bool
send_slot(struct target *t)
{
	int none = 0, err;

	if (atomic_load_explicit(&t->outstanding, memory_order_relaxed) != 0 ||
	    !atomic_compare_exchange_strong(&t->outstanding, &none, 1))
		return false;
	atomic_fetch_add(&t->sent, 1);
	err = pthread_kill(t->thread, storm.signo);
	if (err != 0)
		atomic_fetch_add(&storm.shared->failed, 1);
	return true;
}

static bool
has_to_wait(void)
{
	return storm.opt.empty == EMPTY_DEFER && storm.lost != NULL &&
	    storm_sent() >= storm_taken() + storm.lost() + ON_THEIR_WAY;
}

static bool
send_rt(struct target *t)
{
	int err;

	if (has_to_wait())
		return false;
	err = queue_send(t->thread, t->id, storm.signo, t);
	if (err == EAGAIN) {
		atomic_fetch_add(&storm.shared->retries, 1);
		return false;
	}
	if (err != 0)
		atomic_fetch_add(&storm.shared->failed, 1);
	atomic_fetch_add(&t->sent, 1);
	return true;
}

static bool
send_raw(struct target *t)
{
	if (pthread_kill(t->thread, storm.signo) != 0)
		atomic_fetch_add(&storm.shared->failed, 1);
	atomic_fetch_add(&t->sent, 1);
	return true;
}

static bool
send_one(struct target *t)
{
	switch (storm.opt.storm) {
	case STORM_RT:
		return send_rt(t);
	case STORM_RAW:
		return send_raw(t);
	default:
		return send_slot(t);
	}
}

/* One look at every target, from a place of this sender's own on. */
static unsigned
send_round(unsigned first, unsigned *left)
{
	unsigned n, at, done = 0;

	for (n = 0; n < storm.opt.threads; n++) {
		at = (first + n) % storm.opt.threads;
		if (left[at] == 0 || !send_one(storm_target(at)))
			continue;
		left[at]--;
		done++;
	}
	return done;
}

static void *
sender(void *arg)
{
	unsigned long todo = (unsigned long)storm.opt.threads *
	    storm.opt.signals;
	unsigned first = (unsigned)(uintptr_t)arg, n;
	unsigned *left = calloc(storm.opt.threads, sizeof(*left));

	if (left == NULL)
		abort();
	for (n = 0; n < storm.opt.threads; n++)
		left[n] = storm.opt.signals;
	while (todo > 0) {
		n = send_round(first, left);
		todo -= n;
		if (n == 0)
			rest();
	}
	free(left);
	atomic_fetch_add(&storm.shared->senders_done, 1);
	return NULL;
}

int
storm_start(void)
{
	unsigned n, step = storm.opt.threads / storm.opt.senders + 1;
	int err = 0;

	for (n = 0; n < storm.opt.senders && err == 0; n++) {
		err = pthread_create(&storm.sender[n], NULL, sender,
		    (void *)(uintptr_t)(n * step % storm.opt.threads));
		if (err == 0)
			storm.started++;
	}
	return err;
}

void
storm_join(void)
{
	while (storm.started > 0)
		pthread_join(storm.sender[--storm.started], NULL);
}

bool
storm_all_sent(void)
{
	return atomic_load(&storm.shared->senders_done) == storm.opt.senders;
}

unsigned long
storm_goal(void)
{
	return (unsigned long)storm.opt.threads * storm.opt.senders *
	    storm.opt.signals;
}

void
storm_sum(struct storm_sums *out)
{
	const struct target *t;
	unsigned long took, one;
	unsigned n, k;

	memset(out, 0, sizeof(*out));
	for (n = 0; n < storm.opt.threads; n++) {
		t = storm_target(n);
		for (took = 0, k = 0; k < TAKERS; k++) {
			one = atomic_load(&t->took[k]);
			out->took[k] += one;
			took += one;
		}
		out->too_many += took > atomic_load(&t->sent);
		out->sent += atomic_load(&t->sent);
	}
	out->retries = atomic_load(&storm.shared->retries);
	out->failed = atomic_load(&storm.shared->failed);
	out->strays = atomic_load(&storm.shared->strays);
}

unsigned long
storm_sent(void)
{
	struct storm_sums sums;

	storm_sum(&sums);
	return sums.sent;
}

unsigned long
storm_taken(void)
{
	struct storm_sums sums;

	storm_sum(&sums);
	return sums.took[TAKER_WITH] + sums.took[TAKER_WITHOUT] +
	    sums.took[TAKER_HOST] + sums.strays;
}
