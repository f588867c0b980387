/* SPDX-License-Identifier: MIT */
/* The summary. */
#ifndef EMBEDDED_REPORT_H
#define EMBEDDED_REPORT_H

#include "run.h"

/* One column for each run. */
void report_print(const struct result *res, unsigned runs);

/* Says what did not hold, frees the results, returns the exit status. */
int report_verdict(struct result *res, unsigned runs);

#endif /* EMBEDDED_REPORT_H */
