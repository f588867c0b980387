/* SPDX-License-Identifier: MIT */
/*
 * The signal stack rules of this machine.  The sizes that portsig uses come
 * from portsig; all else is tried out here with sigaltstack(2), and what is
 * printed is what happened.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include "rules.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <portsig/altstack.h>
#include <portsig/frame.h>

enum { AREA = 262144, EDIT = 4096, NOT_TRIED = -1, LABEL = 48 };

static struct {
	char *area, *second;
	bool jump;
	sigjmp_buf back;
	/* what on_signal() saw */
	int replace, disable;		/* errno values, or 0 */
	bool flag_inside, frame_tells;
	size_t frame_bytes;
} seen;

static void
line(const char *what, const char *value)
{
	printf("  %-*s%s\n", *value == '\0' ? 0 : LABEL, what, value);
}

static void
number(const char *what, unsigned long value, const char *unit)
{
	printf("  %-*s%lu%s\n", LABEL, what, value, unit);
}

static const char *
error_name(int err)
{
	switch (err) {
	case 0:
		return "allowed";
	case EPERM:
		return "refused, EPERM";
	case EINVAL:
		return "refused, EINVAL";
	case ENOMEM:
		return "refused, ENOMEM";
	default:
		return err == NOT_TRIED ? "not seen" : "refused";
	}
}

static int
set(char *area, size_t size)
{
	stack_t st = { .ss_size = size };

	st.ss_sp = area;
	return sigaltstack(&st, NULL) == 0 ? 0 : errno;
}

/* SIZE counts to some systems and not to others. */
static int
disable(size_t size)
{
	stack_t st = { .ss_flags = SS_DISABLE, .ss_size = size };

	return sigaltstack(&st, NULL) == 0 ? 0 : errno;
}

static stack_t
query(void)
{
	stack_t st;

	memset(&st, 0, sizeof(st));
	(void)sigaltstack(NULL, &st);
	return st;
}

static bool
is_set(const stack_t *st)
{
	return (st->ss_flags & SS_DISABLE) == 0;
}

/* Runs on the signal stack that lies in seen.area. */
static void
on_signal(int signo, siginfo_t *info, void *frame)
{
	ucontext_t *uc = frame;
	char here;

	(void)signo, (void)info;
	seen.flag_inside = (query().ss_flags & SS_ONSTACK) != 0;
	seen.frame_bytes = (size_t)(seen.area + AREA - &here);
	seen.frame_tells = uc->uc_stack.ss_sp == (void *)seen.area &&
	    uc->uc_stack.ss_size == AREA;
	if (seen.jump)
		siglongjmp(seen.back, 1);
	seen.replace = set(seen.second, AREA);
	seen.disable = disable(AREA);
	uc->uc_stack.ss_size = AREA - EDIT;
}

/* Runs on the stack that was interrupted. */
static void
off_signal(int signo, siginfo_t *info, void *frame)
{
	ucontext_t *uc = frame;

	(void)signo, (void)info;
	uc->uc_stack.ss_size = AREA - EDIT;
}

static void
install(int signo, void (*fn)(int, siginfo_t *, void *), int flags)
{
	struct sigaction sa = { .sa_sigaction = fn,
	    .sa_flags = SA_SIGINFO | flags };
	sigset_t open;

	sigemptyset(&sa.sa_mask);
	(void)sigaction(signo, &sa, NULL);
	sigemptyset(&open);
	sigaddset(&open, signo);
	pthread_sigmask(SIG_UNBLOCK, &open, NULL);
}

/* The smallest size that is taken, between 1 and AREA. */
static size_t
smallest_accepted(void)
{
	size_t low = 0, high = AREA, middle;

	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (set(seen.area, middle) == 0)
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* A child that gets a signal on SIZE bytes; the area goes on below them. */
static int
try_in_child(size_t size)
{
	struct rlimit no_core = { 0, 0 };
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		(void)setrlimit(RLIMIT_CORE, &no_core);
		(void)set(seen.area + AREA - size, size);
		(void)raise(SIGUSR1);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return NOT_TRIED;
	return status;
}

static void
sizes(void)
{
	size_t least = smallest_accepted();
	char value[80];
	int status = try_in_child(least);

	number("smallest that is safe here, by portsig",
	    portsig_altstack_min_size(), " bytes");
	number("recommended, by portsig",
	    portsig_altstack_recommended_size(0), " bytes");
	number("smallest that the kernel accepts", least, " bytes");
	if (status != NOT_TRIED && WIFSIGNALED(status))
		snprintf(value, sizeof(value), "ends the process, signal %d",
		    WTERMSIG(status));
	else
		snprintf(value, sizeof(value), "%s", status == 0 ?
		    "is delivered" : "not seen");
	line("  a signal on one of that size", value);
	number("one signal took of the stack",
	    seen.frame_bytes, " bytes, with a small handler");
	number("page size", (unsigned long)sysconf(_SC_PAGESIZE), " bytes");
}

/* One signal on the stack, out of which we jump. */
static void
jump_out(void)
{
	stack_t st;

	seen.jump = true;
	if (sigsetjmp(seen.back, 1) == 0)
		(void)raise(SIGUSR1);
	seen.jump = false;
	st = query();
	line("on it or not is told by", !seen.flag_inside ? "nobody" :
	    (st.ss_flags & SS_ONSTACK) != 0 ? "a flag, still up after a jump" :
	    "the stack pointer");
}

/* A handler edits the setting in its frame; does that come into force? */
static const char *
edited(int signo)
{
	stack_t st;

	(void)set(seen.area, AREA);
	(void)raise(signo);
	st = query();
	return is_set(&st) && st.ss_size == AREA - EDIT ? "yes" : "no";
}

static void
changes(void)
{
	const char *on_it, *off_it;

	seen.replace = seen.disable = NOT_TRIED;
	on_it = edited(SIGUSR1);
	off_it = edited(SIGUSR2);
	line("replacing it while on it", error_name(seen.replace));
	line("disabling it while on it", error_name(seen.disable));
	line("uc_stack in the frame tells the setting",
	    seen.frame_tells ? "yes" : "no");
	line("an edited uc_stack is put in force by returning", "");
	line("  from a handler on the signal stack", on_it);
	line("  from a handler not on it", off_it);
	line("disabling with size 0", error_name(disable(0)));
	(void)set(seen.area, AREA);
}

static void *
ask_in_thread(void *arg)
{
	stack_t st = query();

	*(bool *)arg = is_set(&st);
	return NULL;
}

static const char *
inherited_by_thread(void)
{
	bool has = false;
	pthread_t t;

	if (pthread_create(&t, NULL, ask_in_thread, &has) != 0)
		return "not seen";
	pthread_join(t, NULL);
	return has ? "with its creator's" : "without one";
}

static const char *
inherited_by_fork(void)
{
	int status = 0;
	stack_t st;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		st = query();
		_exit(is_set(&st) ? 1 : 0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child ||
	    !WIFEXITED(status))
		return "not seen";
	return WEXITSTATUS(status) == 1 ? "keeps it" : "has none";
}

static void
machine(void)
{
	struct utsname u;

	if (uname(&u) == 0)
		printf("\nsignal stacks here, on %s %s, %s (%zu-bit program), "
		    "as observed now\n", u.sysname, u.release, u.machine,
		    sizeof(void *) * 8);
}

void
rules_print(void)
{
	char *both = malloc((size_t)2 * AREA);

	if (both == NULL)
		return;
	seen.area = both;
	seen.second = both + AREA;
	machine();
	install(SIGUSR1, on_signal, SA_ONSTACK);
	install(SIGUSR2, off_signal, 0);
	(void)set(seen.area, AREA);
	(void)raise(SIGUSR1);
	sizes();
	(void)set(seen.area, AREA);
	jump_out();
	changes();
	line("a new thread starts", inherited_by_thread());
	line("the child of a fork", inherited_by_fork());
	if (disable(AREA) == 0)
		free(both);
	(void)signal(SIGUSR1, SIG_DFL);
	(void)signal(SIGUSR2, SIG_DFL);
	fflush(stdout);
}
