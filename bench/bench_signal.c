/* SPDX-License-Identifier: MIT */
/*
 * What a delivery costs from the sender's system call to its return: through
 * a claim, with a context borrowed and returned, against a bare handler that
 * does the same work.  The two run in turn, block by block; what counts is
 * the median of the blocks' ratios.  With --check: exit status 1 above 1.02,
 * measured up to five times, since other work on the machine shows too.
 */
#include "config.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <portsig/action.h>
#include <portsig/frame.h>
#include "bench_time.h"

enum { BLOCKS = 101, SIGNALS = 2000 };
static const double limit = 1.02;

static volatile unsigned long count;
static volatile uintptr_t last_pc;

static void
bare(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	count++;
	last_pc = portsig_frame_pc(frame);
}

static enum portsig_verdict
claimed(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	count++;
	last_pc = portsig_frame_pc(ev->frame);
	return PORTSIG_VERDICT_HANDLED;
}

static double
ns_each(int signo)
{
	long pid = getpid(), tid = syscall(SYS_gettid);
	double begin = bench_now();
	int n;

	for (n = 0; n < SIGNALS; n++)
		if (syscall(SYS_tgkill, pid, tid, signo) != 0)
			abort();
	return (bench_now() - begin) / SIGNALS;
}

static void
install(void)
{
	struct portsig_pool_options o = { .payload_size = 64, .contexts = 64 };
	struct portsig_claim_options c = { .fn = claimed };
	static unsigned char area[65536];
	struct portsig_pool *pool;
	struct portsig_claim *claim;
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = bare;
	sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
	sigemptyset(&sa.sa_mask);
	if (portsig_altstack_install(area, sizeof(area), NULL) != 0 ||
	    sigaction(SIGUSR1, &sa, NULL) != 0 ||
	    portsig_pool_create(&o, &pool) != 0 ||
	    portsig_action_claim(pool, SIGUSR2, &c, &claim) != 0)
		abort();
}

static double
measure(void)
{
	static double without[BLOCKS], with[BLOCKS], ratio[BLOCKS];
	double middle;
	int n;

	for (n = 0; n < BLOCKS; n++) {
		if (n % 2 == 0)
			without[n] = ns_each(SIGUSR1);
		with[n] = ns_each(SIGUSR2);
		if (n % 2 != 0)
			without[n] = ns_each(SIGUSR1);
		ratio[n] = with[n] / without[n];
	}
	middle = bench_median(ratio, BLOCKS);
	printf("bare handler %.0f ns, claimed and borrowed %.0f ns, "
	    "ratio %.4f (%.4f to %.4f for the middle half)\n",
	    bench_median(without, BLOCKS), bench_median(with, BLOCKS), middle,
	    ratio[BLOCKS / 4], ratio[BLOCKS * 3 / 4]);
	return middle;
}

int
main(int argc, char **argv)
{
	bool check = argc > 1 && strcmp(argv[1], "--check") == 0;
	int tries;

	install();
	for (tries = check ? 5 : 1; tries > 0; tries--)
		if (measure() <= limit)
			return 0;
	if (check)
		printf("FAIL: above %.2f in five measurements\n", limit);
	return check ? 1 : 0;
}
