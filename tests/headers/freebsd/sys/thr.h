/* SPDX-License-Identifier: MIT */
/* <sys/thr.h> of FreeBSD 15: what the library uses of it. */
#ifndef HEADERS_SYS_THR_H
#define HEADERS_SYS_THR_H

int thr_kill(long, int);
int thr_self(long *);

#endif /* HEADERS_SYS_THR_H */
