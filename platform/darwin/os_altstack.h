/* SPDX-License-Identifier: MIT */
/*
 * What posix/os_altstack_flag.c wants to know.  libc's own longjmp() and
 * siglongjmp() clear or set the bit by this call, which takes no context then:
 * XNU-7, xnu-11417.101.15 bsd/dev/arm/unix_signal.c sigreturn().
 */
#ifndef DARWIN_OS_ALTSTACK_H
#define DARWIN_OS_ALTSTACK_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#include <portsig/portsig.h>

#define PORTSIG_OS_BIT_MAY_BE_CLEAR 0	/* XNU-3 */

/* libSystem has it, and no header. */
extern int __sigreturn(void *context, int flavour, uintptr_t token);

PORTSIG_SIGNAL_PATH static inline void
portsig_os_altstack_heal(void)
{
	int saved = errno;

	(void)__sigreturn(NULL, (int)0x80000000u, 0);
	errno = saved;
}

#endif /* DARWIN_OS_ALTSTACK_H */
