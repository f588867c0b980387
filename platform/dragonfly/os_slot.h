/* SPDX-License-Identifier: MIT */
/* [P1] [P2] on DragonFly: an ELF thread-local. */
#ifndef DRAGONFLY_OS_SLOT_H
#define DRAGONFLY_OS_SLOT_H

#include "posix/os_slot_tls.h"

#endif /* DRAGONFLY_OS_SLOT_H */
