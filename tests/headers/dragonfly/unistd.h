/* SPDX-License-Identifier: MIT */
/*
 * <unistd.h> of DragonFly 5.9: what the library uses of it.  The promise of
 * real-time signals is there, and not kept.
 */
#ifndef HEADERS_UNISTD_H
#define HEADERS_UNISTD_H

#include <sys/types.h>

typedef int lwpid_t;

#define STDERR_FILENO	2
#define _SC_PAGESIZE	47
#define _POSIX_REALTIME_SIGNALS 200112L

_Noreturn void _exit(int);
pid_t getpid(void);
lwpid_t lwp_gettid(void);
long sysconf(int);
ssize_t write(int, const void *, size_t);

#endif /* HEADERS_UNISTD_H */
