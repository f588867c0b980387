/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] on OpenBSD: an ELF thread-local, which takes -fno-emulated-tls, as
 * the compiler's own way there allocates and locks at the first access.  The
 * loader has room for those of libraries that it loads at the start, and none
 * for a library that is opened later: that one is refused.  OpenBSD-7.4
 * libexec/ld.so/tib.c _dl_allocate_tls_offsets().
 */
#ifndef OPENBSD_OS_SLOT_H
#define OPENBSD_OS_SLOT_H

#include "posix/os_slot_tls.h"

#endif /* OPENBSD_OS_SLOT_H */
