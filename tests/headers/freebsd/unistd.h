/* SPDX-License-Identifier: MIT */
/* <unistd.h> of FreeBSD 15: what the library uses of it. */
#ifndef HEADERS_UNISTD_H
#define HEADERS_UNISTD_H

#include <sys/types.h>

#define STDERR_FILENO	2
#define _SC_PAGESIZE	47
#define _POSIX_REALTIME_SIGNALS 200112L

_Noreturn void _exit(int);
pid_t getpid(void);
long sysconf(int);
ssize_t write(int, const void *, size_t);

#endif /* HEADERS_UNISTD_H */
