/* SPDX-License-Identifier: MIT */
/* <sched.h> of NetBSD 10: what the library uses of it. */
#ifndef HEADERS_SCHED_H
#define HEADERS_SCHED_H

#define sched_yield	__libc_thr_yield

int sched_yield(void);

#endif /* HEADERS_SCHED_H */
