/* SPDX-License-Identifier: MIT */
/* <fcntl.h> of illumos in 2013: what the library uses of it. */
#ifndef HEADERS_FCNTL_H
#define HEADERS_FCNTL_H

#define O_RDONLY	0

int open(const char *, int, ...);

#endif /* HEADERS_FCNTL_H */
