/* SPDX-License-Identifier: MIT */
/* What check_platform and check_system share: a thread, a child, a case. */
#ifndef TESTS_PLATFORM_FIXTURE_H
#define TESTS_PLATFORM_FIXTURE_H

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "expect.h"
#include "harness.h"
#include "platform.h"

#define UNSET (-1)			/* no errno value */

static inline void *
run_thread(void *(*fn)(void *), void *arg)
{
	void *result;
	pthread_t t;

	ck_assert_int_eq(pthread_create(&t, NULL, fn, arg), 0);
	ck_assert_int_eq(pthread_join(t, &result), 0);
	return result;
}

/* What FN returns in a child made by fork, or 255. */
static inline int
in_child(int (*fn)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(fn());
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static void (*volatile in_handler)(void);

/* Of three arguments: returning from the other kind may restore less. */
static inline void
run_in_handler(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	(void)frame;
	in_handler();
}

static inline void
run_on_signal(void (*fn)(void), int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = run_in_handler;
	sa.sa_flags = SA_SIGINFO | flags;
	in_handler = fn;
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
}

/* Runs FN in a handler on the signal stack AREA. */
static inline void
run_on_stack(void *area, size_t size, void (*fn)(void))
{
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)area, size);
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
	run_on_signal(fn, SA_ONSTACK);
}

static inline TCase *
add_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, harness_reset, NULL);
	suite_add_tcase(s, tc);
	return tc;
}

#endif /* TESTS_PLATFORM_FIXTURE_H */
