/* SPDX-License-Identifier: MIT */
/* POSIX.1-2017 <sched.h>: what the library uses of it. */
#ifndef HEADERS_SCHED_H
#define HEADERS_SCHED_H

int sched_yield(void);

#endif /* HEADERS_SCHED_H */
