/* SPDX-License-Identifier: MIT */
/* [P32] on DragonFly: ELF. */
#ifndef DRAGONFLY_OS_TEXT_H
#define DRAGONFLY_OS_TEXT_H

#include "posix/os_text_elf.h"

#endif /* DRAGONFLY_OS_TEXT_H */
