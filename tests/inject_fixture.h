/* SPDX-License-Identifier: MIT */
/*
 * What check_inject and check_inject_delivery share: running an operation one
 * instruction at a time with something done after each, and comparing what
 * the interrupted code can see before that and after it.
 */
#ifndef TESTS_INJECT_FIXTURE_H
#define TESTS_INJECT_FIXTURE_H

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <portsig/frame.h>

#include "portsig/action_internal.h"
#include "claim_fixture.h"
#include "single_step.h"

enum { CONTEXTS = 3, SEEN = 8, SIGNAL_STACK = 128 * 1024 };

/* What the code that is stepped can see of a context and of its thread. */
struct sight {
	void *slot;
	struct one {
		uintptr_t owner;
		struct portsig_context *below;
		unsigned depth;
		uintptr_t loan[PORTSIG_HOLDS];
		struct portsig_claim *claim[PORTSIG_HOLDS];
	} context[SEEN];
	unsigned contexts;
};

/* What is done after each instruction. */
typedef void inject_fn(void *frame);

SHARED volatile struct {
	struct portsig_pool *pool;
	unsigned nest;
	inject_fn *fn;
	bool stepping;
	unsigned long instructions, injections, failures;
	unsigned long none, second;	/* got EAGAIN; or another context */
	unsigned taken, displaced;
	const char *why;
	uintptr_t where;
} in;

SHARED unsigned char stack_area[SIGNAL_STACK];

SHARED void
look_at(struct portsig_context *c, void *arg)
{
	struct sight *s = arg;
	struct one *o = &s->context[s->contexts];
	unsigned n;

	if (s->contexts == SEEN)
		return;
	s->contexts++;
	o->owner = atomic_load(&c->owner);
	o->below = atomic_load(&c->below);
	o->depth = atomic_load(&c->depth);
	for (n = 0; n < PORTSIG_HOLDS; n++) {
		o->loan[n] = atomic_load(&c->hold[n].loan);
		o->claim[n] = atomic_load(&c->hold[n].claim);
	}
}

SHARED void
look(struct sight *s)
{
	memset(s, 0, sizeof(*s));
	s->slot = portsig_os_slot_get();
	if (portsig_pool_is_live(in.pool))
		portsig_pool_visit(in.pool, look_at, s);
}

SHARED void
wrong(const char *why, void *frame)
{
	if (in.failures++ == 0) {
		in.why = why;
		in.where = portsig_frame_pc(frame);
	}
}

/*
 * Free contexts keep whatever stood in `below', and a thread's exit may have
 * been hooked.
 */
SHARED bool
same(const struct sight *a, const struct sight *b)
{
	unsigned n;

	if (a->contexts != b->contexts || (a->slot != b->slot &&
	    (uintptr_t)a->slot != ((uintptr_t)b->slot ^ PORTSIG_SLOT_ARMED)))
		return false;
	for (n = 0; n < a->contexts; n++) {
		struct one x = a->context[n], y = b->context[n];

		if (x.owner == 0 && y.owner == 0)
			x.below = y.below;
		if (memcmp(&x, &y, sizeof(x)) != 0)
			return false;
	}
	return true;
}

SHARED void
on_trap(int signo, siginfo_t *info, void *frame)
{
	static struct sight before, after;
	int saved = errno;

	(void)signo;
	in.instructions++;
	if (info->si_code == SI_USER || info->si_code == SI_TKILL)
		wrong("not a trap", frame);
	look(&before);
	errno = 1000 + (int)(in.instructions % 7);
	in.fn(frame);
	if (errno != 1000 + (int)(in.instructions % 7))
		wrong("errno", frame);
	look(&after);
	if (!same(&before, &after))
		wrong("the interrupted code sees a difference", frame);
	errno = saved;
}

/* The nested borrower. */
SHARED void
borrow_once(void *frame)
{
	struct portsig_context *held = portsig_context_current(in.pool);
	struct portsig_loan loan;
	int err = portsig_context_borrow(in.pool, frame, &loan);

	in.injections++;
	if (err != 0) {
		in.none++;
		if (err != EAGAIN)
			wrong("neither a context nor EAGAIN", frame);
		if (held != NULL && in.nest == PORTSIG_NEST_SAME)
			wrong("none although one is held", frame);
		return;
	}
	if (held != NULL && loan.context != held) {
		in.second++;
		if (in.nest == PORTSIG_NEST_SAME)
			wrong("another one although one is held", frame);
	}
	portsig_context_return(&loan);
}

/* Two loans in the injected handler, and a mark and rewind around them. */
SHARED void
borrow_twice(void *frame)
{
	portsig_mark mark;
	struct portsig_loan a, b;

	in.injections++;
	if (portsig_context_borrow(in.pool, frame, &a) != 0) {
		in.none++;
		return;
	}
	mark = portsig_context_mark(in.pool);
	if (portsig_context_borrow(in.pool, frame, &b) == 0)
		portsig_context_rewind(in.pool, mark);
	portsig_context_return(&a);
}

SHARED enum portsig_verdict
take(const struct portsig_event *ev, void *arg)
{
	(void)ev;
	(void)arg;
	in.taken += answer == PORTSIG_VERDICT_HANDLED;
	return answer;
}

SHARED void
take_displaced(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	(void)frame;
	in.displaced++;
}

/* A whole delivery of a signal that somebody must take, once. */
SHARED void
deliver(void *frame)
{
	unsigned before = in.taken + in.displaced;

	in.injections++;
	if (raise(SIGUSR1) != 0)
		wrong("raise", frame);
	if (in.taken + in.displaced != before + 1)
		wrong("lost, or taken twice", frame);
}

/* Runs FN(ARG) with INJECT after each instruction, and says what was seen. */
SHARED void
step(const char *name, void (*fn)(void *), void *arg, inject_fn *inject)
{
	in.fn = inject;
	in.instructions = in.injections = in.failures = 0;
	in.none = in.second = 0;
	in.stepping = true;
	step_on();
	fn(arg);
	step_off();
	in.stepping = false;
	printf("%-34s %6lu instructions %6lu injections %lu failures, "
	    "%lu found none, %lu a second\n", name, in.instructions,
	    in.injections, in.failures, in.none, in.second);
	ck_assert_msg(in.failures == 0, "%s: %s, first at pc %p", name,
	    in.why, (void *)in.where);
	ck_assert_uint_gt(in.instructions, 20);
	ck_assert_uint_gt(in.injections, 0);
}

SHARED void
plain(void *arg)
{
	struct portsig_loan loan;

	if (portsig_context_borrow(in.pool, arg, &loan) == 0)
		portsig_context_return(&loan);
}

SHARED const struct setting {
	const char *name;
	unsigned contexts, nest;
	bool armed, altstack;
} settings[] = {
	{ "SAME", CONTEXTS, PORTSIG_NEST_SAME, true, true },
	{ "SAME, no signal stack", CONTEXTS, PORTSIG_NEST_SAME, true, false },
	{ "SAME, thread never seen", CONTEXTS, PORTSIG_NEST_SAME, false, true },
	{ "SAME, one context", 1, PORTSIG_NEST_SAME, true, true },
	{ "FRESH", CONTEXTS, PORTSIG_NEST_FRESH, true, true },
	{ "FRESH, one context", 1, PORTSIG_NEST_FRESH, true, false },
};

enum { SETTINGS = sizeof(settings) / sizeof(settings[0]) };

SHARED int
agree(void *payload, unsigned depth, void *arg)
{
	(void)payload;
	(void)arg;
	return depth > 100 ? EBUSY : 0;
}

SHARED void
hear(void *payload, unsigned depth, enum portsig_leave how, void *arg)
{
	(void)payload;
	(void)depth;
	(void)how;
	(void)arg;
}

SHARED void
set_up(const struct setting *s, bool heard)
{
	struct portsig_pool_options o = { .payload_size = 64,
	    .contexts = s->contexts, .nest = s->nest,
	    .enter = heard ? agree : NULL, .leave = heard ? hear : NULL };

	in.pool = make_pool(&o);
	in.nest = o.nest;
	if (s->armed)
		plain(NULL);
	if (s->altstack)
		ck_assert_int_eq(portsig_altstack_install(stack_area,
		    sizeof(stack_area), NULL), 0);
	on_signal(SIGTRAP, on_trap, s->altstack ? SA_ONSTACK : 0);
}

SHARED void
all_back(void)
{
	struct portsig_counts c;

	ck_assert_int_eq(portsig_pool_counts_get(in.pool, &c), 0);
	assert_all_free(in.pool, (unsigned)c.made);
	ck_assert_ptr_null(portsig_context_current(in.pool));
}

SHARED void
claim_usr1(unsigned empty)
{
	struct portsig_claim_options o = { .fn = take, .empty = empty };
	struct portsig_claim *c;

	ck_assert_int_eq(portsig_action_claim(in.pool, SIGUSR1, &o, &c), 0);
}

#endif /* TESTS_INJECT_FIXTURE_H */
