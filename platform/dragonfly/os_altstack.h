/* SPDX-License-Identifier: MIT */
/*
 * [P12] Clearing the thread's bit, for posix/os_altstack_flag.c: the kernel
 * does it when a stack is put in force, the same one too (DFL-2, DFL-3).
 */
#ifndef DRAGONFLY_OS_ALTSTACK_H
#define DRAGONFLY_OS_ALTSTACK_H

#include <errno.h>
#include <signal.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_BIT_MAY_BE_CLEAR 1	/* DFL-2: replacing it clears it */

PORTSIG_SIGNAL_PATH static inline void
portsig_os_altstack_heal(void)
{
	stack_t now;
	int saved = errno;

	if (sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_DISABLE) == 0) {
		now.ss_flags = 0;
		(void)sigaltstack(&now, NULL);
	}
	errno = saved;
}

#endif /* DRAGONFLY_OS_ALTSTACK_H */
