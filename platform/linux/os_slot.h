/* SPDX-License-Identifier: MIT */
/* [P1] [P2] on Linux: an ELF thread-local. */
#ifndef LINUX_OS_SLOT_H
#define LINUX_OS_SLOT_H

#include "posix/os_slot_tls.h"

#endif /* LINUX_OS_SLOT_H */
