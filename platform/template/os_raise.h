/* SPDX-License-Identifier: MIT */
/* [P19] To this thread, for posix/os_signal_posix.c. */
#ifndef TEMPLATE_OS_RAISE_H
#define TEMPLATE_OS_RAISE_H

#include <signal.h>

#include <portsig/portsig.h>

/* PORT: 1 if si_pid of a signal sent by kill is the sender's. */
#define PORTSIG_OS_SENDER_IS_TOLD 1

/* PORT: does it lock?  Then the system call beneath it. */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_raise(int signo)
{
	return raise(signo);
}

#endif /* TEMPLATE_OS_RAISE_H */
