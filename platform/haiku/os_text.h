/* SPDX-License-Identifier: MIT */
/* [P32]: our own code, in ELF. */
#include "posix/os_text_elf.h"
