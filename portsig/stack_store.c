/* SPDX-License-Identifier: MIT */
/*
 * Signal stacks that no thread uses, kept mapped for the next one.  A place
 * holds one stack; taking and putting are one exchange each, so threads that
 * attach at the same time need no lock and cannot confuse two stacks.
 */
#include "config.h"

#include <stdatomic.h>

#include <portsig/altstack.h>
#include "altstack_internal.h"
#include "platform.h"

enum { PLACES = 64 };			/* stacks kept at most */

static _Atomic uintptr_t place[PLACES];
static _Atomic unsigned long leaked;

/*
 * While a stack is kept its size stands in its lowest word: nobody else looks
 * there then.
 */
static size_t *
size_word(void *base)
{
	return base;
}

static void *
exchange(unsigned n, void *base)
{
	return (void *)atomic_exchange(&place[n], (uintptr_t)base);
}

/* A kept stack of SIZE bytes at least, or NULL. */
static void *
find_kept(size_t size)
{
	void *base;
	unsigned n;

	for (n = 0; n < PLACES; n++) {
		if (atomic_load_explicit(&place[n],
		    memory_order_relaxed) == 0)
			continue;
		base = exchange(n, NULL);
		if (base == NULL)
			continue;
		if (*size_word(base) >= size)
			return base;
		portsig_store_put(base, *size_word(base));
	}
	return NULL;
}

int
portsig_store_take(size_t size, void **base, size_t *got)
{
	void *kept = find_kept(size);
	int err;

	if (kept != NULL) {
		*got = *size_word(kept);
		*base = kept;
		return 0;
	}
	err = portsig_os_stack_map(size, base);
	if (err == 0)
		*got = size;
	return err;
}

void
portsig_store_put(void *base, size_t size)
{
	uintptr_t nothing;
	unsigned n;

	*size_word(base) = size;
	for (n = 0; n < PLACES; n++) {
		nothing = 0;
		if (atomic_compare_exchange_strong(&place[n], &nothing,
		    (uintptr_t)base))
			return;
	}
	portsig_os_stack_unmap(base, size);
}

void
portsig_store_leak(void)
{
	atomic_fetch_add_explicit(&leaked, 1, memory_order_relaxed);
}

unsigned long
portsig_altstack_leaked(void)
{
	return atomic_load_explicit(&leaked, memory_order_relaxed);
}
