/* SPDX-License-Identifier: MIT */
/* [P32] on FreeBSD: ELF. */
#ifndef FREEBSD_OS_TEXT_H
#define FREEBSD_OS_TEXT_H

#include "posix/os_text_elf.h"

#endif /* FREEBSD_OS_TEXT_H */
