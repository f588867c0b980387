/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] The thread slot.  A key's value moves when another thread than the
 * first one forks, and goes while the thread still takes signals; errno does
 * neither, and it is what the table knows threads by (SLOT-3).
 */
#include "posix/os_slot_table.h"
