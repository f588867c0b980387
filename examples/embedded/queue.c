/* SPDX-License-Identifier: MIT */
/*
 * Queues a signal with a value to one thread: the one place in this example
 * that differs by system.  pthread_sigqueue() is glibc's (2.11); musl 1.2.3
 * has none, but Linux has the call beneath it, and other systems nothing.
 *
 * EMBEDDED_HAVE_PTHREAD_SIGQUEUE, if defined on the compiler's command line,
 * decides: 1 takes pthread_sigqueue(), 0 the system call.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include "queue.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <unistd.h>

#ifndef EMBEDDED_HAVE_PTHREAD_SIGQUEUE
#ifdef __GLIBC__
#define EMBEDDED_HAVE_PTHREAD_SIGQUEUE 1
#else
#define EMBEDDED_HAVE_PTHREAD_SIGQUEUE 0
#endif
#endif

#if EMBEDDED_HAVE_PTHREAD_SIGQUEUE
long
queue_self(void)
{
	return 0;
}

int
queue_send(pthread_t thread, long id, int signo, void *value)
{
	(void)id;
	return pthread_sigqueue(thread, signo,
	    (union sigval){ .sival_ptr = value });
}
#elif defined(__linux__)
long
queue_self(void)
{
	return syscall(SYS_gettid);
}

int
queue_send(pthread_t thread, long id, int signo, void *value)
{
	siginfo_t info;

	(void)thread;
	memset(&info, 0, sizeof(info));
	info.si_signo = signo;
	info.si_code = SI_QUEUE;
	info.si_pid = getpid();
	info.si_uid = getuid();
	info.si_value.sival_ptr = value;
	if (syscall(SYS_rt_tgsigqueueinfo, (long)getpid(), id, signo,
	    &info) == 0)
		return 0;
	return errno;
}
#else
long
queue_self(void)
{
	return 0;
}

int
queue_send(pthread_t thread, long id, int signo, void *value)
{
	(void)thread;
	(void)id;
	(void)signo;
	(void)value;
	return ENOTSUP;
}
#endif

bool
queue_is_here(void)
{
	return queue_send(pthread_self(), queue_self(), 0, NULL) != ENOTSUP;
}

#ifdef SIGRTMIN
int
queue_signal(int n)
{
	return SIGRTMIN + n;
}
#else
int
queue_signal(int n)
{
	(void)n;
	return SIGVTALRM;
}
#endif

unsigned long
queue_limit(void)
{
#ifdef RLIMIT_SIGPENDING
	struct rlimit lim;

	if (getrlimit(RLIMIT_SIGPENDING, &lim) == 0 &&
	    lim.rlim_cur < (rlim_t)~0ul)
		return (unsigned long)lim.rlim_cur;
#endif
	return 0;
}
