/* SPDX-License-Identifier: MIT */
/* <unistd.h> of illumos in 2013: what the library uses of it. */
#ifndef HEADERS_UNISTD_H
#define HEADERS_UNISTD_H

#include <sys/types.h>

#define STDERR_FILENO	2
#define _SC_PAGESIZE	11
#define _POSIX_REALTIME_SIGNALS 200112L

_Noreturn void _exit(int);
int close(int);
pid_t getpid(void);
ssize_t read(int, void *, size_t);
long sysconf(int);
ssize_t write(int, const void *, size_t);

#endif /* HEADERS_UNISTD_H */
