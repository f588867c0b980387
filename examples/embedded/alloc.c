/* SPDX-License-Identifier: MIT */
/*
 * The allocator, interposed: what this program defines goes before libc's for
 * the whole process, so that a call made by libportsig is seen too, whether
 * it is the static library or the shared one.  (The linker's --wrap would see
 * only the calls of what is linked statically.)
 *
 * The work is done by the libc's own allocator where that can be reached:
 * glibc exports it under other names, musl's is the next one in the search
 * order.  In a static program neither is so, and heap.c does it.  (A static
 * glibc program has a dlsym() too, which must not be called this early.)
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1			/* RTLD_NEXT */
#endif
#include "alloc.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"

/* Weak: NULL where the program has none. */
#define WEAK __attribute__((weak))
#ifdef __GLIBC__
extern void *__libc_malloc(size_t) WEAK;
extern void *__libc_calloc(size_t, size_t) WEAK;
extern void *__libc_realloc(void *, size_t) WEAK;
extern void *__libc_memalign(size_t, size_t) WEAK;
extern void __libc_free(void *) WEAK;
#else
extern void *dlsym(void *, const char *) WEAK;
#endif

static struct {
	const char *name;
	void *(*malloc)(size_t);
	void *(*calloc)(size_t, size_t);
	void *(*realloc)(void *, size_t);
	void *(*aligned)(size_t, size_t);
	void (*free)(void *);
} real;

/* The executable's own thread-local storage: handlers may use it. */
static _Thread_local volatile sig_atomic_t in_handler;
static _Thread_local volatile sig_atomic_t in_allocator;
static _Thread_local volatile sig_atomic_t interrupted;

static _Atomic unsigned long seen, interruptions;
static struct sigaction watched;
static int watched_signo;

#ifdef __GLIBC__
static bool
pick_libc(void)
{
	if (__libc_malloc == NULL || __libc_calloc == NULL ||
	    __libc_realloc == NULL || __libc_memalign == NULL ||
	    __libc_free == NULL)
		return false;
	real.malloc = __libc_malloc;
	real.calloc = __libc_calloc;
	real.realloc = __libc_realloc;
	real.aligned = __libc_memalign;
	real.free = __libc_free;
	real.name = "glibc's";
	return true;
}

#else
/* dlsym() gives functions as void *, which ISO C cannot cast. */
static bool
next(void *function, const char *name)
{
	void *p = dlsym(RTLD_NEXT, name);

	memcpy(function, &p, sizeof(p));
	return p != NULL;
}

static bool
pick_libc(void)
{
	if (dlsym == NULL || !next(&real.malloc, "malloc") ||
	    !next(&real.calloc, "calloc") ||
	    !next(&real.realloc, "realloc") ||
	    !next(&real.aligned, "aligned_alloc") ||
	    !next(&real.free, "free"))
		return false;
	real.name = "libc's";
	return true;
}
#endif

/* At the first call, which comes before there is a second thread. */
static void
pick(void)
{
	if (pick_libc())
		return;
	real.malloc = heap_malloc;
	real.calloc = heap_calloc;
	real.realloc = heap_realloc;
	real.aligned = heap_aligned;
	real.free = heap_free;
	real.name = "this program's";
}

/* One allocator may call another of its own functions; that is one call. */
static void
enter(void)
{
	if (real.name == NULL)
		pick();
	if (in_handler != 0 && in_allocator == 0)
		atomic_fetch_add(&seen, 1);
	in_allocator = in_allocator + 1;
}

static void
leave(void)
{
	in_allocator = in_allocator - 1;
}

/* What is compiled with -fvisibility=hidden would not be found by others. */
#pragma GCC visibility push(default)
void *malloc(size_t);
void *calloc(size_t, size_t);
void *realloc(void *, size_t);
void *aligned_alloc(size_t, size_t);
int posix_memalign(void **, size_t, size_t);
void free(void *);
#pragma GCC visibility pop

void *
malloc(size_t size)
{
	void *p;

	enter();
	p = real.malloc(size);
	leave();
	return p;
}

void *
calloc(size_t count, size_t size)
{
	void *p;

	enter();
	p = real.calloc(count, size);
	leave();
	return p;
}

void *
realloc(void *old, size_t size)
{
	void *p;

	enter();
	p = real.realloc(old, size);
	leave();
	return p;
}

void *
aligned_alloc(size_t align, size_t size)
{
	void *p;

	enter();
	p = real.aligned(align, size);
	leave();
	return p;
}

int
posix_memalign(void **out, size_t align, size_t size)
{
	int saved = errno;
	void *p;

	if (align < sizeof(void *) || (align & (align - 1)) != 0)
		return EINVAL;
	p = aligned_alloc(align, size);
	errno = saved;
	if (p == NULL)
		return ENOMEM;
	*out = p;
	return 0;
}

void
free(void *p)
{
	enter();
	real.free(p);
	leave();
}

/* Stands in front of the watched handler. */
static void
front(int signo, siginfo_t *info, void *frame)
{
	sig_atomic_t allocating = in_allocator, before = interrupted;

	if (allocating != 0)
		atomic_fetch_add_explicit(&interruptions, 1,
		    memory_order_relaxed);
	interrupted = allocating;
	in_allocator = 0;
	in_handler = in_handler + 1;
	watched.sa_sigaction(signo, info, frame);
	in_handler = in_handler - 1;
	in_allocator = allocating;
	interrupted = before;
}

int
alloc_watch(int signo)
{
	struct sigaction sa;

	if (sigaction(signo, NULL, &watched) != 0)
		return errno;
	if ((watched.sa_flags & SA_SIGINFO) == 0)
		return EINVAL;
	sa = watched;
	sa.sa_sigaction = front;
	watched_signo = signo;
	return sigaction(signo, &sa, NULL) != 0 ? errno : 0;
}

int
alloc_unwatch(void)
{
	return sigaction(watched_signo, &watched, NULL) != 0 ? errno : 0;
}

unsigned long
alloc_seen(void)
{
	return atomic_load(&seen);
}

unsigned long
alloc_interrupted(void)
{
	return atomic_load(&interruptions);
}

void
alloc_reset(void)
{
	atomic_store(&seen, 0);
	atomic_store(&interruptions, 0);
}

bool
alloc_is_interrupted(void)
{
	return interrupted != 0;
}

bool
alloc_selftest(void)
{
	/* volatile, or the compiler knows that nothing comes of it */
	char *(*volatile duplicate)(const char *) = strdup;
	unsigned long before = atomic_load(&seen), now;
	char *copy;

	in_handler = 1;
	copy = duplicate("a malloc that libc makes");
	in_handler = 0;
	now = atomic_load(&seen);
	atomic_store(&seen, before);
	free(copy);
	return now == before + 1;
}

const char *
alloc_name(void)
{
	return real.name;
}
