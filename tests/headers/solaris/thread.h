/* SPDX-License-Identifier: MIT */
/* <thread.h> of illumos in 2013: what the library uses of it. */
#ifndef HEADERS_THREAD_H
#define HEADERS_THREAD_H

#include <signal.h>

int thr_main(void);
int thr_stksegment(stack_t *);

#endif /* HEADERS_THREAD_H */
