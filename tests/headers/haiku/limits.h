/* SPDX-License-Identifier: MIT */
/* <limits.h> of Haiku: what the library uses of it. */
#ifndef HEADERS_LIMITS_H
#define HEADERS_LIMITS_H

#define INT_MAX	2147483647
#define INT_MIN	(-INT_MAX - 1)

#endif /* HEADERS_LIMITS_H */
