/* SPDX-License-Identifier: MIT */
/* <sys/mman.h> of Linux: what the library uses of it. */
#ifndef HEADERS_SYS_MMAN_H
#define HEADERS_SYS_MMAN_H

#include <stddef.h>

#define PROT_NONE	0
#define PROT_READ	1
#define PROT_WRITE	2
#define MAP_PRIVATE	2
#ifdef __mips__
#define MAP_ANONYMOUS	0x800
#else
#define MAP_ANONYMOUS	0x20
#endif
#define MAP_FAILED	((void *)-1)

int madvise(void *, size_t, int);
void *mmap(void *, size_t, int, int, int, long);
int mprotect(void *, size_t, int);
int munmap(void *, size_t);

#endif /* HEADERS_SYS_MMAN_H */
