/* SPDX-License-Identifier: MIT */
/* [P34] on a CPU without a <cpu>.S. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

PORTSIG_SIGNAL_PATH int
portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg)
{
	(void)sp;
	(void)fn;
	(void)arg;
	return ENOTSUP;
}
