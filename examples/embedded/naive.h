/* SPDX-License-Identifier: MIT */
/* The same job with malloc and snprintf in the handler. */
#ifndef EMBEDDED_NAIVE_H
#define EMBEDDED_NAIVE_H

#include "options.h"

/* Returns the status to end with. */
int naive_run(const struct options *opt);

#endif /* EMBEDDED_NAIVE_H */
