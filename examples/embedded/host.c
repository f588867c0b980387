/* SPDX-License-Identifier: MIT */
/*
 * The host.  Every second thread has a signal stack of its own with a canary
 * at its lower end, every thread has its own mask and keeps a canary in errno
 * through its work.  Two handlers are the host's: one for the signal that the
 * runtime will claim, one for a signal that nobody else should touch.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include "host.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "storm.h"

enum {
	HELD = 64,			/* blocks that a thread holds */
	SIGNALS = 128,			/* no system here has more */
	LARGEST = 4000,			/* bytes of the largest block */
	BURST = 500,			/* operations between two naps */
	NAP_NS = 10 * 1000 * 1000,
	CANARY_ERRNO = 4242,		/* no errno value */
	CANARY_BYTES = 512,
	CANARY = 0xc5,
	STACK_SIZE = 65536,		/* a signal stack's, at least */
	THREAD_STACK = 262144
};

struct worker {
	pthread_t thread;
	unsigned n, changed;
	uint32_t random;
	void *block[HELD];
	unsigned long operations;
	unsigned char *stack;		/* NULL: it has none */
	size_t stack_size;
	sigset_t mask;
};

static struct {
	unsigned threads;
	struct worker *worker;
	unsigned missing;		/* before all go on together */
	pthread_mutex_t lock;
	pthread_cond_t complete;
	_Atomic bool stop;
	int signo;
	host_signal_fn *fn;
	struct sigaction claimed, untouched;	/* as the kernel gave them */
} host = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.complete = PTHREAD_COND_INITIALIZER
};

static void
on_signal(int signo, siginfo_t *info, void *frame)
{
	(void)signo, (void)frame;
	host.fn(info);
}

static void
on_other(int signo)
{
	(void)signo;
}

int
host_handlers_install(int signo, host_signal_fn *fn)
{
	struct sigaction sa = { .sa_sigaction = on_signal,
	    .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART };
	struct sigaction other = { .sa_handler = on_other,
	    .sa_flags = SA_NODEFER };

	host.signo = signo;
	host.fn = fn;
	sigemptyset(&sa.sa_mask);
	sigaddset(&sa.sa_mask, SIGUSR2);
	sigemptyset(&other.sa_mask);
	sigaddset(&other.sa_mask, SIGALRM);
	if (sigaction(signo, &sa, NULL) != 0 ||
	    sigaction(SIGUSR2, &other, NULL) != 0 ||
	    sigaction(signo, NULL, &host.claimed) != 0 ||
	    sigaction(SIGUSR2, NULL, &host.untouched) != 0)
		return errno;
	return 0;
}

/* A mask of the thread's own; what the runtime claims stays open. */
static void
set_mask(struct worker *w)
{
	sigset_t mask;

	sigemptyset(&mask);
	sigaddset(&mask, SIGWINCH);
	if (w->n % 2 != 0)
		sigaddset(&mask, SIGUSR2);
	if (w->n % 3 == 0)
		sigaddset(&mask, SIGHUP);
	if (w->n % 5 == 0)
		sigaddset(&mask, SIGALRM);
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
	pthread_sigmask(SIG_SETMASK, NULL, &w->mask);
}

/* On every second thread; on this system the figure may grow with the CPU. */
static void
set_stack(struct worker *w)
{
	stack_t st = { .ss_flags = 0 };
	long min = 0;

	if (w->n % 2 != 0)
		return;
#ifdef _SC_MINSIGSTKSZ
	min = sysconf(_SC_MINSIGSTKSZ);
#endif
	w->stack_size = STACK_SIZE + (min > 0 ? (size_t)min : 0);
	w->stack = malloc(w->stack_size);
	if (w->stack == NULL)
		abort();
	memset(w->stack, CANARY, CANARY_BYTES);
	st.ss_sp = w->stack;
	st.ss_size = w->stack_size;
	if (sigaltstack(&st, NULL) != 0)
		abort();
}

/* What the application does all day. */
static void
one_operation(struct worker *w)
{
	uint32_t r = w->random = w->random * 1103515245u + 12345u;
	void **slot = &w->block[(r >> 16) % HELD], *moved;
	size_t size = 1 + (r >> 8) % LARGEST;

	w->operations++;
	if ((r >> 30) != 0) {
		free(*slot);
		*slot = malloc(size);
		if (*slot != NULL)
			*(unsigned char *)*slot = (unsigned char)r;
		return;
	}
	moved = realloc(*slot, size);
	if (moved != NULL)
		*slot = moved;
}

static void
burst(struct worker *w)
{
	unsigned n;

	errno = CANARY_ERRNO;
	for (n = 0; n < BURST && !atomic_load_explicit(&host.stop,
	    memory_order_relaxed); n++)
		one_operation(w);
	if (errno != CANARY_ERRNO)
		w->changed |= CHANGED_ERRNO;
}

/* What is no signal here is in neither, and an error. */
static bool
same_set(const sigset_t *a, const sigset_t *b)
{
	int saved = errno, signo = 1;

	while (signo < SIGNALS && sigismember(a, signo) ==
	    sigismember(b, signo))
		signo++;
	errno = saved;
	return signo == SIGNALS;
}

static void
check_stack(struct worker *w)
{
	stack_t now;
	unsigned n;

	if (sigaltstack(NULL, &now) != 0)
		w->changed |= CHANGED_STACK;
	else if (w->stack == NULL)
		w->changed |= (now.ss_flags & SS_DISABLE) != 0 ?
		    0 : CHANGED_STACK;
	else if (now.ss_sp != (void *)w->stack || now.ss_flags != 0 ||
	    now.ss_size != w->stack_size)
		w->changed |= CHANGED_STACK;
	for (n = 0; w->stack != NULL && n < CANARY_BYTES; n++)
		if (w->stack[n] != CANARY)
			w->changed |= CHANGED_CANARY;
}

static void
check(struct worker *w)
{
	sigset_t now;

	if (pthread_sigmask(SIG_SETMASK, NULL, &now) != 0 ||
	    !same_set(&now, &w->mask))
		w->changed |= CHANGED_MASK;
	check_stack(w);
}

/* Takes the signal stack away before it is freed. */
static void
clean_up(struct worker *w)
{
	stack_t off = { .ss_flags = SS_DISABLE, .ss_size = STACK_SIZE };
	unsigned n;

	for (n = 0; n < HELD; n++)
		free(w->block[n]);
	if (w->stack == NULL)
		return;
	if (sigaltstack(&off, NULL) == 0)
		free(w->stack);
}

/* Naps are cut short by signals, so a thread that is signalled works more. */
/* Waits for the last one; Darwin has no pthread_barrier_wait(). */
static void
wait_for_all(void)
{
	pthread_mutex_lock(&host.lock);
	if (--host.missing == 0)
		pthread_cond_broadcast(&host.complete);
	while (host.missing != 0)
		pthread_cond_wait(&host.complete, &host.lock);
	pthread_mutex_unlock(&host.lock);
}

static void *
worker(void *arg)
{
	struct timespec nap = { 0, NAP_NS };
	struct worker *w = arg;

	storm_enter(w->n);
	set_stack(w);
	set_mask(w);
	wait_for_all();
	while (!atomic_load(&host.stop)) {
		burst(w);
		check(w);
		(void)nanosleep(&nap, NULL);
	}
	check(w);
	clean_up(w);
	return NULL;
}

static int
start_workers(void)
{
	pthread_attr_t attr;
	unsigned n;
	int err = pthread_attr_init(&attr);

	if (err == 0)
		err = pthread_attr_setstacksize(&attr, THREAD_STACK);
	for (n = 0; n < host.threads && err == 0; n++) {
		host.worker[n].n = n;
		host.worker[n].random = n * 7919 + 1;
		err = pthread_create(&host.worker[n].thread, &attr, worker,
		    &host.worker[n]);
	}
	(void)pthread_attr_destroy(&attr);
	return err;
}

/* A thread that could not be made ends the program, so none is left waiting. */
int
host_start(unsigned threads)
{
	int err;

	host.threads = threads;
	atomic_store(&host.stop, false);
	host.worker = calloc(threads, sizeof(*host.worker));
	if (host.worker == NULL)
		return ENOMEM;
	host.missing = threads + 1;
	err = start_workers();
	if (err == 0)
		wait_for_all();
	return err;
}

/* Is what the kernel has for SIGNO still what it had? */
static bool
is_kept(int signo, const struct sigaction *was)
{
	struct sigaction now;

	return sigaction(signo, NULL, &now) == 0 &&
	    now.sa_flags == was->sa_flags &&
	    now.sa_sigaction == was->sa_sigaction &&
	    same_set(&now.sa_mask, &was->sa_mask);
}

void
host_stop(struct host_verdict *out)
{
	unsigned n;

	memset(out, 0, sizeof(*out));
	atomic_store(&host.stop, true);
	for (n = 0; n < host.threads; n++) {
		pthread_join(host.worker[n].thread, NULL);
		out->threads++;
		out->with_stack += host.worker[n].stack != NULL;
		out->operations += host.worker[n].operations;
	}
}

bool
host_handlers_kept(void)
{
	return is_kept(host.signo, &host.claimed) &&
	    is_kept(SIGUSR2, &host.untouched);
}

unsigned
host_changed(unsigned n)
{
	return host.worker[n].changed;
}

void
host_free(void)
{
	free(host.worker);
	host.worker = NULL;
}
