/* SPDX-License-Identifier: MIT */
/* POSIX.1-2017 <string.h>: what the library uses of it. */
#ifndef HEADERS_STRING_H
#define HEADERS_STRING_H

#include <stddef.h>

void *memcpy(void *restrict, const void *restrict, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);
size_t strlen(const char *);

#endif /* HEADERS_STRING_H */
