/* SPDX-License-Identifier: MIT */
/* [P32] on OpenBSD: ELF. */
#ifndef OPENBSD_OS_TEXT_H
#define OPENBSD_OS_TEXT_H

#include "posix/os_text_elf.h"

#endif /* OPENBSD_OS_TEXT_H */
