/* SPDX-License-Identifier: MIT */
/*
 * A fork that libc does not see: as _Fork, no pthread_atfork handler runs.
 * CPUs differ in the order of clone's arguments, and sparc tells parent and
 * child apart by a second register.
 */
#ifndef TESTS_RAW_CLONE_H
#define TESTS_RAW_CLONE_H

#include <signal.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static inline pid_t
raw_clone(void)
{
#if defined(__s390x__)
	return (pid_t)syscall(SYS_clone, 0, SIGCHLD, 0, 0, 0);
#elif defined(__sparc__)
	long before = syscall(SYS_getpid);
	pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);

	return syscall(SYS_getpid) == before ? pid : 0;
#else
	return (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
#endif
}

#endif /* TESTS_RAW_CLONE_H */
