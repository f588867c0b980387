/* SPDX-License-Identifier: MIT */
/* [P22] where a frame is not moved. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

PORTSIG_SIGNAL_PATH int
portsig_os_frame_move(void *frame, uintptr_t new_sp)
{
	(void)frame;
	(void)new_sp;
	return ENOTSUP;
}
