/* SPDX-License-Identifier: MIT */
/* <limits.h> of DragonFly 5.9: what the library uses of it. */
#ifndef HEADERS_LIMITS_H
#define HEADERS_LIMITS_H

#define INT_MAX	0x7fffffff

#endif /* HEADERS_LIMITS_H */
