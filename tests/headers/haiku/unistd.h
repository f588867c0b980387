/* SPDX-License-Identifier: MIT */
/* <unistd.h> of Haiku: what the library uses of it. */
#ifndef HEADERS_UNISTD_H
#define HEADERS_UNISTD_H

#include <stddef.h>
#include <sys/types.h>

#define _POSIX_REALTIME_SIGNALS 200809L
#define STDERR_FILENO	2
#define _SC_PAGESIZE	27

_Noreturn void _exit(int);
pid_t getpid(void);
long sysconf(int);
ssize_t write(int, const void *, size_t);

#endif /* HEADERS_UNISTD_H */
