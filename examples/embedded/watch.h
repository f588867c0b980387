/* SPDX-License-Identifier: MIT */
/* Ends a run in which nothing moves any more, or that takes too long. */
#ifndef EMBEDDED_WATCH_H
#define EMBEDDED_WATCH_H

#include "text.h"

enum { WATCH_STALL = 30 };	/* seconds without progress */

/* A number that changes while there is progress; Context: any thread. */
typedef unsigned long watch_progress_fn(void);
/* Writes the state, a line or more; takes no lock, allocates nothing. */
typedef void watch_state_fn(struct text *t);

/*
 * A thread looks on until watch_end().  Without progress for WATCH_STALL
 * seconds, or LIMIT seconds after the first watch_begin() (0: no limit), it
 * writes the state to standard error and ends the process with STATUS_BAD.
 */
int watch_begin(unsigned limit, watch_progress_fn *progress,
    watch_state_fn *state);
void watch_end(void);

#endif /* EMBEDDED_WATCH_H */
