/* SPDX-License-Identifier: MIT */
/* <sys/mman.h> of illumos in 2013: what the library uses of it. */
#ifndef HEADERS_SYS_MMAN_H
#define HEADERS_SYS_MMAN_H

#include <sys/types.h>

#define PROT_NONE	0
#define PROT_READ	1
#define PROT_WRITE	2
#define MAP_PRIVATE	2
#define MAP_ANON	0x100
#define MAP_ANONYMOUS	MAP_ANON
#define MAP_FAILED	((void *)-1)

caddr_t mmap(caddr_t, size_t, int, int, int, off_t);
int mprotect(caddr_t, size_t, int);
int munmap(caddr_t, size_t);

#endif /* HEADERS_SYS_MMAN_H */
