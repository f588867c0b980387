/* SPDX-License-Identifier: MIT */
/* [P23] where nothing makes the other threads pass a fence. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

int
portsig_os_fence_init(void)
{
	return ENOTSUP;
}

PORTSIG_SIGNAL_PATH int
portsig_os_fence_others(void)
{
	return ENOTSUP;
}
