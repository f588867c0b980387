/* SPDX-License-Identifier: MIT */
/* What check_platform and check_system share: a thread, a child, a case. */
#ifndef TESTS_PLATFORM_FIXTURE_H
#define TESTS_PLATFORM_FIXTURE_H

#include <pthread.h>
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

static inline TCase *
add_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, harness_reset, NULL);
	suite_add_tcase(s, tc);
	return tc;
}

#endif /* TESTS_PLATFORM_FIXTURE_H */
