/* SPDX-License-Identifier: MIT */
/* <sys/types.h> of DragonFly 5.9: what the library uses of it. */
#ifndef HEADERS_SYS_TYPES_H
#define HEADERS_SYS_TYPES_H

#include <stddef.h>
#include <stdint.h>

typedef int32_t pid_t;
typedef uint32_t uid_t;
typedef int64_t off_t;
typedef intptr_t ssize_t;

#endif /* HEADERS_SYS_TYPES_H */
