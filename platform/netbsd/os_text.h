/* SPDX-License-Identifier: MIT */
/* [P32] on NetBSD: ELF. */
#ifndef NETBSD_OS_TEXT_H
#define NETBSD_OS_TEXT_H

#include "posix/os_text_elf.h"

#endif /* NETBSD_OS_TEXT_H */
