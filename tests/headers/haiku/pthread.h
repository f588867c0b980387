/* SPDX-License-Identifier: MIT */
/* <pthread.h> of Haiku: what the library uses of it. */
#ifndef HEADERS_PTHREAD_H
#define HEADERS_PTHREAD_H

#include <stdint.h>
#include <sys/types.h>

typedef int pthread_key_t;
typedef struct {
	uint32_t flags;
	int32_t lock, unused, owner, owner_count;
} pthread_mutex_t;
#define PTHREAD_MUTEX_INITIALIZER { 0, 0, -42, -1, 0 }

int pthread_atfork(void (*)(void), void (*)(void), void (*)(void));
void *pthread_getspecific(pthread_key_t);
int pthread_key_create(pthread_key_t *, void (*)(void *));
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_unlock(pthread_mutex_t *);
pthread_t pthread_self(void);
int pthread_setspecific(pthread_key_t, const void *);

#endif /* HEADERS_PTHREAD_H */
