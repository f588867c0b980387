/* SPDX-License-Identifier: MIT */
/*
 * What a system's os_regs.h makes of frames made up for it, run here: included
 * by tests/frames/<os>.c, which sees that system's declarations only.
 */
#ifndef TESTS_FRAMES_H
#define TESTS_FRAMES_H

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <portsig/frame.h>

int printf(const char *, ...);

static unsigned checks, failures;

static void
check_one(bool ok, const char *what, int line)
{
	checks++;
	if (ok)
		return;
	failures++;
	printf("line %d: %s\n", line, what);
}
#define CHECK(what) check_one(what, #what, __LINE__)

static siginfo_t info;

/* A siginfo of nothing but these, and its address. */
static siginfo_t *
told(int signo, int code, uintptr_t addr)
{
	static const siginfo_t zero;

	info = zero;
	info.si_signo = signo;
	info.si_code = code;
	info.si_addr = (void *)addr;
	return &info;
}

/* What the next three ask about: a handler's third argument. */
static void *under;

static inline uintptr_t
address(const siginfo_t *i)
{
	uintptr_t at = 0;

	return portsig_os_fault_address(i->si_signo, i, under, &at) == 0 ? at :
	    0;
}

static inline unsigned
access_of(const siginfo_t *i)
{
	return portsig_os_fault_access(i->si_signo, i, under);
}

static inline bool
is_at(const siginfo_t *i)
{
	return portsig_os_fault_pc_is_at(i->si_signo, i, under);
}

static void check_all(void);

int
main(void)
{
	check_all();
	printf("%u checks, %u failures\n", checks, failures);
	return checks == 0 || failures != 0;
}

#endif /* TESTS_FRAMES_H */
