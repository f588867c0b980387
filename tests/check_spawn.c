/* SPDX-License-Identifier: MIT */
/*
 * Programs that libc starts, posix_spawn() and system(), and a vfork() whose
 * child does nothing: while threads borrow and signals fly at them and at the
 * thread that starts the program.  And fork() on a kernel that drops the
 * child's signal stack.
 */
#include "config.h"

#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <portsig/altstack.h>
#include <portsig/context.h>
#include "fork_fixture.h"
#include "harness.h"
#include "pool_fixture.h"

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

/* Registered before portsig's own, so that it is called first. */
static void
drop_signal_stack(void)
{
	stack_t none;

	memset(&none, 0, sizeof(none));
	none.ss_flags = SS_DISABLE;
	none.ss_size = portsig_altstack_min_size();
	if (sigaltstack(&none, NULL) != 0)
		_exit(1);
}

static volatile sig_atomic_t on_stack;

static void
look_where(int signo, siginfo_t *info, void *frame)
{
	struct portsig_altstack now;

	(void)signo;
	(void)info;
	(void)frame;
	on_stack = portsig_altstack_probe(&now) == 0 &&
	    (uintptr_t)&now - (uintptr_t)now.base < now.size;
}

static int
child_of_attached(void)
{
	if (raise(SIGUSR1) != 0 || !on_stack)
		return NO_SIGNAL_STACK;
	return portsig_thread_detach(pool) == 0 ? FINE : NOT_ATTACHED;
}

START_TEST(an_attached_threads_stack_is_put_back_in_the_child)
{
	struct portsig_pool_options o = { .payload_size = 8, .contexts = 2 };
	struct portsig_context *c;
	pid_t pid;

	ck_assert_int_eq(pthread_atfork(NULL, NULL, drop_signal_stack), 0);
	pool = make_pool(&o);
	on_signal(SIGUSR1, look_where, SA_ONSTACK);
	ck_assert_int_eq(portsig_thread_attach(pool, NULL, &c), 0);
	pid = fork();
	if (pid == 0)
		_exit(child_of_attached());
	assert_child(pid);
	ck_assert_int_eq(portsig_thread_detach(pool), 0);
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
	tc = add_case(s, "fork");
	tcase_add_test(tc,
	    an_attached_threads_stack_is_put_back_in_the_child);
	return harness_main(s);
}
