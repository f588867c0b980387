/* SPDX-License-Identifier: MIT */
/* <sys/mman.h> of Haiku: what the library uses of it. */
#ifndef HEADERS_SYS_MMAN_H
#define HEADERS_SYS_MMAN_H

#include <stddef.h>
#include <sys/types.h>

#define PROT_NONE	0
#define PROT_READ	1
#define PROT_WRITE	2
#define MAP_PRIVATE	2
#define MAP_ANONYMOUS	8
#define MAP_ANON	MAP_ANONYMOUS
#define MAP_FAILED	((void *)-1)

void *mmap(void *, size_t, int, int, int, off_t);
int mprotect(void *, size_t, int);
int munmap(void *, size_t);

#endif /* HEADERS_SYS_MMAN_H */
