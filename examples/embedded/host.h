/* SPDX-License-Identifier: MIT */
/*
 * The host: a program that takes in a runtime without knowing how it works.
 * Its threads spend their lives in malloc and free, and are particular about
 * their signal masks, signal stacks and errno.
 */
#ifndef EMBEDDED_HOST_H
#define EMBEDDED_HOST_H

#include <signal.h>
#include <stdbool.h>

/* What was not as the host had left it. */
enum {
	CHANGED_MASK = 1,
	CHANGED_STACK = 2,		/* another one is set, or none */
	CHANGED_CANARY = 4,		/* something ran over its lower end */
	CHANGED_ERRNO = 8
};

struct host_verdict {
	unsigned threads;		/* checked */
	unsigned with_stack;		/* of these, with a signal stack */
	unsigned long operations;	/* malloc, realloc and free */
};

typedef void host_signal_fn(const siginfo_t *info);

/* Installs the host's handlers for SIGNO, which calls FN, and another. */
int host_handlers_install(int signo, host_signal_fn *fn);

/* Starts THREADS threads; returns when all of them are ready. */
int host_start(unsigned threads);

/* Has the threads check themselves and end. */
void host_stop(struct host_verdict *out);

/* Are the host's two handlers, their masks and flags what they were? */
bool host_handlers_kept(void);

/* What thread N found changed, CHANGED_* bits; then host_free(). */
unsigned host_changed(unsigned n);
void host_free(void);

#endif /* EMBEDDED_HOST_H */
