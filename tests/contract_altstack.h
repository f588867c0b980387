/* SPDX-License-Identifier: MIT */
/* The contract on signal stacks, for whoever asks it. */
#ifndef TESTS_CONTRACT_ALTSTACK_H
#define TESTS_CONTRACT_ALTSTACK_H

#include "harness.h"

/* Who answers: the kernel, its model on frames of another, or valgrind. */
enum contract_by { CONTRACT_KERNEL, CONTRACT_MODEL, CONTRACT_VALGRIND };

void contract_altstack(Suite *s, enum contract_by by);

#endif /* TESTS_CONTRACT_ALTSTACK_H */
