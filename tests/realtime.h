/* SPDX-License-Identifier: MIT */
/*
 * Where a system has no real-time signals: their range is empty, and queueing
 * a value fails.  A test that needs either says so by harness_add_if().
 */
#ifndef TESTS_REALTIME_H
#define TESTS_REALTIME_H

#include <errno.h>
#include <signal.h>

#ifndef SIGRTMIN
#define SIGRTMIN 1000
#define SIGRTMAX (SIGRTMIN - 1)

static inline int
sigqueue(pid_t pid, int signo, const union sigval value)
{
	(void)pid;
	(void)signo;
	(void)value;
	errno = ENOSYS;
	return -1;
}
#endif

/* Nor does every system tell a signal to one thread from any other. */
#ifndef SI_TKILL
#define SI_TKILL SI_USER
#endif

#endif /* TESTS_REALTIME_H */
