/* SPDX-License-Identifier: MIT */
/*
 * Counts calls of the allocator that are made while a signal handler runs.
 */
#ifndef EMBEDDED_ALLOC_H
#define EMBEDDED_ALLOC_H

#include <stdbool.h>

/*
 * From now on whatever handler SIGNO has is called through a function that
 * notes that a handler is running on this thread: so the time from the
 * kernel's jump to the way back is covered, the library's part with it.
 * Nothing else of the action is changed.  0 or an errno value.
 */
int alloc_watch(int signo);

/* Puts the action back. */
int alloc_unwatch(void);

/* Calls seen in handlers; signals that interrupted the allocator itself. */
unsigned long alloc_seen(void);
unsigned long alloc_interrupted(void);
void alloc_reset(void);

/* In a handler: has it interrupted the allocator on this thread? */
bool alloc_is_interrupted(void);

/* Is a call counted that is made in another object's code (strdup())? */
bool alloc_selftest(void);

/* Whose allocator does the work. */
const char *alloc_name(void);

#endif /* EMBEDDED_ALLOC_H */
