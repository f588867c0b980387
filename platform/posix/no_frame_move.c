/* SPDX-License-Identifier: MIT */
/* [P22], [P33] where a frame is not moved; there is nothing to land beside. */
#include "config.h"

#include <stdlib.h>

#include <portsig/portsig.h>
#include "platform.h"

PORTSIG_SIGNAL_PATH size_t
portsig_os_frame_move_size(const void *frame)
{
	(void)frame;
	return 0;
}

PORTSIG_SIGNAL_PATH int
portsig_os_frame_move(const void *frame, const siginfo_t *info,
    uintptr_t new_sp, struct portsig_os_moved *moved)
{
	(void)frame;
	(void)info;
	(void)new_sp;
	(void)moved;
	return ENOTSUP;
}

PORTSIG_SIGNAL_PATH void
portsig_os_frame_land(void *frame, const struct portsig_os_moved *moved,
    const struct portsig_os_call *call)
{
	(void)frame;
	(void)moved;
	(void)call;
	abort();
}

PORTSIG_SIGNAL_PATH _Noreturn void
portsig_os_frame_resume(const struct portsig_os_moved *moved)
{
	(void)moved;
	abort();
}
