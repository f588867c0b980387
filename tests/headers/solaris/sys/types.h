/* SPDX-License-Identifier: MIT */
/* <sys/types.h> of illumos in 2013: what the library uses of it. */
#ifndef HEADERS_SYS_TYPES_H
#define HEADERS_SYS_TYPES_H

#include <stddef.h>
#include <stdint.h>

typedef char *caddr_t;
typedef unsigned pthread_t;
#ifdef _LP64
typedef int pid_t;
typedef long ssize_t;
#else
typedef long pid_t;
typedef int ssize_t;
#endif
typedef long off_t;
typedef unsigned uid_t;

#endif /* HEADERS_SYS_TYPES_H */
