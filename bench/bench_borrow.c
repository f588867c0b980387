/* SPDX-License-Identifier: MIT */
/*
 * What a borrow and a return cost together, over an empty function, in pairs
 * of uncontended compare-and-swaps measured in the same run.  The rounds of
 * all cases are interleaved and the medians shown, because the machine's
 * speed drifts.  With --check: exit status 1 above 4 pairs.
 */
#include "config.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <portsig/context.h>
#include "bench_time.h"

enum { ROUNDS = 41, CALLS = 50000 };

static struct portsig_pool *pool;
static _Alignas(64) _Atomic uintptr_t word;

static __attribute__((noinline)) void
do_nothing(struct portsig_loan *loan)
{
	__asm__ volatile("" : : "r"(loan) : "memory");
}

static __attribute__((noinline)) void
cas_pair(struct portsig_loan *loan)
{
	uintptr_t zero = 0, one = 1;

	(void)loan;
	atomic_compare_exchange_strong(&word, &zero, 1);
	atomic_compare_exchange_strong(&word, &one, 0);
}

static __attribute__((noinline)) void
borrow_and_return(struct portsig_loan *loan)
{
	if (portsig_context_borrow(pool, NULL, loan) != 0)
		abort();
	portsig_context_return(loan);
}

static double
ns_each(void (*fn)(struct portsig_loan *))
{
	struct portsig_loan loan;
	double begin = bench_now();
	int n;

	for (n = 0; n < CALLS; n++)
		fn(&loan);
	return (bench_now() - begin) / CALLS;
}

static const void *frame_of_handler;
static double seen_in_handler;

static __attribute__((noinline)) void
borrow_in_handler(struct portsig_loan *loan)
{
	if (portsig_context_borrow(pool, frame_of_handler, loan) != 0)
		abort();
	portsig_context_return(loan);
}

static void
measure_in_handler(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	frame_of_handler = frame;
	seen_in_handler = ns_each(borrow_in_handler);
}

/* In a handler, on a signal stack, on a thread that never attached. */
static double
ns_foreign(void)
{
	static unsigned char area[65536];
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = measure_in_handler;
	sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
	sigemptyset(&sa.sa_mask);
	if (portsig_altstack_install(area, sizeof(area), NULL) != 0 ||
	    sigaction(SIGUSR1, &sa, NULL) != 0 || raise(SIGUSR1) != 0 ||
	    portsig_altstack_remove() != 0)
		abort();
	return seen_in_handler;
}

static double
ns_nested(void)
{
	struct portsig_loan outer;
	double ns;

	if (portsig_context_borrow(pool, NULL, &outer) != 0)
		abort();
	ns = ns_each(borrow_and_return);
	portsig_context_return(&outer);
	return ns;
}

static double
ns_attached(void)
{
	struct portsig_context *c;
	double ns;

	if (portsig_thread_attach(pool, NULL, &c) != 0)
		abort();
	ns = ns_each(borrow_and_return);
	portsig_thread_detach(pool);
	return ns;
}

static void *
run_on_thread(void *ns)
{
	*(double *)ns = ns_each(borrow_and_return);
	return NULL;
}

/* Two threads at once; the slower one counts. */
static double
ns_contended(void)
{
	pthread_t t[2];
	double ns[2];
	int n;

	for (n = 0; n < 2; n++)
		if (pthread_create(&t[n], NULL, run_on_thread, &ns[n]) != 0)
			abort();
	for (n = 0; n < 2; n++)
		pthread_join(t[n], NULL);
	return ns[0] > ns[1] ? ns[0] : ns[1];
}

/* Attaching with a signal stack, against one sigaltstack set and disable. */
static double
ns_attach(void)
{
	struct portsig_context *c;
	double begin = bench_now();
	int n;

	for (n = 0; n < CALLS / 50; n++)
		if (portsig_thread_attach(pool, NULL, &c) != 0 ||
		    portsig_thread_detach(pool) != 0)
			abort();
	return (bench_now() - begin) / (CALLS / 50);
}

static double
ns_set_and_disable(void)
{
	static unsigned char area[65536];
	double begin = bench_now();
	int n;

	for (n = 0; n < CALLS / 50; n++)
		if (portsig_altstack_install(area, sizeof(area), NULL) != 0 ||
		    portsig_altstack_remove() != 0)
			abort();
	return (bench_now() - begin) / (CALLS / 50);
}

enum kind {
	EMPTY, PAIR, PLAIN, FOREIGN, NESTED, ATTACHED, TWO, ATTACH, SET, KINDS
};
static double figure[KINDS][ROUNDS];

static void
measure(int round)
{
	figure[EMPTY][round] = ns_each(do_nothing);
	figure[PAIR][round] = ns_each(cas_pair);
	figure[PLAIN][round] = ns_each(borrow_and_return);
	figure[FOREIGN][round] = ns_foreign();
	figure[NESTED][round] = ns_nested();
	figure[ATTACHED][round] = ns_attached();
	figure[TWO][round] = ns_contended();
	figure[ATTACH][round] = ns_attach();
	figure[SET][round] = ns_set_and_disable();
}

static void
show(const char *what, double ns, double pair)
{
	printf("%-28s %7.2f ns  %5.2f CAS pairs\n", what, ns, ns / pair);
}

int
main(int argc, char **argv)
{
	struct portsig_pool_options o = { .payload_size = 64, .contexts = 64 };
	bool check = argc > 1 && strcmp(argv[1], "--check") == 0;
	double empty, pair, ns[KINDS];
	int n;

	if (portsig_pool_create(&o, &pool) != 0)
		abort();
	for (n = 0; n < ROUNDS; n++)
		measure(n);
	empty = bench_median(figure[EMPTY], ROUNDS);
	for (n = 0; n < KINDS; n++)
		ns[n] = bench_median(figure[n], ROUNDS) - empty;
	pair = ns[PAIR];
	show("CAS pair", pair, pair);
	show("borrow + return", ns[PLAIN], pair);
	show("  in a foreign handler", ns[FOREIGN], pair);
	show("  nested in another loan", ns[NESTED], pair);
	show("  on an attached thread", ns[ATTACHED], pair);
	show("  two threads at once", ns[TWO], pair);
	printf("attach + detach: %.0f ns, %.2f of a sigaltstack set + "
	    "disable\n", ns[ATTACH], ns[ATTACH] / ns[SET]);
	if (check && (ns[PLAIN] > 4 * pair || ns[FOREIGN] > 4 * pair)) {
		printf("FAIL: more than 4 CAS pairs\n");
		return 1;
	}
	return 0;
}
