/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] The thread slot.
 *
 * PORT: posix/os_slot_tls.h where the first access of a thread-local neither
 * allocates nor locks; posix/os_slot_key.h where a pthread key does not;
 * posix/os_slot_table.h where you do not know.  Name its .c in sources.am.
 */
#include "posix/os_slot_tls.h"
