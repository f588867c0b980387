/* SPDX-License-Identifier: MIT */
/* What one signal costs, with the runtime and without. */
#ifndef EMBEDDED_MEASURE_H
#define EMBEDDED_MEASURE_H

/* Nanoseconds a signal, sent and taken by the calling thread. */
struct cost {
	double bare;		/* an empty handler */
	double borrowed;	/* portsig and an empty callback */
	double worked;		/* portsig and the runtime's work */
	unsigned long signals;	/* measured, of each kind */
};

/* SIGNO is the one that the runtime has claimed, BARE a free one. */
int measure(int signo, int bare, struct cost *out);

#endif /* EMBEDDED_MEASURE_H */
