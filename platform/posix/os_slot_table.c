/* SPDX-License-Identifier: MIT */
/*
 * [P1] The table of thread slots.  Only its own thread, and handlers on that,
 * look at an entry's value, so between threads there is one race, for free
 * entries.  What is hard are the handlers: between any two instructions one
 * may set the slot to NULL and back, and meanwhile its entry may go to another
 * thread and the thread get another entry.  So nobody writes a value but in an
 * entry that he holds, or that code he interrupted holds: these are not given
 * up.  Who reads looks whether anybody could have taken it.
 *
 *   id       free    0, and the value is NULL
 *            taken   the thread
 *            held    the thread | HELD: whoever holds it gives it up, if the
 *                    value is NULL then; others that come use it as it is
 *            new     the thread | NEW: held by who makes it.  It counts if the
 *                    thread has no other, as a handler may have made one
 *   TOUCHED  beside HELD or NEW: somebody else set a value
 *
 * Code that is jumped out of leaves its entry held.  It serves that thread on,
 * and is given up when the thread ends, if that is hooked.
 */
#include "config.h"

#include <stdatomic.h>
#include <stddef.h>

#include "os_slot_table.h"

_Static_assert(ATOMIC_POINTER_LOCK_FREE == 2, "pointers must be lock-free");

#define HELD	((uintptr_t)1)
#define NEW	((uintptr_t)2)
#define TOUCHED	((uintptr_t)4)
#define BITS	((uintptr_t)7)

enum { ENTRIES = PORTSIG_SLOT_ENTRIES, TRIES = 3 };

static struct entry {
	_Atomic uintptr_t id;
	_Atomic(void *) value;
} table[ENTRIES];

/* No entry is farther from its thread's home than this.  It only grows. */
static _Atomic unsigned reach;

/*
 * Counts before an entry is made and after: if it did not change, a search has
 * missed none, and what it found was not made another's.
 */
static _Atomic unsigned made;

PORTSIG_SIGNAL_PATH static unsigned
made_get(void)
{
	unsigned n;

	atomic_signal_fence(memory_order_seq_cst);
	n = atomic_load_explicit(&made, memory_order_acquire);
	atomic_signal_fence(memory_order_seq_cst);
	return n;
}

PORTSIG_SIGNAL_PATH static unsigned
home(uintptr_t self)
{
	uint32_t mixed = (uint32_t)((self >> 6) * 0x9e3779b1u);

	return (unsigned)(((uint64_t)mixed * ENTRIES) >> 32);
}

PORTSIG_SIGNAL_PATH static uintptr_t
id_get(const struct entry *e)
{
	return atomic_load_explicit(&e->id, memory_order_relaxed);
}

/* The order is for handlers; other threads see a release. */
PORTSIG_SIGNAL_PATH static void
id_set(struct entry *e, uintptr_t id)
{
	atomic_signal_fence(memory_order_seq_cst);
	atomic_store_explicit(&e->id, id, memory_order_release);
	atomic_signal_fence(memory_order_seq_cst);
}

PORTSIG_SIGNAL_PATH static bool
id_change(struct entry *e, uintptr_t from, uintptr_t to)
{
	return atomic_compare_exchange_strong_explicit(&e->id, &from, to,
	    memory_order_acq_rel, memory_order_relaxed);
}

PORTSIG_SIGNAL_PATH static void *
value_get(const struct entry *e)
{
	return atomic_load_explicit(&e->value, memory_order_acquire);
}

PORTSIG_SIGNAL_PATH static void
value_set(struct entry *e, void *value)
{
	atomic_signal_fence(memory_order_seq_cst);
	atomic_store_explicit(&e->value, value, memory_order_release);
	atomic_signal_fence(memory_order_seq_cst);
}

/*
 * One walk over where SELF's entry may be: the one that counts.  Of two new
 * ones, left by jumps, that is the one in use.
 */
PORTSIG_SIGNAL_PATH static struct entry *
walk(uintptr_t self)
{
	unsigned far = atomic_load_explicit(&reach, memory_order_relaxed);
	unsigned at = home(self), n;
	struct entry *e, *new = NULL;
	uintptr_t id;

	for (n = 0; n < far; n++, at++) {
		if (at == ENTRIES)
			at = 0;
		e = &table[at];
		id = id_get(e);
		if ((id & ~BITS) != self)
			continue;
		if ((id & NEW) == 0)
			return e;
		if (new == NULL || value_get(new) == NULL)
			new = e;
	}
	return new;
}

/*
 * Holds E, which was found to be SELF's; *NESTED says that code we interrupted
 * does.  False if it is SELF's no more.
 */
PORTSIG_SIGNAL_PATH static bool
hold(struct entry *e, uintptr_t self, bool *nested)
{
	uintptr_t id = id_get(e);

	*nested = (id & ~BITS) == self && id != self;
	return *nested || id_change(e, self, self | HELD);
}

/*
 * Ends a hold of our own, and gives E up if nothing is in it.  Handlers that
 * leave the slot as they find it do not make this go round.
 */
PORTSIG_SIGNAL_PATH static void
let_go(struct entry *e, uintptr_t self)
{
	for (;;) {
		if (value_get(e) != NULL) {
			id_set(e, self);
			/* or a handler emptied it and left that to us */
			if (value_get(e) != NULL ||
			    !id_change(e, self, self | HELD))
				return;
		}
		id_set(e, self | HELD);
		if (value_get(e) == NULL && id_change(e, self | HELD, 0))
			return;
	}
}

/*
 * E is new and ours.  If a handler made one before it, that counts, and E goes.
 * If not, handlers that come now find E and make none.
 */
PORTSIG_SIGNAL_PATH static struct entry *
settle(struct entry *e, uintptr_t self, bool *nested)
{
	struct entry *other;

	for (;;) {
		other = walk(self);
		if (other == e) {
			id_set(e, self | HELD);
			*nested = false;
			return e;
		}
		if (!hold(other, self, nested))
			continue;
		if (id_change(e, self | NEW, 0))
			return other;
		/* a handler has used E, so the other was gone by then */
		if (!*nested)
			let_go(other, self);
		id_set(e, self | NEW);
	}
}

/* Says that there will be an entry at N from somebody's home. */
PORTSIG_SIGNAL_PATH static void
announce(unsigned n)
{
	unsigned far = atomic_load_explicit(&reach, memory_order_relaxed);

	while (far <= n && !atomic_compare_exchange_strong_explicit(&reach,
	    &far, n + 1, memory_order_acq_rel, memory_order_relaxed))
		continue;
	atomic_fetch_add_explicit(&made, 1, memory_order_acq_rel);
}

/*
 * SELF's entry, held; NULL if it has none.  *MOVED says that a handler may have
 * moved it behind our back.
 */
PORTSIG_SIGNAL_PATH static struct entry *
look(uintptr_t self, bool *nested, bool *moved)
{
	unsigned before = made_get();
	struct entry *e = walk(self);

	if (e != NULL && hold(e, self, nested))
		return e;
	*moved = e != NULL || made_get() != before;
	return NULL;
}

/* The same where it has none, it seems, but then a new one if there is room. */
PORTSIG_SIGNAL_PATH static struct entry *
claim(uintptr_t self, bool *nested)
{
	unsigned at = home(self), n;
	bool moved = true;
	struct entry *e = NULL;

	for (n = 0; n < ENTRIES; n++, at++) {
		if (at == ENTRIES)
			at = 0;
		if (id_get(&table[at]) != 0)
			continue;
		announce(n);
		if (!id_change(&table[at], 0, self | NEW))
			continue;
		atomic_fetch_add_explicit(&made, 1, memory_order_acq_rel);
		return settle(&table[at], self, nested);
	}
	while (e == NULL && moved)	/* did a handler get the last one? */
		e = look(self, nested, &moved);
	return e;
}

/* As look(); where it is moved all the time, a new one puts an end to that. */
PORTSIG_SIGNAL_PATH static struct entry *
find(uintptr_t self, bool *nested)
{
	struct entry *e = NULL;
	bool moved = true;
	unsigned n;

	for (n = 0; n < TRIES && e == NULL && moved; n++)
		e = look(self, nested, &moved);
	return e == NULL && moved ? claim(self, nested) : e;
}

/* Where entries are made all the time. */
PORTSIG_SIGNAL_PATH static void *
get_held(uintptr_t self)
{
	bool nested = false;
	struct entry *e = find(self, &nested);
	void *value;

	if (e == NULL)
		return NULL;
	value = value_get(e);
	if (!nested)
		let_go(e, self);
	return value;
}

/*
 * Nothing is held if no entry was made meanwhile: then ours, if a handler gave
 * it up, was not taken.  Who took it before counts again before he sets it.
 */
PORTSIG_SIGNAL_PATH void *
portsig_os_slot_get(void)
{
	uintptr_t self = portsig_os_thread_self();
	struct entry *e;
	void *value;
	unsigned before, n;

	for (n = 0; n < TRIES; n++) {
		before = made_get();
		e = walk(self);
		value = e != NULL ? value_get(e) : NULL;
		if (made_get() == before)
			return value;
	}
	return get_held(self);
}

/*
 * In an entry that code we interrupted holds: while there is something in it
 * that was not there, it is TOUCHED.
 */
PORTSIG_SIGNAL_PATH static void
put(struct entry *e, void *value)
{
	if (value != NULL)
		id_set(e, id_get(e) | TOUCHED);
	value_set(e, value);
	if (value != NULL)
		return;
	id_set(e, id_get(e) & ~TOUCHED);
	if (value_get(e) != NULL)	/* it was set again in between */
		id_set(e, id_get(e) | TOUCHED);
}

PORTSIG_SIGNAL_PATH bool
portsig_os_slot_set(void *value)
{
	uintptr_t self = portsig_os_thread_self();
	bool nested = false;
	struct entry *e = find(self, &nested);

	if (e == NULL && value != NULL)
		e = claim(self, &nested);
	if (e == NULL)
		return value == NULL;
	if (nested) {
		put(e, value);
	} else {
		value_set(e, value);
		let_go(e, self);
	}
	return true;
}

/* Nobody goes on with what was held, so all there is of SELF's goes. */
PORTSIG_SIGNAL_PATH void
portsig_os_slot_clear(void)
{
	uintptr_t self = portsig_os_thread_self();
	bool nested = false;
	struct entry *e;
	void *value;

	do {
		e = find(self, &nested);
		if (e == NULL)
			return;
		value = value_get(e);
		value_set(e, NULL);
		let_go(e, self);
	} while (nested || value != NULL);
}

PORTSIG_SIGNAL_PATH void
portsig_os_slot_forked(void)
{
	uintptr_t self = portsig_os_thread_self(), id;
	unsigned n;

	for (n = 0; n < ENTRIES; n++) {
		id = id_get(&table[n]);
		if (id == 0 || (id & ~BITS) == self)
			continue;
		value_set(&table[n], NULL);
		id_set(&table[n], 0);
	}
}

PORTSIG_SIGNAL_PATH unsigned
portsig_os_slots_taken(void)
{
	unsigned n, taken = 0;

	for (n = 0; n < ENTRIES; n++)
		taken += id_get(&table[n]) != 0;
	return taken;
}
