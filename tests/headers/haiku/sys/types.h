/* SPDX-License-Identifier: MIT */
/* <sys/types.h> of Haiku: what the library uses of it. */
#ifndef HEADERS_SYS_TYPES_H
#define HEADERS_SYS_TYPES_H

#if defined(__LP64__)
typedef int pid_t;
#else
typedef long pid_t;
#endif
typedef unsigned uid_t;
typedef long ssize_t;
typedef long long off_t;
typedef struct thread *pthread_t;

#endif /* HEADERS_SYS_TYPES_H */
