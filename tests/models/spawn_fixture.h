/* SPDX-License-Identifier: MIT */
/*
 * Operations of check_model_linux that make a thread or a process: what it
 * starts with, and how it ends where a frame has no room.
 */
#ifndef TESTS_MODELS_SPAWN_FIXTURE_H
#define TESTS_MODELS_SPAWN_FIXTURE_H

#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "compare_fixture.h"

/* Those that run in another thread or process leave the levels below alone. */
static void *
thread(void *by)
{
	unsigned was = base;

	m->new_thread(by, &self);
	base = level;
	query("new thread");
	ops(5);
	base = was;
	return NULL;
}

static void
op_thread(void)
{
	pthread_t t;

	may_spawn = false;
	if (pthread_create(&t, NULL, thread, &self) != 0 ||
	    pthread_join(t, NULL) != 0)
		abort();
	may_spawn = true;
}

/* What a child saw: 0, or what it wrote into the pipe. */
static void
reap(pid_t pid, int from)
{
	ssize_t n = read(from, fault, sizeof(fault) - 1);
	int status = 0;

	fault[n > 0 ? n : 0] = '\0';
	close(from);
	if (waitpid(pid, &status, 0) != pid || (status != 0 && n <= 0))
		snprintf(fault, sizeof(fault), "PORTSIG_SEED=%lu, step %lu: a "
		    "child's status is %#x", (unsigned long)seed, steps,
		    (unsigned)status);
}

static void
tell(int to)
{
	size_t n = strlen(fault);

	_exit(n == 0 || write(to, fault, n) == (ssize_t)n ? 0 : 1);
}

static void
op_fork(void)
{
	struct model_thread parent = self;
	int fd[2];
	pid_t pid;

	if (pipe(fd) != 0 || (pid = fork()) < 0)
		abort();
	if (pid == 0) {
		m->fork(&parent, &self);
		may_spawn = false;
		base = level;
		query("child of fork");
		ops(5);
		tell(fd[1]);
	}
	close(fd[1]);
	reap(pid, fd[0]);
}

static void
op_vfork(void)
{
	static stack_t st;
	static uintptr_t sp;
	static int err;
	struct model_thread child;
	struct model_stack real, model;
	int status, model_err;
	pid_t pid;

	sp = 0;
	pid = vfork();
	if (pid == 0) {
		err = sigaltstack_at(&sp, NULL, &st);
		_exit(0);
	}
	if (waitpid(pid, &status, 0) != pid || status != 0)
		abort();
	m->fork(&self, &child);
	model_err = m->sigaltstack(&child, sp, NULL, &model);
	from_os(&real, &st);
	compare("child of vfork", &real, &model, err, model_err);
}

/* The new program goes on from the model's setting: see main(). */
static void
op_exec(void)
{
	char number[5][24], out[12];
	char mark[] = "--exec", *argv[] = { program, mark, number[0],
	    number[1], number[2], number[3], out, NULL };
	struct model_thread t;
	int fd[2];
	pid_t pid;

	m->fork(&self, &t);
	m->exec(&t);
	snprintf(number[0], sizeof(number[0]), "%#lx", (unsigned long)t.set.sp);
	snprintf(number[1], sizeof(number[1]), "%lu",
	    (unsigned long)t.set.size);
	snprintf(number[2], sizeof(number[2]), "%u", (unsigned)t.set.flags);
	snprintf(number[3], sizeof(number[3]), "%lu", (unsigned long)state);
	if (pipe(fd) != 0)
		abort();
	snprintf(out, sizeof(out), "%d", fd[1]);
	pid = fork();
	if (pid == 0) {
		execv(program, argv);
		_exit(127);
	}
	close(fd[1]);
	reap(pid, fd[0]);
}

static void
on_segv(int signo)
{
	(void)signo;
	_exit(42);
}

/* What the model says of a signal whose frame may not get written. */
static int
expected_end(const struct model_stack *st, bool handler, bool onstack,
    bool writable)
{
	struct model_thread t = { .set = *st };
	struct model_delivery d = { (uintptr_t)__builtin_frame_address(0),
	    frame_size, true, writable };
	struct model_frame f;

	m->deliver(&t, &d, &f);
	if (f.killed_by == 0)
		return 43 << 8;
	d.onstack = onstack;
	if (handler)
		m->deliver(&t, &d, &f);
	return handler && f.killed_by == 0 ? 42 << 8 : f.killed_by;
}

static void
on_usr1(int signo)
{
	(void)signo;
	_exit(43);
}

/* LNX-12, LNX-13: a stack that is too small, or that cannot be written. */
static void
op_overflow(void)
{
	bool handler = !one_in(3), onstack = one_in(2), writable = one_in(2);
	struct model_stack st = { (uintptr_t)area[0], writable ?
	    PORTSIG_OS_STACK_FLOOR : area_size, 0 };
	struct sigaction sa;
	stack_t os;
	pid_t pid;
	int status, want;

	if (writable && (!PORTSIG_OS_FRAME_CHECKED ||
	    frame_size <= PORTSIG_OS_STACK_FLOOR))
		return;
	pid = fork();
	if (pid == 0) {
		memset(&sa, 0, sizeof(sa));
		to_os(&os, &st);
		sa.sa_handler = on_usr1;
		sa.sa_flags = SA_ONSTACK;
		sigaction(ON_IT, &sa, NULL);
		sa.sa_handler = handler ? on_segv : SIG_DFL;
		sa.sa_flags = onstack ? SA_ONSTACK : 0;
		sigaction(SIGSEGV, &sa, NULL);
		if (!writable)
			mprotect(area[0], area_size, PROT_NONE);
		if (sigaltstack(&os, NULL) == 0)
			raise(ON_IT);
		_exit(44);
	}
	want = expected_end(&st, handler, onstack, writable);
	if (waitpid(pid, &status, 0) != pid)
		abort();
	if ((status & ~0x80) != want)
		differ(writable ? "too small" : "not writable", &st, &st,
		    status, want);
}

#endif /* TESTS_MODELS_SPAWN_FIXTURE_H */
