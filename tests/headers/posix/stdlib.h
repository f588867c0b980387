/* SPDX-License-Identifier: MIT */
/* POSIX.1-2017 <stdlib.h>: what the library uses of it. */
#ifndef HEADERS_STDLIB_H
#define HEADERS_STDLIB_H

#include <stddef.h>

_Noreturn void abort(void);
void *calloc(size_t, size_t);
void free(void *);
void *malloc(size_t);
int posix_memalign(void **, size_t, size_t);

#endif /* HEADERS_STDLIB_H */
