/* SPDX-License-Identifier: MIT */
/* [P32] on Linux: ELF. */
#ifndef LINUX_OS_TEXT_H
#define LINUX_OS_TEXT_H

#include "posix/os_text_elf.h"

#endif /* LINUX_OS_TEXT_H */
