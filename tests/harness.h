/* SPDX-License-Identifier: MIT */
/*
 * What every test program includes: Check, or where there is none the same
 * macros from harness_mini.h; and the few helpers that tests of a signal
 * library need on top of it.
 */
#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#if HAVE_CHECK
#include <check.h>
#else
#include "harness_mini.h"
#endif

enum { HARNESS_SKIPPED = 77 };	/* what automake takes for "skipped" */

/*
 * ThreadSanitizer stands between the kernel and every handler, calls it late,
 * and puts errno back after it.
 */
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_THREAD__) || __has_feature(thread_sanitizer)
enum { HARNESS_UNDER_TSAN = 1 };
#else
enum { HARNESS_UNDER_TSAN = 0 };
#endif

/* AddressSanitizer asks the kernel for the signal stack, and believes it. */
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
enum { HARNESS_UNDER_ASAN = 1 };
#else
enum { HARNESS_UNDER_ASAN = 0 };
#endif

/*
 * A checked fixture for every case.  Puts every action that the child got
 * from the runner back to SIG_DFL, unblocks everything, and disables the
 * signal stack.
 */
void harness_reset(void);

/*
 * A checked fixture for the end of a test, by which no loan is under way: what
 * each pool counts agrees with what its contexts hold.
 */
void harness_reconcile(void);

/* Adds TEST to the case TC if COND holds; if not, prints why not. */
#define harness_add_if(cond, tc, test, why) \
	do { \
		if (cond) \
			tcase_add_test(tc, test); \
		else \
			harness_skip(#test, why); \
	} while (0)
void harness_skip(const char *test, const char *why);

/*
 * Runs a suite and returns what main() returns: EXIT_SUCCESS, EXIT_FAILURE, or
 * HARNESS_SKIPPED if there was nothing to run.
 */
int harness_main(Suite *s);

/*
 * Waits until COND holds, MS milliseconds at most, times
 * CK_TIMEOUT_MULTIPLIER.  For words that the code under test writes; two
 * threads of a test meet by a harness_sem.
 */
#define harness_wait_for(cond, ms) \
	do { \
		struct timespec harness_by = harness_deadline(ms); \
		while (!(cond)) \
			ck_assert_msg(harness_yield_until(&harness_by), \
			    "not within %d ms: %s", (int)(ms), #cond); \
	} while (0)
struct timespec harness_deadline(unsigned ms);
bool harness_yield_until(const struct timespec *by);

/*
 * A semaphore made of a pipe: macOS has no unnamed ones, and this one also
 * works between a process and its child.  Post may be called in a handler.
 */
struct harness_sem {
	int fd[2];
};
void harness_sem_init(struct harness_sem *sem);
void harness_sem_post(struct harness_sem *sem);
void harness_sem_wait(struct harness_sem *sem, unsigned ms);
void harness_sem_fini(struct harness_sem *sem);

/* Runs FN(ARG) on a thread of its own and returns what it returned. */
void *harness_thread_run(void *(*fn)(void *), void *arg);

/*
 * Runs FN(ARG) in a child and returns its wait status.  FN asserts nothing:
 * it says what it saw by _exit(); returning from it is _exit(0).
 */
int harness_child_status(void (*fn)(void *), void *arg);

/*
 * How often to do what is the better the more often it is done: USUAL, or FULL
 * with $PORTSIG_FULL, or a twentieth of USUAL with $PORTSIG_SMALL, which is for
 * emulated CPUs.
 */
unsigned harness_rounds(unsigned usual, unsigned full);

/*
 * A number to start a random sequence with: $PORTSIG_SEED, or one that
 * differs each time and is printed.
 */
uint32_t harness_random_seed(void);

#endif /* TESTS_HARNESS_H */
