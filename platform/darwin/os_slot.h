/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] on Darwin: a pthread key.  A thread-local's first use allocates:
 * dyld libdyld/threadLocalVariables.c, instantiateTLVs_thunk().
 */
#ifndef DARWIN_OS_SLOT_H
#define DARWIN_OS_SLOT_H

#include "posix/os_slot_key.h"

#endif /* DARWIN_OS_SLOT_H */
