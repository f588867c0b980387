/* SPDX-License-Identifier: MIT */
/*
 * The helpers of harness.h, the same whether Check runs the tests or
 * harness_mini.c does.
 */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

enum { SIGNALS = 129, DISABLED_SIZE = 256 * 1024 };

static unsigned skipped;

static void
reset_action(int signo)
{
	struct sigaction sa;

	if (sigaction(signo, NULL, &sa) != 0 || sa.sa_handler == SIG_DFL)
		return;
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = SIG_DFL;
	sigemptyset(&sa.sa_mask);
	(void)sigaction(signo, &sa, NULL);
}

void
harness_reset(void)
{
	stack_t none;
	sigset_t empty;
	int signo;

	for (signo = 1; signo < SIGNALS; signo++)
		reset_action(signo);
	sigemptyset(&empty);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &empty, NULL), 0);
	memset(&none, 0, sizeof(none));
	none.ss_flags = SS_DISABLE;
	none.ss_size = DISABLED_SIZE;	/* XNU looks at it even so */
	ck_assert_int_eq(sigaltstack(&none, NULL), 0);
}

void
harness_skip(const char *test, const char *why)
{
	skipped++;
	printf("skip: %s: %s\n", test, why);
}

/* Tests that die on purpose leave no core files behind. */
static void
no_core_files(void)
{
	struct rlimit lim;

	if (getrlimit(RLIMIT_CORE, &lim) != 0)
		return;
	lim.rlim_cur = 0;
	(void)setrlimit(RLIMIT_CORE, &lim);
}

int
harness_main(Suite *s)
{
	SRunner *sr = srunner_create(s);
	int run, failed;

	no_core_files();
	reset_action(SIGCHLD);	/* ignored, it would hide our children */
	srunner_run_all(sr, CK_ENV);
	run = srunner_ntests_run(sr);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	if (skipped != 0)
		printf("skipped: %u\n", skipped);
	if (failed != 0)
		return EXIT_FAILURE;
	if (run != 0)
		return EXIT_SUCCESS;
	printf("skip: nothing to run\n");
	return HARNESS_SKIPPED;
}

static double
patience(void)
{
	const char *by = getenv("CK_TIMEOUT_MULTIPLIER");
	double n = by != NULL ? strtod(by, NULL) : 1;

	return n > 0 ? n : 1;
}

struct timespec
harness_deadline(unsigned ms)
{
	long long ns = (long long)(ms * patience() * 1e6);
	struct timespec by;

	ck_assert_int_eq(clock_gettime(CLOCK_MONOTONIC, &by), 0);
	ns += by.tv_nsec;
	by.tv_sec += (time_t)(ns / 1000000000);
	by.tv_nsec = (long)(ns % 1000000000);
	return by;
}

static long long
ns_until(const struct timespec *by)
{
	struct timespec now;

	ck_assert_int_eq(clock_gettime(CLOCK_MONOTONIC, &now), 0);
	return (by->tv_sec - now.tv_sec) * 1000000000LL +
	    (by->tv_nsec - now.tv_nsec);
}

bool
harness_yield_until(const struct timespec *by)
{
	sched_yield();
	return ns_until(by) > 0;
}

void
harness_sem_init(struct harness_sem *sem)
{
	ck_assert_int_eq(pipe(sem->fd), 0);
}

void
harness_sem_post(struct harness_sem *sem)
{
	int saved = errno;
	ssize_t n;

	do
		n = write(sem->fd[1], "", 1);
	while (n < 0 && errno == EINTR);
	if (n != 1)
		abort();
	errno = saved;
}

void
harness_sem_wait(struct harness_sem *sem, unsigned ms)
{
	struct pollfd fd = { .fd = sem->fd[0], .events = POLLIN };
	struct timespec by = harness_deadline(ms);
	long long ns;
	char c;

	while ((ns = ns_until(&by)) > 0)
		if (poll(&fd, 1, (int)(ns / 1000000 + 1)) == 1)
			break;
	ck_assert_msg(ns > 0, "nothing was posted within %u ms", ms);
	while (read(sem->fd[0], &c, 1) < 0)
		ck_assert_int_eq(errno, EINTR);
}

void
harness_sem_fini(struct harness_sem *sem)
{
	ck_assert_int_eq(close(sem->fd[0]), 0);
	ck_assert_int_eq(close(sem->fd[1]), 0);
}

void *
harness_thread_run(void *(*fn)(void *), void *arg)
{
	void *result = NULL;
	pthread_t t;

	ck_assert_int_eq(pthread_create(&t, NULL, fn, arg), 0);
	ck_assert_int_eq(pthread_join(t, &result), 0);
	return result;
}

int
harness_child_status(void (*fn)(void *), void *arg)
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		fn(arg);
		_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0)
		ck_assert_int_eq(errno, EINTR);
	return status;
}

unsigned
harness_rounds(unsigned usual, unsigned full)
{
	if (getenv("PORTSIG_FULL") != NULL)
		return full;
	if (getenv("PORTSIG_SMALL") != NULL)
		return usual > 20 ? usual / 20 : 1;
	return usual;
}

uint32_t
harness_random_seed(void)
{
	const char *given = getenv("PORTSIG_SEED");
	struct timespec now;
	uint32_t seed;

	if (given != NULL)
		return (uint32_t)strtoul(given, NULL, 0);
	ck_assert_int_eq(clock_gettime(CLOCK_REALTIME, &now), 0);
	seed = (uint32_t)now.tv_nsec ^ (uint32_t)now.tv_sec << 8 ^
	    (uint32_t)getpid() << 16;
	printf("seed: PORTSIG_SEED=%lu repeats this\n", (unsigned long)seed);
	fflush(stdout);
	return seed;
}
