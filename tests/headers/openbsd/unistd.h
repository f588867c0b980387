/* SPDX-License-Identifier: MIT */
/* <unistd.h> of OpenBSD 7.8: what the library uses of it. */
#ifndef HEADERS_UNISTD_H
#define HEADERS_UNISTD_H

#include <stddef.h>

#define _POSIX_REALTIME_SIGNALS (-1)
#define STDERR_FILENO	2
#define _SC_PAGESIZE	28

_Noreturn void _exit(int);
int getpid(void);
long sysconf(int);
long write(int, const void *, size_t);

#endif /* HEADERS_UNISTD_H */
