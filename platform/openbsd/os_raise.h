/* SPDX-License-Identifier: MIT */
/* [P19] To this thread, for posix/os_signal_posix.c. */
#ifndef OPENBSD_OS_RAISE_H
#define OPENBSD_OS_RAISE_H

#include <signal.h>

#include <portsig/portsig.h>

/* A sent signal says SI_USER and nothing else (QRK-46). */
#define PORTSIG_OS_SENDER_IS_TOLD 0

/* Thread 0 is the caller: OpenBSD-7.4 sys/kern/kern_sig.c sys_thrkill(). */
PORTSIG_SIGNAL_PATH static inline int
portsig_os_raise(int signo)
{
	return thrkill(0, signo, NULL);
}

#endif /* OPENBSD_OS_RAISE_H */
