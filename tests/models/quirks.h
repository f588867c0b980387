/* SPDX-License-Identifier: MIT */
/* Where quirks of systems meet the core. */
#ifndef TESTS_MODELS_QUIRKS_H
#define TESTS_MODELS_QUIRKS_H

#include "../harness.h"

void quirks(Suite *s);

#endif /* TESTS_MODELS_QUIRKS_H */
