/* SPDX-License-Identifier: MIT */
/*
 * What check_action and check_forward share: a pool, a callback and displaced
 * handlers that note what they saw, and claiming with them.
 */
#ifndef TESTS_CLAIM_FIXTURE_H
#define TESTS_CLAIM_FIXTURE_H

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <portsig/action.h>
#include "harness.h"
#include "pool_fixture.h"
#include "realtime.h"

#define UNSET (-1)
#define SHARED __attribute__((unused)) static

SHARED struct portsig_pool *pool;
SHARED unsigned char area[128 * 1024];

/* What the last callback or displaced handler saw. */
SHARED volatile sig_atomic_t calls, displaced_calls;
SHARED volatile sig_atomic_t seen_signo = UNSET, seen_code = UNSET;
SHARED volatile sig_atomic_t seen_value = UNSET, seen_depth = UNSET;
SHARED volatile sig_atomic_t seen_arg = UNSET, order;
SHARED volatile unsigned seen_flags;
SHARED struct portsig_context *volatile seen_context;
SHARED sigset_t seen_mask;
SHARED enum portsig_verdict answer;
SHARED char self_object;
SHARED void *self = &self_object;

SHARED void
setup(void)
{
	struct portsig_pool_options o = { .payload_size = 64, .contexts = 2 };

	harness_reset();
	pool = make_pool(&o);
	answer = PORTSIG_VERDICT_HANDLED;
}

SHARED enum portsig_verdict
note_event(const struct portsig_event *ev, void *arg)
{
	calls++;
	seen_signo = ev->signo;
	seen_code = ev->info->si_code;
	seen_value = ev->info->si_value.sival_int;
	seen_flags = ev->flags;
	seen_context = ev->context;
	seen_depth = (sig_atomic_t)ev->depth;
	seen_arg = arg == self;
	errno = 99;
	return answer;
}

SHARED void
note_displaced(int signo, siginfo_t *info, void *frame)
{
	(void)frame;
	displaced_calls++;
	seen_signo = signo;
	seen_code = info->si_code;
	seen_value = info->si_value.sival_int;
	pthread_sigmask(SIG_BLOCK, NULL, &seen_mask);
}

SHARED void
note_one_argument(int signo)
{
	displaced_calls++;
	seen_signo = signo;
	pthread_sigmask(SIG_BLOCK, NULL, &seen_mask);
}

SHARED struct portsig_claim *
claim(int signo, unsigned flags)
{
	struct portsig_claim_options o = { .fn = note_event, .arg = self,
	    .flags = flags };
	struct portsig_claim *c = NULL;

	ck_assert_int_eq(portsig_action_claim(pool, signo, &o, &c), 0);
	ck_assert_ptr_nonnull(c);
	return c;
}

SHARED void
claim_empty(struct portsig_pool *p, int signo, unsigned empty)
{
	struct portsig_claim_options o = { .fn = note_event, .arg = self,
	    .empty = empty };
	struct portsig_claim *c;

	ck_assert_int_eq(portsig_action_claim(p, signo, &o, &c), 0);
}

SHARED void
send_value(int signo, int n)
{
	union sigval value = { .sival_int = n };

	ck_assert_int_eq(sigqueue(getpid(), signo, value), 0);
}

SHARED void
displace(void (*fn)(int, siginfo_t *, void *), int flags, int masked)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = fn;
	sa.sa_flags = SA_SIGINFO | flags;
	sigemptyset(&sa.sa_mask);
	if (masked != 0)
		sigaddset(&sa.sa_mask, masked);
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
}

SHARED TCase *
add_action_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, setup, harness_reconcile);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	return tc;
}

#endif /* TESTS_CLAIM_FIXTURE_H */
