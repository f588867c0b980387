/* SPDX-License-Identifier: MIT */
/* The contract on signal stacks, for whoever asks it. */
#ifndef TESTS_CONTRACT_ALTSTACK_H
#define TESTS_CONTRACT_ALTSTACK_H

#include "harness.h"

/* NO_FRAMES says why frames are not this system's own; NULL: they are. */
void contract_altstack(Suite *s, const char *no_frames);

#endif /* TESTS_CONTRACT_ALTSTACK_H */
