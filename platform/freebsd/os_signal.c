/* SPDX-License-Identifier: MIT */
/* [P17] [P30]: which signals. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

/* libthr cancels threads with the one; librt has its timers send the other. */
#ifndef SIGTHR
#define SIGTHR 32
#endif
#ifndef SIGLIBRT
#define SIGLIBRT 33
#endif

PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_reserved(int signo)
{
	return signo == SIGTHR || signo == SIGLIBRT;
}

/*
 * The kernel queues every signal while a process has fewer than 128 pending
 * (kern.sigqueue.max_pending_per_proc), and then merges all but sigqueue()'s.
 * So a program can count on real-time signals alone, here as elsewhere.
 * freebsd-13.0 sys/kern/kern_sig.c, sigqueue_add().
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_signal_is_queued(int signo)
{
	return signo >= SIGRTMIN && signo <= SIGRTMAX;
}
