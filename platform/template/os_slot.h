/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] The thread slot.
 *
 * PORT: posix/os_slot_tls.h where the first access of a thread-local neither
 * allocates nor locks; posix/os_slot_key.h where a pthread key does not;
 * posix/os_slot_table.h where you do not know.  Neither of the first two where
 * what it keeps goes before the thread's last signal, or is another thread's
 * in a child of fork.  Name its .c and .h in sources.am.
 */
#include "posix/os_slot_tls.h"
