/* SPDX-License-Identifier: MIT */
/* Queues a signal with a value to one thread. */
#ifndef EMBEDDED_QUEUE_H
#define EMBEDDED_QUEUE_H

#include <pthread.h>
#include <stdbool.h>

/* The calling thread, by the number that the kernel knows it by; or 0. */
long queue_self(void);

/*
 * pthread_sigqueue() where there is one.  THREAD and ID name the same thread.
 * 0, EAGAIN when the queue is full, or another errno value.
 */
int queue_send(pthread_t thread, long id, int signo, void *value);

/* Whether this system queues signals with a value to one thread. */
bool queue_is_here(void);

/* A signal that nobody else here uses, real-time number N if there are any. */
int queue_signal(int n);

/* Signals that this process may have queued at once; 0 if nobody says. */
unsigned long queue_limit(void);

#endif /* EMBEDDED_QUEUE_H */
