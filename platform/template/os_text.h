/* SPDX-License-Identifier: MIT */
/* [P32]: our own code.  PORT: this one where objects are ELF. */
#include "posix/os_text_elf.h"
