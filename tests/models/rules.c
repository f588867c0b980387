/* SPDX-License-Identifier: MIT */
/* What all models share: counting rules, turning one round, user memory. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "model.h"

static struct model_hits own_hits[MODEL_RULES], *hits = own_hits;
static const struct model_rule *counted;	/* the model's in use */
static const struct model_rule *flipped;
static bool always;

bool (*model_remap)(uintptr_t from, size_t size, bool scribble);

static bool
count(const struct model_rule *rules, unsigned rule, bool held)
{
	if (rules == counted)
		__atomic_add_fetch(held ? &hits[rule].yes : &hits[rule].no, 1,
		    __ATOMIC_RELAXED);
	return held;
}

bool
model_if(const struct model_rule *rules, unsigned rule, bool cond)
{
	return count(rules, rule, &rules[rule] == flipped ? always : cond);
}

bool
model_does(const struct model_rule *rules, unsigned rule)
{
	return count(rules, rule, &rules[rule] != flipped);
}

size_t
model_value(const struct model_rule *rules, unsigned rule, size_t usual,
    size_t other)
{
	count(rules, rule, true);
	return &rules[rule] == flipped ? other : usual;
}

int
model_read(struct model_stack *to, const struct model_stack *from)
{
	if (from == MODEL_BAD)
		return EFAULT;
	*to = *from;
	return 0;
}

int
model_write(struct model_stack *to, const struct model_stack *from)
{
	if (to == MODEL_BAD)
		return EFAULT;
	if (to != NULL)
		*to = *from;
	return 0;
}

bool
model_contains(const struct model_stack *st, uintptr_t sp)
{
	return sp - st->sp < st->size;
}

const char *
model_flip_name(const struct model *m, unsigned n)
{
	static char name[32];
	const struct model_rule *r;

	for (r = m->rules; r->tag != NULL; r++) {
		if (r->kind != MODEL_IF) {
			if (n-- == 0)
				return r->tag;
			continue;
		}
		if (n < 2) {
			snprintf(name, sizeof(name), "%s %s", r->tag,
			    n == 0 ? "never" : "always");
			return name;
		}
		n -= 2;
	}
	return NULL;
}

int
model_print_flips(const struct model *m)
{
	const char *name;
	unsigned n;

	for (n = 0; (name = model_flip_name(m, n)) != NULL; n++)
		puts(name);
	return 0;
}

bool
model_flip(const struct model *m, const char *flip)
{
	const struct model_rule *r;
	size_t length;

	counted = m->rules;
	flipped = NULL;
	if (flip == NULL)
		return true;
	length = strcspn(flip, " ");
	for (r = m->rules; r->tag != NULL; r++)
		if (strncmp(r->tag, flip, length) == 0 &&
		    r->tag[length] == '\0')
			break;
	if (r->tag == NULL)
		return false;
	flipped = r;
	always = strcmp(flip + length, " always") == 0;
	return (r->kind == MODEL_IF) == (flip[length] == ' ');
}

void
model_share_hits(void)
{
	void *p = mmap(NULL, sizeof(own_hits), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p != MAP_FAILED)
		hits = p;
}

struct model_hits
model_hits_of(const struct model *m, unsigned rule)
{
	static const struct model_hits none;

	return counted == m->rules && rule < MODEL_RULES ? hits[rule] : none;
}
