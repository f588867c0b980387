/* SPDX-License-Identifier: MIT */
/* [P1] [P2] on illumos and Solaris: an ELF thread-local. */
#ifndef SOLARIS_OS_SLOT_H
#define SOLARIS_OS_SLOT_H

#include "posix/os_slot_tls.h"

#endif /* SOLARIS_OS_SLOT_H */
