/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] on Linux: an ELF thread-local.  The other one is for systems that
 * have none to use in a handler; configure takes it here to try it.
 */
#ifndef LINUX_OS_SLOT_H
#define LINUX_OS_SLOT_H

#if PORTSIG_THREAD_SLOT == 2
#include "posix/os_slot_key.h"
#else
#include "posix/os_slot_tls.h"
#endif

#endif /* LINUX_OS_SLOT_H */
