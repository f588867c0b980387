/* SPDX-License-Identifier: MIT */
/* <sys/types.h> of OpenBSD 7.8: what the library uses of it. */
#ifndef HEADERS_SYS_TYPES_H
#define HEADERS_SYS_TYPES_H

typedef int pid_t;
typedef unsigned uid_t;
typedef long long off_t;

#endif /* HEADERS_SYS_TYPES_H */
