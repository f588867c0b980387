/* SPDX-License-Identifier: MIT */
/*
 * Coroutines on areas of memory that no kernel knows of, made where there is
 * no makecontext too: a handler begins on the area as a signal stack, jumps
 * out, and is jumped back into when the area is no signal stack any more.
 * The includer undefines _FORTIFY_SOURCE, which forbids such jumps.
 */
#ifndef TESTS_COROUTINE_FIXTURE_H
#define TESTS_COROUTINE_FIXTURE_H

#include <setjmp.h>
#include <signal.h>
#include <string.h>

#include <portsig/altstack.h>
#include "harness.h"

enum { CO_SIZE = 16 * 1024, CO_AREA = 64 * 1024 };

/* 16 KiB, and more where the kernel's frame alone takes most of it. */
static size_t
co_size(void)
{
	size_t least = 2 * portsig_altstack_min_size() + CO_SIZE / 4;

	return least > CO_SIZE ? least : CO_SIZE;
}

struct coroutine {
	void (*body)(struct coroutine *);
	unsigned char *base;
	size_t size;
	volatile bool over;
	sigjmp_buf inside, outside;
};

static struct coroutine *volatile co_starting;

/* Never returns: its frame is the coroutine's first. */
static void
co_boot(int signo)
{
	struct coroutine *co = co_starting;

	(void)signo;
	if (sigsetjmp(co->inside, 0) == 0)
		siglongjmp(co->outside, 1);
	co->body(co);
	co->over = true;
	siglongjmp(co->outside, 1);
}

static __attribute__((noinline)) void
co_boot_on(struct coroutine *co)
{
	co_starting = co;
	if (sigsetjmp(co->outside, 0) == 0)
		raise(SIGIO);
}

/* BODY begins at the first co_resume(); the thread's signal stack stays. */
static void
co_make(struct coroutine *co, void *base, size_t size,
    void (*body)(struct coroutine *))
{
	struct sigaction sa, old_sa;
	stack_t st, old;

	co->body = body;
	co->base = base;
	co->size = size;
	co->over = false;
	memset(&st, 0, sizeof(st));
	st.ss_sp = base;
	st.ss_size = size;
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = co_boot;
	sa.sa_flags = SA_ONSTACK | SA_NODEFER;
	sigemptyset(&sa.sa_mask);
	ck_assert_int_eq(sigaltstack(&st, &old), 0);
	ck_assert_int_eq(sigaction(SIGIO, &sa, &old_sa), 0);
	co_boot_on(co);
	ck_assert_int_eq(sigaction(SIGIO, &old_sa, NULL), 0);
	ck_assert_int_eq(sigaltstack(&old, NULL), 0);
}

/* Runs CO on this thread until it suspends itself or is over. */
static __attribute__((noinline)) void
co_resume(struct coroutine *co)
{
	if (sigsetjmp(co->outside, 0) == 0)
		siglongjmp(co->inside, 1);
}

static __attribute__((noinline, unused)) void
co_suspend(struct coroutine *co)
{
	if (sigsetjmp(co->inside, 0) == 0)
		siglongjmp(co->outside, 1);
}

#endif /* TESTS_COROUTINE_FIXTURE_H */
