/* SPDX-License-Identifier: MIT */
/* A small allocator, for where libc's own cannot be reached; see alloc.c. */
#ifndef EMBEDDED_HEAP_H
#define EMBEDDED_HEAP_H

#include <stddef.h>

void *heap_malloc(size_t size);
void *heap_calloc(size_t count, size_t size);
void *heap_realloc(void *old, size_t size);
void *heap_aligned(size_t align, size_t size);
void heap_free(void *p);

#endif /* EMBEDDED_HEAP_H */
