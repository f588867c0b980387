/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] on Linux: an ELF thread-local.  The others are for systems that
 * have none to use in a handler; configure takes them here to try them.
 */
#ifndef LINUX_OS_SLOT_H
#define LINUX_OS_SLOT_H

#if PORTSIG_THREAD_SLOT == 2
#include "posix/os_slot_key.h"
#elif PORTSIG_THREAD_SLOT == 3
#include "posix/os_slot_table.h"
#else
#include "posix/os_slot_tls.h"
#endif

#endif /* LINUX_OS_SLOT_H */
