/* SPDX-License-Identifier: MIT */
/*
 * The runtime's work for one signal, all of it inside the M: a bump allocator,
 * a trace buffer whose records lie in it, and a profile by pc.
 */
#include "m.h"

#include <stdbool.h>

#include "text.h"

enum { RECORD_MAX = 160 };	/* bytes that the longest record takes */

static void *
arena_take(struct arena *a, size_t size)
{
	void *p = a->memory + a->used;

	if (size > sizeof(a->memory) - a->used)
		return NULL;
	a->used += (size + 15) & ~(size_t)15;
	return p;
}

/* A real runtime would hand the records on first. */
static void
reset(struct m *m)
{
	m->trace.count = 0;
	m->arena.used = 0;
	m->resets++;
}

static void
format(struct text *t, const struct m *m, const struct sample *s)
{
	text_word(t, "sample ");
	text_dec(t, m->samples);
	text_word(t, " signal ");
	text_dec(t, (unsigned long)s->signo);
	text_word(t, " pc ");
	text_hex(t, s->pc);
	text_word(t, " sp ");
	text_hex(t, s->sp);
	text_word(t, " flags ");
	text_hex(t, s->flags);
	text_word(t, " stack left ");
	text_dec(t, s->bytes_left);
}

/* The arena is a multiple of 16 bytes, so taking rounded sizes never ends
 * beyond it. */
static bool
trace_add(struct m *m, const struct sample *s)
{
	char line[RECORD_MAX], *copy;
	struct text t = { line, line + sizeof(line) };
	size_t n, length;

	format(&t, m, s);
	length = (size_t)(t.at - line);
	if (m->trace.count == TRACE_RECORDS)
		return false;
	copy = arena_take(&m->arena, length);
	if (copy == NULL)
		return false;
	for (n = 0; n < length; n++)
		copy[n] = line[n];
	m->trace.record[m->trace.count].text = copy;
	m->trace.record[m->trace.count++].length = length;
	return true;
}

static void
profile_hit(struct profile *p, uintptr_t code, unsigned long hits)
{
	unsigned n, at = (unsigned)(code * 0x9e3779b1u >> 7);
	struct bucket *b;

	for (n = 0; n < PROFILE_BUCKETS; n++) {
		b = &p->bucket[(at + n) % PROFILE_BUCKETS];
		if (b->code != code && b->code != 0)
			continue;
		b->code = code;
		b->hits += hits;
		return;
	}
	p->other += hits;
}

void
m_sample(struct m *m, const struct sample *s)
{
	m->samples++;
	profile_hit(&m->profile, s->pc >> PROFILE_SHIFT, 1);
	if (trace_add(m, s))
		return;
	reset(m);
	if (!trace_add(m, s))
		m->unwritten++;
}

void
m_profile_add(struct profile *to, const struct profile *from)
{
	unsigned n;

	for (n = 0; n < PROFILE_BUCKETS; n++)
		if (from->bucket[n].code != 0)
			profile_hit(to, from->bucket[n].code,
			    from->bucket[n].hits);
	to->other += from->other;
}
