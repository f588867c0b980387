/* SPDX-License-Identifier: MIT */
/* [P32] on illumos and Solaris: ELF. */
#ifndef SOLARIS_OS_TEXT_H
#define SOLARIS_OS_TEXT_H

#include "posix/os_text_elf.h"

#endif /* SOLARIS_OS_TEXT_H */
