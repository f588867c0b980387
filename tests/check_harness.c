/* SPDX-License-Identifier: MIT */
/*
 * The harness itself, whichever one it is: this program runs itself again
 * with a suite in which tests pass, fail, die, hang or are skipped, and looks
 * at what the harness said of them.
 */
#include "config.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

enum { OUT_SIZE = 16 * 1024 };

static const char *program;
static unsigned char area[256 * 1024];
static volatile sig_atomic_t fixture_ran;
static atomic_int word;

/* The tests of the suite that is run as another process. */

START_TEST(passes)
{
	ck_assert_int_eq(1, 1);
	ck_assert_int_ne(1, -1);
	ck_assert_int_lt(-1, 1);
	ck_assert_int_le(1, 1);
	ck_assert_int_gt(1, -1);
	ck_assert_int_ge(1, 1);
	ck_assert_uint_eq(1, 1);
	ck_assert_uint_ne(1, 2);
	ck_assert_uint_lt(1, UINTMAX_MAX);
	ck_assert_uint_le(1, 1);
	ck_assert_uint_gt(UINTMAX_MAX, 1);
	ck_assert_uint_ge(1, 1);
	ck_assert_ptr_eq(area, area);
	ck_assert_ptr_ne(area, area + 1);
	ck_assert_ptr_null(NULL);
	ck_assert_ptr_nonnull(area);
	ck_assert_str_eq("word", "word");
	ck_assert_mem_eq("word", "worm", 3);
	ck_assert_msg(1, "not printed");
	ck_assert(1);
}
END_TEST

/* Each way to fail; all but the last two compare two things. */
START_TEST(fails)
{
	switch (_i) {
	case 0: ck_assert_int_eq(1, 2); break;
	case 1: ck_assert_int_ne(1, 1); break;
	case 2: ck_assert_int_lt(1, -1); break;
	case 3: ck_assert_int_le(1, -1); break;
	case 4: ck_assert_int_gt(-1, 1); break;
	case 5: ck_assert_int_ge(-1, 1); break;
	case 6: ck_assert_uint_eq(1, 2); break;
	case 7: ck_assert_uint_ne(1, 1); break;
	case 8: ck_assert_uint_lt(UINTMAX_MAX, 1); break;
	case 9: ck_assert_uint_le(UINTMAX_MAX, 1); break;
	case 10: ck_assert_uint_gt(1, UINTMAX_MAX); break;
	case 11: ck_assert_uint_ge(1, UINTMAX_MAX); break;
	case 12: ck_assert_ptr_eq(area, NULL); break;
	case 13: ck_assert_ptr_ne(area, area); break;
	case 14: ck_assert_ptr_null(area); break;
	case 15: ck_assert_ptr_nonnull(NULL); break;
	case 16: ck_assert_str_eq("word", "worm"); break;
	case 17: ck_assert_mem_eq("word", "worm", 4); break;
	case 18: ck_assert_msg(0, "told %d", 4711); break;
	default: ck_abort_msg("told %d", 4711);
	}
}
END_TEST

START_TEST(dies)
{
	kill(getpid(), SIGKILL);
	pause();
}
END_TEST

START_TEST(exits)
{
	_exit(3);
}
END_TEST

START_TEST(hangs)
{
	for (;;)
		pause();
}
END_TEST

START_TEST(has_seen_the_fixture)
{
	ck_assert_int_eq(fixture_ran, 1);
	fixture_ran = 2;
}
END_TEST

static void
run_fixture(void)
{
	fixture_ran++;
}

static void
fail_at_the_end(void)
{
	ck_assert_int_eq(fixture_ran, 1);
}

static TCase *
add(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	return tc;
}

static void
add_endings(Suite *s)
{
	TCase *tc = add(s, "die");

	tcase_add_test(tc, dies);
	tc = add(s, "exit");
	tcase_add_test(tc, exits);
	tc = add(s, "expected_death");
	tcase_add_test_raise_signal(tc, dies, SIGKILL);
	tc = add(s, "expected_exit");
	tcase_add_exit_test(tc, exits, 3);
	tc = add(s, "no_death");
	tcase_add_test_raise_signal(tc, passes, SIGKILL);
	tc = add(s, "other_death");
	tcase_add_test_raise_signal(tc, dies, SIGTERM);
	tc = add(s, "other_exit");
	tcase_add_exit_test(tc, exits, 4);
	tc = add(s, "hang");
	tcase_set_timeout(tc, 1);
	tcase_add_test(tc, hangs);
}

static int
run_victim(void)
{
	Suite *s = suite_create("victim");
	TCase *tc = add(s, "pass");

	tcase_add_test(tc, passes);
	tc = add(s, "fail");
	tcase_add_loop_test(tc, fails, 0, 20);
	tc = add(s, "skip");
	harness_add_if(0, tc, fails, "told why");
	tc = add(s, "add");
	harness_add_if(1, tc, passes, "not told");
	tc = add(s, "fixture");
	tcase_add_checked_fixture(tc, run_fixture, NULL);
	tcase_add_test(tc, has_seen_the_fixture);
	tcase_add_test(tc, has_seen_the_fixture);
	tc = add(s, "teardown");
	tcase_add_checked_fixture(tc, run_fixture, fail_at_the_end);
	tcase_add_test(tc, has_seen_the_fixture);
	add_endings(s);
	return harness_main(s);
}

/* What running one case of it must come to. */
static const struct expected {
	const char *name;
	int checks, failed, exit_status;
	const char *says;
} expected[] = {
	{ "pass", 1, 0, EXIT_SUCCESS, "100%: Checks: 1" },
	{ "fail", 20, 20, EXIT_FAILURE, "told 4711" },
	{ "skip", 0, 0, HARNESS_SKIPPED, "skip: fails: told why" },
	{ "add", 1, 0, EXIT_SUCCESS, "skip: fails: told why" },
	{ "fixture", 2, 0, EXIT_SUCCESS, "100%: Checks: 2" },
	{ "teardown", 1, 1, EXIT_FAILURE, "0%: Checks: 1, Failures: 1" },
	{ "die", 1, 1, EXIT_FAILURE, "eceived signal 9" },
	{ "exit", 1, 1, EXIT_FAILURE, "Errors: 1" },
	{ "expected_death", 1, 0, EXIT_SUCCESS, "Checks: 1" },
	{ "expected_exit", 1, 0, EXIT_SUCCESS, "Checks: 1" },
	{ "no_death", 1, 1, EXIT_FAILURE, "Checks: 1" },
	{ "other_death", 1, 1, EXIT_FAILURE, "eceived signal 9" },
	{ "other_exit", 1, 1, EXIT_FAILURE, "Checks: 1" },
	{ "hang", 1, 1, EXIT_FAILURE, "Test timeout expired" },
	{ "no such case", 0, 0, HARNESS_SKIPPED, "nothing to run" },
};
enum { EXPECTED = sizeof(expected) / sizeof(expected[0]) };

/* Sets a variable, or with NULL unsets it. */
static void
put_env(const char *name, const char *value)
{
	if (value != NULL)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static void
become_victim(int out, const char *tcase, const char *suite, const char *forks)
{
	put_env("CK_RUN_CASE", tcase);
	put_env("CK_RUN_SUITE", suite);
	put_env("CK_FORK", forks);
	dup2(out, STDOUT_FILENO);
	execl(program, program, "victim", (char *)NULL);
	_exit(127);
}

/* Runs this program again as the victim, with those values of CK_RUN_CASE,
 * CK_RUN_SUITE and CK_FORK; returns its exit status, and its output in OUT. */
static int
run_again(const char *tcase, const char *suite, const char *forks, char *out)
{
	int fd[2], status = 0;
	size_t used = 0;
	ssize_t n;
	pid_t pid;

	ck_assert_int_eq(pipe(fd), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		become_victim(fd[1], tcase, suite, forks);
	close(fd[1]);
	while ((n = read(fd[0], out + used, OUT_SIZE - 1 - used)) > 0)
		used += (size_t)n;
	out[used] = '\0';
	close(fd[0]);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status), "wait status %d", status);
	return WEXITSTATUS(status);
}

static int
counted(const char *out, const char *what)
{
	const char *at = strstr(out, what);

	ck_assert_msg(at != NULL, "no \"%s\" in: %s", what, out);
	return atoi(at + strlen(what));
}

START_TEST(case_comes_to)
{
	const struct expected *e = &expected[_i];
	static char out[OUT_SIZE];
	int status = run_again(e->name, NULL, NULL, out);

	ck_assert_msg(strstr(out, e->says) != NULL, "%s: no \"%s\" in: %s",
	    e->name, e->says, out);
	ck_assert_msg(status == e->exit_status, "%s: exit status %d: %s",
	    e->name, status, out);
	ck_assert_int_eq(counted(out, "Checks: "), e->checks);
	ck_assert_int_eq(counted(out, "Failures: ") +
	    counted(out, "Errors: "), e->failed);
}
END_TEST

START_TEST(each_way_to_fail_is_a_failure_and_no_error)
{
	static char out[OUT_SIZE];

	ck_assert_int_eq(run_again("fail", "victim", NULL, out), EXIT_FAILURE);
	ck_assert_int_eq(counted(out, "Failures: "), 20);
	ck_assert_int_eq(counted(out, "Errors: "), 0);
}
END_TEST

START_TEST(without_fork_a_failure_ends_only_its_test)
{
	static char out[OUT_SIZE];

	ck_assert_int_eq(run_again("fail", NULL, "no", out), EXIT_FAILURE);
	ck_assert_int_eq(counted(out, "Checks: "), 20);
	ck_assert_int_eq(counted(out, "Failures: "), 20);
}
END_TEST

START_TEST(another_suite_is_not_run)
{
	static char out[OUT_SIZE];

	ck_assert_int_eq(run_again(NULL, "other", NULL, out),
	    HARNESS_SKIPPED);
	ck_assert_int_eq(counted(out, "Checks: "), 0);
}
END_TEST

/* The helpers */

static void
do_nothing(int signo)
{
	(void)signo;
}

static void
spoil_everything(void)
{
	struct sigaction sa = { .sa_handler = do_nothing };
	stack_t st = { .ss_sp = area, .ss_size = sizeof(area) };
	sigset_t all;
	int signo;

	for (signo = 1; signo < 65; signo++)
		(void)sigaction(signo, &sa, NULL);
	signal(SIGHUP, SIG_IGN);
	sigfillset(&all);
	ck_assert_int_eq(sigprocmask(SIG_BLOCK, &all, NULL), 0);
	ck_assert_int_eq(sigaltstack(&st, NULL), 0);
}

START_TEST(reset_leaves_the_defaults)
{
	struct sigaction sa;
	sigset_t mask;
	stack_t st;
	int signo, seen = 0;

	spoil_everything();
	harness_reset();
	ck_assert_int_eq(sigprocmask(SIG_BLOCK, NULL, &mask), 0);
	ck_assert_int_eq(sigaltstack(NULL, &st), 0);
	ck_assert_int_ne(st.ss_flags & SS_DISABLE, 0);
	for (signo = 1; signo < 65; signo++) {
		if (sigaction(signo, NULL, &sa) != 0)
			continue;
		seen++;
		ck_assert_ptr_eq(sa.sa_handler, SIG_DFL);
		ck_assert_int_eq(sigismember(&mask, signo), 0);
	}
	ck_assert_int_gt(seen, 30);
}
END_TEST

static void
exit_with(void *arg)
{
	_exit(*(int *)arg);
}

static void
die_by(void *arg)
{
	raise(*(int *)arg);
}

static void
only_return(void *arg)
{
	(void)arg;
}

START_TEST(child_status_is_the_wait_status)
{
	int n = SIGTERM, status = harness_child_status(exit_with, &n);

	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), SIGTERM);
	status = harness_child_status(die_by, &n);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGTERM);
	ck_assert_int_eq(harness_child_status(only_return, NULL), 0);
}
END_TEST

static void *
post_twice(void *arg)
{
	harness_sem_post(arg);
	atomic_store(&word, 1);
	harness_sem_post(arg);
	return &word;
}

START_TEST(semaphore_counts_and_thread_returns)
{
	struct harness_sem sem;

	harness_sem_init(&sem);
	ck_assert_ptr_eq(harness_thread_run(post_twice, &sem), &word);
	harness_wait_for(atomic_load(&word) == 1, 1000);
	harness_sem_wait(&sem, 1000);
	harness_sem_wait(&sem, 1000);
	harness_sem_fini(&sem);
}
END_TEST

static void
post_from_child(void *arg)
{
	harness_sem_post(arg);
}

START_TEST(semaphore_reaches_over_fork)
{
	struct harness_sem sem;

	harness_sem_init(&sem);
	ck_assert_int_eq(harness_child_status(post_from_child, &sem), 0);
	harness_sem_wait(&sem, 1000);
	harness_sem_fini(&sem);
}
END_TEST

START_TEST(deadline_passes)
{
	struct timespec by = harness_deadline(20);
	int turns = 0;

	while (harness_yield_until(&by))
		turns++;
	ck_assert_int_gt(turns, 0);
}
END_TEST

START_TEST(seed_is_the_one_given)
{
	ck_assert_int_eq(setenv("PORTSIG_SEED", "12345", 1), 0);
	ck_assert_uint_eq(harness_random_seed(), 12345);
	ck_assert_int_eq(unsetenv("PORTSIG_SEED"), 0);
	ck_assert_uint_ne(harness_random_seed(), harness_random_seed());
}
END_TEST

int
main(int argc, char **argv)
{
	Suite *s;
	TCase *tc;

	program = argv[0];
	if (argc > 1)
		return run_victim();
	s = suite_create("harness");
	tc = add(s, "verdict");
	tcase_add_checked_fixture(tc, harness_reset, NULL);
	tcase_add_loop_test(tc, case_comes_to, 0, EXPECTED);
	tcase_add_test(tc, each_way_to_fail_is_a_failure_and_no_error);
	tcase_add_test(tc, another_suite_is_not_run);
	tcase_add_test(tc, without_fork_a_failure_ends_only_its_test);
	tc = add(s, "helper");
	tcase_add_checked_fixture(tc, harness_reset, NULL);
	tcase_add_test(tc, reset_leaves_the_defaults);
	tcase_add_test(tc, child_status_is_the_wait_status);
	tcase_add_test(tc, semaphore_counts_and_thread_returns);
	tcase_add_test(tc, semaphore_reaches_over_fork);
	tcase_add_test(tc, deadline_passes);
	tcase_add_test(tc, seed_is_the_one_given);
	return harness_main(s);
}
