/* SPDX-License-Identifier: MIT */
/* [P24] where no memory is wiped in a child. */
#include "config.h"

#include "platform.h"

int
portsig_os_fork_word(_Atomic unsigned **word)
{
	(void)word;
	return ENOTSUP;
}
