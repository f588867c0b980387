/* SPDX-License-Identifier: MIT */
/* <sys/sysctl.h> of NetBSD 10: what the library uses of it. */
#ifndef HEADERS_SYS_SYSCTL_H
#define HEADERS_SYS_SYSCTL_H

#include <stddef.h>

#define CTL_KERN	1
#define KERN_OSREV	3

int sysctl(const int *, unsigned, void *, size_t *, const void *, size_t);

#endif /* HEADERS_SYS_SYSCTL_H */
