/* SPDX-License-Identifier: MIT */
/* What the measurements share: a clock in ns and the median of some figures. */
#ifndef BENCH_BENCH_TIME_H
#define BENCH_BENCH_TIME_H

#include <stdlib.h>
#include <time.h>

static inline double
bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static inline int
bench_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts the figures. */
static inline double
bench_median(double *figure, size_t count)
{
	qsort(figure, count, sizeof(*figure), bench_compare);
	return figure[count / 2];
}

#endif /* BENCH_BENCH_TIME_H */
