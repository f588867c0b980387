/* SPDX-License-Identifier: MIT */
/* What posix/os_altstack_flag.c wants to know; see os_altstack.c. */
#ifndef SOLARIS_OS_ALTSTACK_H
#define SOLARIS_OS_ALTSTACK_H

#define PORTSIG_OS_BIT_MAY_BE_CLEAR 0	/* ILL-3 */

#pragma GCC visibility push(hidden)

void portsig_os_altstack_heal(void);

#pragma GCC visibility pop

#endif /* SOLARIS_OS_ALTSTACK_H */
