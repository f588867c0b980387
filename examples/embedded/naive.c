/* SPDX-License-Identifier: MIT */
/*
 * How it is often done: the handler takes memory from malloc and formats with
 * snprintf.  If the signal interrupted malloc or free on the same thread, the
 * allocator is entered a second time: it waits for a lock that its own thread
 * holds, or finds its lists half written.
 *
 * The storm runs in a child process, because nothing that hangs in there can
 * be trusted to say so; the parent looks on through shared memory.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include "naive.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "alloc.h"
#include "host.h"
#include "run.h"
#include "storm.h"

enum {
	STALL_NS = 100 * 1000 * 1000,	/* between two looks */
	STALL_LOOKS = 50,		/* so often the same: stuck, 5 s */
	LINE = 2000			/* bytes; a line buffer, say */
};

/* What a thread is doing. */
enum { OUTSIDE = 0, IN_HANDLER, IN_HANDLER_OVER_ALLOCATOR };

static void
on_signal(int signo, siginfo_t *info, void *frame)
{
	struct target *t = storm_self();
	char *line;

	atomic_store(&t->doing, alloc_is_interrupted() ?
	    IN_HANDLER_OVER_ALLOCATOR : IN_HANDLER);
	line = malloc(LINE);
	if (line != NULL)
		snprintf(line, LINE, "signal %d, frame %p", signo, frame);
	free(line);
	atomic_store(&t->doing, OUTSIDE);
	storm_take(info, TAKER_WITHOUT);
}

static void
never(const siginfo_t *info)
{
	(void)info;
}

_Noreturn static void
fail(const char *what, int err)
{
	fprintf(stderr, "embedded: %s: %s\n", what, strerror(err));
	_exit(STATUS_BAD);
}

static void
install(int signo)
{
	struct sigaction sa = { .sa_sigaction = on_signal,
	    .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART };
	int err = host_handlers_install(signo, never);

	sigfillset(&sa.sa_mask);
	if (err == 0 && sigaction(signo, &sa, NULL) != 0)
		err = errno;
	if (err == 0)
		err = alloc_watch(signo);
	if (err != 0)
		fail("handlers", err);
}

/* The child; it ends well only if nothing broke. */
_Noreturn static void
suffer(const struct options *opt, int signo)
{
	struct rlimit no_core = { 0, 0 };
	struct host_verdict verdict;
	int err;

	(void)setrlimit(RLIMIT_CORE, &no_core);
	install(signo);
	err = host_start(opt->threads);
	if (err == 0)
		err = storm_start();
	if (err != 0)
		fail("threads", err);
	storm_join();
	host_stop(&verdict);
	_exit(STATUS_GOOD);
}

static unsigned
count_doing(const struct options *opt, int what)
{
	unsigned n, count = 0;

	for (n = 0; n < opt->threads; n++)
		count += atomic_load(&storm_target(n)->doing) == what;
	return count;
}

static void
tell_deadlock(const struct options *opt)
{
	printf("naive: DEADLOCK after %lu of %lu signals: nothing has moved "
	    "for 5 s.\n", storm_taken(), storm_goal());
	printf("  %u threads are in the handler's malloc over a malloc or "
	    "free of their own that\n  the signal interrupted; %u are in the "
	    "handler over other code, %u outside it.\n",
	    count_doing(opt, IN_HANDLER_OVER_ALLOCATOR),
	    count_doing(opt, IN_HANDLER), count_doing(opt, OUTSIDE));
	printf("  One of the first kind waits for a lock that its own "
	    "interrupted code holds, and\n  the others wait behind it.  The "
	    "allocator is %s.  The process is ended now.\n", alloc_name());
}

static int
tell_end(int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_GOOD) {
		printf("naive: it got away with it this time: %lu signals. "
		    "Try again.\n", storm_taken());
		return STATUS_GOOD;
	}
	if (!WIFSIGNALED(status))
		return STATUS_BAD;
	printf("naive: CRASH after %lu of %lu signals: ended by signal %d "
	    "(%s); a handler\nentered the allocator in the middle of its "
	    "work, and its lists are ruined.\n", storm_taken(), storm_goal(),
	    WTERMSIG(status), strsignal(WTERMSIG(status)));
	return STATUS_NAIVE;
}

/* Has the limit of --seconds been reached after so many looks? */
static bool
too_late(const struct options *opt, unsigned looks)
{
	return opt->seconds != 0 && looks / 10 >= opt->seconds;
}

/* Until the child ends by itself, or has to be ended. */
static int
look_on(const struct options *opt, pid_t child)
{
	struct timespec ts = { 0, STALL_NS };
	unsigned long last = 0, now;
	unsigned same = 0, looks = 0;
	int status;

	while (waitpid(child, &status, WNOHANG) == 0) {
		(void)nanosleep(&ts, NULL);
		now = storm_taken();
		same = now == last ? same + 1 : 0;
		last = now;
		if (!opt->quiet)
			run_progress("naive", now, storm_goal(), false);
		if (same < STALL_LOOKS && !too_late(opt, ++looks))
			continue;
		if (!opt->quiet)
			run_progress("naive", now, storm_goal(), true);
		if (same >= STALL_LOOKS)
			tell_deadlock(opt);
		else
			printf("naive: not done after %u s\n", opt->seconds);
		kill(child, SIGKILL);
		(void)waitpid(child, &status, 0);
		return same >= STALL_LOOKS ? STATUS_NAIVE : STATUS_BAD;
	}
	return tell_end(status);
}

int
naive_run(const struct options *opt)
{
	int signo = run_signal(opt), err = storm_init(opt, signo, NULL);
	pid_t child;

	if (err != 0) {
		fprintf(stderr, "embedded: memory: %s\n", strerror(err));
		return STATUS_BAD;
	}
	printf("naive: %u threads in malloc and free, malloc and snprintf in "
	    "the handler\n", opt->threads);
	fflush(stdout);
	child = fork();
	if (child < 0) {
		fprintf(stderr, "embedded: fork: %s\n", strerror(errno));
		return STATUS_BAD;
	}
	if (child == 0)
		suffer(opt, signo);
	return look_on(opt, child);
}
