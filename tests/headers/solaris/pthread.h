/* SPDX-License-Identifier: MIT */
/* <pthread.h> of illumos in 2013: what the library uses of it. */
#ifndef HEADERS_PTHREAD_H
#define HEADERS_PTHREAD_H

#include <signal.h>

typedef unsigned pthread_key_t;
typedef struct {
	struct { uint16_t flag1; uint8_t flag2, ceiling; uint16_t type, magic; }
	    flags;
	uint64_t lock, data;
} pthread_mutex_t;
#define PTHREAD_MUTEX_INITIALIZER { { 0, 0, 0, 0, 0x4d58 }, 0, 0 }

int pthread_atfork(void (*)(void), void (*)(void), void (*)(void));
void *pthread_getspecific(pthread_key_t);
int pthread_key_create(pthread_key_t *, void (*)(void *));
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_unlock(pthread_mutex_t *);
pthread_t pthread_self(void);
int pthread_setspecific(pthread_key_t, const void *);

#endif /* HEADERS_PTHREAD_H */
