/* SPDX-License-Identifier: MIT */
/*
 * <pthread.h> of NetBSD 10: what the library uses of it.  A mutex is as large
 * as there, and not as it is inside.  The names are those under which libc does
 * without threads until libpthread is there.
 */
#ifndef HEADERS_PTHREAD_H
#define HEADERS_PTHREAD_H

#include <signal.h>

typedef int pthread_key_t;
typedef struct { unsigned magic, lock; void *words[4]; } pthread_mutex_t;
#define PTHREAD_MUTEX_INITIALIZER { 0x33330003, 0, { 0 } }

#define pthread_getspecific	__libc_thr_getspecific
#define pthread_key_create	__libc_thr_keycreate
#define pthread_mutex_lock	__libc_mutex_lock
#define pthread_mutex_unlock	__libc_mutex_unlock
#define pthread_self		__libc_thr_self
#define pthread_setspecific	__libc_thr_setspecific

int pthread_atfork(void (*)(void), void (*)(void), void (*)(void));
void *pthread_getspecific(pthread_key_t);
int pthread_key_create(pthread_key_t *, void (*)(void *));
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_unlock(pthread_mutex_t *);
pthread_t pthread_self(void);
int pthread_setspecific(pthread_key_t, const void *);

#endif /* HEADERS_PTHREAD_H */
