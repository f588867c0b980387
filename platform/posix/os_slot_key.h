/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] The thread slot as a pthread key, made at load: for systems that
 * allocate a thread-local when a thread first touches it, but keep the values
 * of keys in the thread itself.  Until the key is made, slots are NULL.
 */
#ifndef POSIX_OS_SLOT_KEY_H
#define POSIX_OS_SLOT_KEY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <portsig/portsig.h>

#pragma GCC visibility push(hidden)

/* Plain: written once, before any thread of the program's can read it. */
extern struct portsig_os_slot {
	pthread_key_t key;
	bool made;
} portsig_os_slot;

#pragma GCC visibility pop

PORTSIG_SIGNAL_PATH static inline void *
portsig_os_slot_get(void)
{
	return portsig_os_slot.made ?
	    pthread_getspecific(portsig_os_slot.key) : NULL;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_slot_set(void *value)
{
	if (!portsig_os_slot.made)
		return value == NULL;
	return pthread_setspecific(portsig_os_slot.key, value) == 0;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_slot_clear(void)
{
	(void)portsig_os_slot_set(NULL);
}

/* The values are in the threads, and those are gone. */
PORTSIG_SIGNAL_PATH static inline void
portsig_os_slot_forked(void)
{
}

/* Where there are such keys, this is the address of the thread's record. */
PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_thread_self(void)
{
	return (uintptr_t)pthread_self();
}

#endif /* POSIX_OS_SLOT_KEY_H */
