/* SPDX-License-Identifier: MIT */
/*
 * The end of the process where going on would corrupt: one message, one abort.
 */
#ifndef PORTSIG_DIE_INTERNAL_H
#define PORTSIG_DIE_INTERNAL_H

#pragma GCC visibility push(hidden)

/*
 * Writes "portsig: MESSAGE" to standard error by one write(2), and aborts.
 * MESSAGE ends in a newline.  Context: any
 */
_Noreturn void portsig_die(const char *message);

#pragma GCC visibility pop

#endif /* PORTSIG_DIE_INTERNAL_H */
