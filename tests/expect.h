/* SPDX-License-Identifier: MIT */
/*
 * What each raw kernel does, one row per system, so that tests need no
 * conditional of their own.  A known bug of a kernel is a row that states it.
 */
#ifndef TESTS_EXPECT_H
#define TESTS_EXPECT_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct expect - one system
 * @name:           portsig_os_name
 * @kernel_minimum: bytes, the smallest signal stack that the kernel takes
 * @replace_on_it:  errno of replacing the signal stack while on it
 * @by_sp:          being on it is told by the stack pointer
 * @inherited:      a new thread has its creator's
 * @kept_by_fork:   fork's child has its parent's
 * @reserved_from:  first signal that libc keeps for itself, or a number above
 *                  all signals
 * @frame_moves:    a frame can be returned through elsewhere
 * @source:         where this was read
 */
struct expect {
	const char *name;
	size_t kernel_minimum;
	int replace_on_it;
	bool by_sp, inherited, kept_by_fork;
	int reserved_from;
	bool frame_moves;
	const char *source;
};

/* The row of the system that this runs on; the test fails if there is none. */
const struct expect *expect_here(void);

#endif /* TESTS_EXPECT_H */
