/* SPDX-License-Identifier: MIT */
/*
 * The runtime's M: what it needs to run code at all.  One lies in every
 * context; whoever holds the context has the M to himself.
 */
#ifndef EMBEDDED_M_H
#define EMBEDDED_M_H

#include <stddef.h>
#include <stdint.h>

enum {
	ARENA_SIZE = 8192,	/* bytes */
	TRACE_RECORDS = 64,
	PROFILE_BUCKETS = 128,	/* a power of two */
	PROFILE_SHIFT = 8	/* a bucket is 256 bytes of code */
};

/* A bump allocator: memory goes back all at once. */
struct arena {
	size_t used;
	_Alignas(16) unsigned char memory[ARENA_SIZE];
};

/* Records of what was seen; their text lies in the arena. */
struct trace {
	unsigned count;
	struct {
		const char *text;
		size_t length;
	} record[TRACE_RECORDS];
};

struct bucket {
	uintptr_t code;		/* pc >> PROFILE_SHIFT; 0: unused */
	unsigned long hits;
};

struct profile {
	struct bucket bucket[PROFILE_BUCKETS];
	unsigned long other;	/* found no bucket */
};

/* What the handler saw. */
struct sample {
	int signo;
	unsigned flags;
	uintptr_t pc, sp;
	size_t bytes_left;
};

struct m {
	struct m *next;		/* the runtime's list of all */
	unsigned long samples;	/* signals worked on here */
	unsigned long resets;	/* how often the arena was emptied */
	unsigned long unwritten; /* records that found no room: none, ever */
	struct profile profile;
	struct trace trace;
	struct arena arena;
};

/* The work that a signal makes.  In handlers: no malloc, no stdio, no lock. */
void m_sample(struct m *m, const struct sample *s);

/* Adds FROM's profile to TO, which may be too small for all of it. */
void m_profile_add(struct profile *to, const struct profile *from);

#endif /* EMBEDDED_M_H */
