/* SPDX-License-Identifier: MIT */
/*
 * Programs that libc starts, posix_spawn() and system(), and a vfork() whose
 * child does nothing: while threads borrow and signals fly at them and at the
 * thread that starts the program.
 */
#include "config.h"

#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <portsig/context.h>
#include "fork_fixture.h"
#include "harness.h"

enum { TIMES = 50 };

extern char **environ;

/* The actions are the default ones at once, without a handler of ours. */
static pid_t
spawn(void)
{
	static char sh[] = "sh", c[] = "-c", end[] = "exit 42";
	static char *argv[] = { sh, c, end, NULL };
	posix_spawnattr_t attr;
	sigset_t set;
	pid_t pid = -1;

	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigaddset(&set, SIGVTALRM);
	ck_assert_int_eq(posix_spawnattr_init(&attr), 0);
	ck_assert_int_eq(posix_spawnattr_setsigdefault(&attr, &set), 0);
	ck_assert_int_eq(posix_spawnattr_setflags(&attr,
	    POSIX_SPAWN_SETSIGDEF), 0);
	ck_assert_int_eq(posix_spawn(&pid, "/bin/sh", NULL, &attr, argv,
	    environ), 0);
	ck_assert_int_eq(posix_spawnattr_destroy(&attr), 0);
	return pid;
}

static void
assert_status(int status)
{
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), FINE);
}

static void
assert_child(pid_t pid)
{
	int status;

	ck_assert_int_gt(pid, 0);
	while (waitpid(pid, &status, 0) < 0)
		ck_assert_int_eq(errno, EINTR);
	assert_status(status);
}

START_TEST(posix_spawn_in_a_storm)
{
	int n;

	start_storm(WORKERS + 1);
	for (n = 0; n < TIMES; n++)
		assert_child(spawn());
	end_storm();
}
END_TEST

START_TEST(system_in_a_storm)
{
	int n;

	start_storm(WORKERS + 1);
	for (n = 0; n < TIMES; n++)
		assert_status(system("exit 42"));
	end_storm();
}
END_TEST

/* The child shares the parent's memory, so it borrows nothing. */
START_TEST(vfork_in_a_storm)
{
	pid_t pid;
	int n;

	start_storm(WORKERS + 1);
	for (n = 0; n < TIMES; n++) {
		pid = vfork();
		if (pid == 0)
			_exit(FINE);
		assert_child(pid);
	}
	end_storm();
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("spawn");
	TCase *tc = add_fork_case(s, "storm");

	tcase_add_test(tc, posix_spawn_in_a_storm);
	tcase_add_test(tc, system_in_a_storm);
	tcase_add_test(tc, vfork_in_a_storm);
	return harness_main(s);
}
