/* SPDX-License-Identifier: MIT */
/* Runs tests as Check does; see harness_mini.h.  Empty where Check is. */
#include "config.h"
#include "harness.h"
#if !HAVE_CHECK
#include <assert.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CASES = 32, ENTRIES = 8192 };
Suite harness_suite;
static TCase cases[CASES], *next_case = cases;
static struct entry {
	const TCase *tc;
	const struct harness_test *test;
	int sig, code, i;
} entries[ENTRIES], *next = entries, *now;
static volatile int *failed;	/* shared with the test's process */
static volatile pid_t child;	/* -1 with CK_FORK=no */
static volatile sig_atomic_t timed_out;
static sigjmp_buf back;

TCase *
tcase_create(const char *name)
{
	assert(next_case < cases + CASES);
	*next_case = (TCase){ .name = name, .timeout = 4 };
	return next_case++;
}

void
harness_add(const TCase *tc, const struct harness_test *t, int sig, int code,
    int from, int to)
{
	assert(to - from <= entries + ENTRIES - next);
	for (; from < to; from++)
		*next++ = (struct entry){ tc, t, sig, code, from };
}

void
harness_fail(const char *file, int line, const char *format, ...)
{
	va_list ap;

	printf("%s:%d:F:%s:%s:%d: ", file, line, now->tc->name,
	    now->test->name, now->i);
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	puts("");
	fflush(stdout);
	*failed = 1;
	if (child == 0)
		_exit(EXIT_FAILURE);
	siglongjmp(back, 1);
}

static void
on_alarm(int sig)
{
	timed_out = sig;
	kill(child, SIGKILL);
}

static void
run_body(void)
{
	if (now->tc->up != NULL)
		now->tc->up();
	now->test->fn(now->i);
	if (now->tc->down != NULL)
		now->tc->down();
}

static int
run_child(double limit)
{
	const char *times = getenv("CK_TIMEOUT_MULTIPLIER");
	int status = -1;

	if ((child = fork()) == 0) {
		signal(SIGALRM, SIG_DFL);
		run_body();
		exit(EXIT_SUCCESS);
	}
	assert(child > 0);
	alarm((unsigned)(limit * (times != NULL ? atof(times) : 1) + 0.99));
	while (waitpid(child, &status, 0) < 0)
		;
	alarm(0);
	return status;
}

static void
run_one(Suite *s)
{
	volatile int status = 0;
	int sig, code;

	*failed = timed_out = 0;
	fflush(NULL);
	if (child != -1)
		status = run_child(now->tc->timeout);
	else if (sigsetjmp(back, 1) == 0)
		run_body();
	sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	s->run++;
	s->failures += *failed;
	if (*failed || (!timed_out && sig == now->sig && code == now->code))
		return;
	s->errors++;
	printf("%s:E:%s:%d: %sreceived signal %d, exit status %d\n",
	    now->tc->name, now->test->name, now->i,
	    timed_out ? "Test timeout expired, " : "", sig, code);
}

static bool
is_wanted(const char *variable, const char *name)
{
	return getenv(variable) == NULL || strcmp(getenv(variable), name) == 0;
}

void
harness_run_all(Suite *s)
{
	printf("Running suite(s): %s\n", s->name);
	failed = mmap(NULL, sizeof(*failed), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert(failed != MAP_FAILED);
	if (getenv("CK_FORK") != NULL && strcmp(getenv("CK_FORK"), "no") == 0)
		child = -1;
	signal(SIGALRM, on_alarm);
	for (now = entries; now < next; now++)
		if (now->tc->in == s && is_wanted("CK_RUN_SUITE", s->name) &&
		    is_wanted("CK_RUN_CASE", now->tc->name))
			run_one(s);
	printf("%d%%: Checks: %d, Failures: %d, Errors: %d\n", s->run == 0 ?
	    100 : 100 * (s->run - srunner_ntests_failed(s)) / s->run,
	    s->run, s->failures, s->errors);
}
#endif
