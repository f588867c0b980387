/* SPDX-License-Identifier: MIT */
/*
 * What several test programs need of a pool: making one, and asserting that
 * at the end nothing of it is out and the counters agree.
 */
#ifndef TESTS_POOL_FIXTURE_H
#define TESTS_POOL_FIXTURE_H

#include <signal.h>
#include <string.h>

#include <portsig/context.h>
#include "harness.h"

static char area_never_used[64] __attribute__((unused));

static inline struct portsig_pool *
make_pool(const struct portsig_pool_options *options)
{
	struct portsig_pool *pool = NULL;

	ck_assert_int_eq(portsig_pool_create(options, &pool), 0);
	ck_assert_ptr_nonnull(pool);
	return pool;
}

/* MADE contexts, all free; every loan that began has ended one way. */
static inline void
assert_all_free(struct portsig_pool *pool, unsigned made)
{
	struct portsig_counts c;

	ck_assert_int_eq(portsig_pool_counts_get(pool, &c), 0);
	ck_assert_uint_eq(c.made, made);
	ck_assert_uint_eq(c.free, made);
	ck_assert_uint_eq(c.lent, 0);
	ck_assert_uint_eq(c.attached, 0);
	ck_assert_uint_eq(c.borrows, c.returns + c.abandoned);
}

/* A frame that says that there is no signal stack. */
static inline ucontext_t *
a_frame(void)
{
	static ucontext_t frame;

	memset(&frame, 0, sizeof(frame));
	frame.uc_stack.ss_flags = SS_DISABLE;
	return &frame;
}

/* Installs a three-argument handler. */
static inline void
on_signal(int signo, void (*fn)(int, siginfo_t *, void *), int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = fn;
	sa.sa_flags = SA_SIGINFO | flags;
	sigemptyset(&sa.sa_mask);
	ck_assert_int_eq(sigaction(signo, &sa, NULL), 0);
}

static inline TCase *
add_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, harness_reset, harness_reconcile);
	suite_add_tcase(s, tc);
	return tc;
}

#endif /* TESTS_POOL_FIXTURE_H */
