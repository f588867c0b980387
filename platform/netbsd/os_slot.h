/* SPDX-License-Identifier: MIT */
/* [P1] [P2] on NetBSD: an ELF thread-local. */
#ifndef NETBSD_OS_SLOT_H
#define NETBSD_OS_SLOT_H

#include "posix/os_slot_tls.h"

#endif /* NETBSD_OS_SLOT_H */
