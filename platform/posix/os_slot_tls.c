/* SPDX-License-Identifier: MIT */
/* [P1] The thread slot itself: one word a thread, born NULL. */
#include "config.h"

#include "os_slot_tls.h"

_Thread_local struct portsig_os_slot portsig_os_slot;
