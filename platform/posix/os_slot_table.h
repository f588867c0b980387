/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] The thread slot as a table of threads, for systems that have
 * nothing better.  A thread has an entry while its slot is not NULL, so there
 * can be as many of these threads as there are entries.
 *
 * A new thread may have the identity of one that is gone, and then whatever
 * that left in its slot.  So the last handlers of a thread must leave NULL
 * there: where the exit hook is a key, PORTSIG_OS_KEYS_IN_THREAD is 0, and a
 * slot that handlers set is NULL again when they return what they borrowed.
 * (On Linux, where the table is only tried, a signal after a thread's last
 * destructors leaves an entry.)  A loan that a thread was lost with serves the
 * next one like a loan that was jumped out of.
 */
#ifndef POSIX_OS_SLOT_TABLE_H
#define POSIX_OS_SLOT_TABLE_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>

#include <portsig/portsig.h>

#ifndef PORTSIG_SLOT_ENTRIES
#define PORTSIG_SLOT_ENTRIES 4096	/* of two pointers each */
#endif

#pragma GCC visibility push(hidden)

void *portsig_os_slot_get(void);
bool portsig_os_slot_set(void *value);
void portsig_os_slot_clear(void);
void portsig_os_slot_forked(void);

/* For tests: entries that belong to some thread now. */
unsigned portsig_os_slots_taken(void);

#pragma GCC visibility pop

/*
 * Each thread has its own errno, and whatever type pthread_t is, that one is
 * in memory, reached without an allocation.  No two are in the same 8 bytes:
 * they lie in records of the threads.
 */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_thread_self(void)
{
	return (uintptr_t)&errno & ~(uintptr_t)7;
}

#endif /* POSIX_OS_SLOT_TABLE_H */
