/* SPDX-License-Identifier: MIT */
/*
 * A small allocator: blocks of powers of two in a few arenas, each behind a
 * lock, as other allocators have them; what is larger is mapped alone.  No
 * more able to be called in a handler than any of them.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1			/* MAP_ANONYMOUS */
#endif
#include "heap.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum {
	ARENAS = 8,
	SMALLEST = 5,			/* log2 of a block, its head included */
	CLASSES = 13,			/* the largest is 128 KiB */
	ALONE = 255,			/* no class: mapped for itself */
	CHUNK = 1048576			/* bytes that an arena grows by */
};

/* Stands right below what the caller gets. */
struct head {
	_Alignas(16) void *start;	/* of the block or mapping */
	uint32_t usable;		/* bytes from here to the end */
	uint16_t arena;
	uint16_t class;
};

struct unused {
	struct unused *next;
};

static struct arena {
	pthread_mutex_t lock;
	struct unused *list[CLASSES];
	unsigned char *at;
	size_t left;
} arenas[ARENAS] = {
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
	{ .lock = PTHREAD_MUTEX_INITIALIZER },
};

static struct head *
head_of(void *p)
{
	return (struct head *)p - 1;
}

static void *
map(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

static unsigned
class_of(size_t size)
{
	unsigned c = 0;

	while (c < CLASSES && ((size_t)1 << (c + SMALLEST)) < size)
		c++;
	return c;
}

static unsigned
home(void)
{
	return (unsigned)((uintptr_t)pthread_self() >> 12) * 2654435761u >> 29;
}

/* A block of class C of an arena whose lock is held. */
static void *
take(struct arena *a, unsigned c)
{
	size_t size = (size_t)1 << (c + SMALLEST);
	struct unused *u = a->list[c];
	unsigned char *more;

	if (u != NULL) {
		a->list[c] = u->next;
		return u;
	}
	if (a->left < size) {
		more = map(CHUNK);
		if (more == NULL)
			return NULL;
		a->at = more;
		a->left = CHUNK;
	}
	a->left -= size;
	a->at += size;
	return a->at - size;
}

static void *
finish(void *start, size_t align, unsigned arena, unsigned class, size_t size)
{
	uintptr_t at = (uintptr_t)start + sizeof(struct head);
	struct head *h;

	at = (at + align - 1) & ~(uintptr_t)(align - 1);
	h = head_of((void *)at);
	h->start = start;
	size -= (size_t)(at - (uintptr_t)start);
	h->usable = (uint32_t)size;
	h->arena = (uint16_t)arena;
	h->class = (uint16_t)class;
	return (void *)at;
}

void *
heap_aligned(size_t align, size_t size)
{
	size_t whole = size + align + sizeof(struct head);
	unsigned c = class_of(whole), n = home();
	void *start;

	if (size > INT32_MAX || align > INT32_MAX / 2) {
		errno = ENOMEM;
		return NULL;
	}
	if (c < CLASSES) {
		pthread_mutex_lock(&arenas[n].lock);
		start = take(&arenas[n], c);
		pthread_mutex_unlock(&arenas[n].lock);
		whole = (size_t)1 << (c + SMALLEST);
	} else {
		start = map(whole);
		c = ALONE;
	}
	if (start == NULL)
		return NULL;
	return finish(start, align, n, c, whole);
}

void *
heap_malloc(size_t size)
{
	return heap_aligned(16, size);
}

void
heap_free(void *p)
{
	struct unused *u;
	struct arena *a;
	struct head h;

	if (p == NULL)
		return;
	h = *head_of(p);
	if (h.class == ALONE) {
		munmap(h.start, (size_t)h.usable +
		    (size_t)((uintptr_t)p - (uintptr_t)h.start));
		return;
	}
	a = &arenas[h.arena];
	u = h.start;
	pthread_mutex_lock(&a->lock);
	u->next = a->list[h.class];
	a->list[h.class] = u;
	pthread_mutex_unlock(&a->lock);
}

void *
heap_calloc(size_t count, size_t size)
{
	void *p;

	if (size != 0 && count > SIZE_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	p = heap_malloc(count * size);
	if (p != NULL)
		memset(p, 0, count * size);
	return p;
}

void *
heap_realloc(void *old, size_t size)
{
	size_t usable = old != NULL ? head_of(old)->usable : 0;
	void *p;

	if (old != NULL && size <= usable)
		return old;
	p = heap_malloc(size);
	if (p == NULL || old == NULL)
		return p;
	memcpy(p, old, usable);
	heap_free(old);
	return p;
}
