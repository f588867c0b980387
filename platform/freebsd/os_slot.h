/* SPDX-License-Identifier: MIT */
/* [P1] [P2] on FreeBSD: an ELF thread-local. */
#ifndef FREEBSD_OS_SLOT_H
#define FREEBSD_OS_SLOT_H

#include "posix/os_slot_tls.h"

#endif /* FREEBSD_OS_SLOT_H */
