/* SPDX-License-Identifier: MIT */
/*
 * One question to the kernel and to its model, and what all the operations of
 * check_model_linux choose from.
 */
#ifndef TESTS_MODELS_COMPARE_FIXTURE_H
#define TESTS_MODELS_COMPARE_FIXTURE_H

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../harness.h"
#include "../syscall_at.h"
#include "model.h"
#include "platform.h"

enum { AREAS = 4, DEPTH = 4, ON_IT = SIGUSR1, OFF_IT = SIGUSR2 };
#define AUTODISARM ((int)0x80000000u)

#ifdef __GLIBC__
static const struct model *const by_libc = &model_linux;
#else
static const struct model *const by_libc = &model_musl;
#endif
static const struct model *const m = &model_linux;
static char *program;

/* One thread works at a time; what is its own is in `self'. */
static _Thread_local struct model_thread self;
static unsigned char *area[AREAS];
static size_t area_size, frame_size;
static uint32_t seed, state;
static unsigned long steps;
static unsigned level, base;
static bool may_spawn = true;
static int area_of[DEPTH + 2];		/* what each level runs on, or -1 */
static sigjmp_buf env[DEPTH + 2];
static char fault[400];

static unsigned
below(unsigned n)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % n;
}

static bool
one_in(unsigned n)
{
	return below(n) == 0;
}

static void
differ(const char *what, const struct model_stack *real,
    const struct model_stack *model, int err, int model_err)
{
	if (fault[0] != '\0')
		return;
	snprintf(fault, sizeof(fault), "PORTSIG_SEED=%lu, step %lu, level %u, "
	    "%s: kernel %d {%#lx, %lu, %#x}, model %d {%#lx, %lu, %#x}",
	    (unsigned long)seed, steps, level, what, err,
	    (unsigned long)real->sp, (unsigned long)real->size,
	    (unsigned)real->flags, model_err, (unsigned long)model->sp,
	    (unsigned long)model->size, (unsigned)model->flags);
}

static void
compare(const char *what, const struct model_stack *real,
    const struct model_stack *model, int err, int model_err)
{
	if (err != model_err || real->sp != model->sp ||
	    real->size != model->size || real->flags != model->flags)
		differ(what, real, model, err, model_err);
}

static void
to_os(stack_t *to, const struct model_stack *from)
{
	memset(to, 0, sizeof(*to));
	to->ss_sp = (void *)from->sp;
	to->ss_size = from->size;
	to->ss_flags = from->flags;
}

static void
from_os(struct model_stack *to, const stack_t *from)
{
	to->sp = (uintptr_t)from->ss_sp;
	to->size = from->ss_size;
	to->flags = from->ss_flags;
}

/* A setting: mostly one that can be used, else anything. */
static void
choose(struct model_stack *st)
{
	static const int odd[] = { 1, 2, 3, 4, 0x40, -1, AUTODISARM | 1,
	    AUTODISARM | 2, AUTODISARM | 3, AUTODISARM | 0x40 };
	size_t min = PORTSIG_OS_STACK_FLOOR;
	const size_t small[] = { 0, 1, min - 1, min, min + 1, 8192 };
	unsigned n = below(AREAS);

	st->sp = (uintptr_t)area[n] + (one_in(4) ? 16 : 0);
	st->size = area_size - 16;
	st->flags = one_in(4) ? AUTODISARM : 0;
	if (one_in(4))
		st->flags = odd[below(sizeof(odd) / sizeof(odd[0]))];
	if (one_in(4))
		st->size = small[below(sizeof(small) / sizeof(small[0]))];
	if (one_in(16))
		st->sp = 0;
	if (one_in(10)) {
		*st = self.set;		/* LNX-4 */
		st->size += one_in(4);
	}
}

/* At an end of the stack that is set, or inside it, or just beyond. */
static uintptr_t
choose_sp(void)
{
	uintptr_t lo = self.set.sp, hi = lo + self.set.size;
	const uintptr_t sp[] = { lo, lo + 1, lo - 1, hi, hi + 1, hi - 1,
	    lo + self.set.size / 2 };

	if (lo == 0 || !one_in(3))
		return 0;
	return sp[below(sizeof(sp) / sizeof(sp[0]))];
}

/* NEW and OLD may be NULL or MODEL_BAD. */
static void
ask(const char *what, const struct model_stack *new, bool want_old,
    bool bad_old)
{
	static const struct model_stack untouched = { 4711, 4712, 4713 };
	struct model_stack real = untouched, model = untouched;
	uintptr_t sp = choose_sp();
	stack_t st, was;
	int err, model_err;

	to_os(&was, &untouched);
	if (new != NULL && new != MODEL_BAD)
		to_os(&st, new);
	err = sigaltstack_at(&sp, new == MODEL_BAD ? (void *)MODEL_BAD :
	    new == NULL ? NULL : &st, bad_old ? (void *)MODEL_BAD :
	    want_old ? &was : NULL);
	model_err = m->sigaltstack(&self, sp, new, bad_old ? MODEL_BAD :
	    want_old ? &model : NULL);
	from_os(&real, &was);
	compare(what, &real, &model, err, model_err);
}

static void
query(const char *what)
{
	ask(what, NULL, true, false);
}

static void
op_set(void)
{
	struct model_stack st;

	choose(&st);
	ask("set", one_in(16) ? MODEL_BAD : &st, !one_in(4), one_in(8));
}

static void
op_disable(void)
{
	struct model_stack st;

	choose(&st);
	st.flags = SS_DISABLE | (one_in(4) ? AUTODISARM : 0);
	ask("disable", &st, !one_in(4), one_in(8));
}

/* musl's own minimum has changed: nothing between the two is asked. */
static void
op_libc(void)
{
	uintptr_t sp = (uintptr_t)__builtin_frame_address(0);
	struct model_stack new, real = { 0, 0, 0 }, model = { 0, 0, 0 };
	stack_t st, was;
	int err, model_err;

	choose(&new);
	if (by_libc != m && new.size >= 1024)
		new.size = area_size - 16;
	to_os(&st, &new);
	memset(&was, 0, sizeof(was));
	err = sigaltstack(&st, &was) == 0 ? 0 : errno;
	model_err = by_libc->libc(&self, sp, &new, &model);
	from_os(&real, &was);
	compare("libc", &real, &model, err, model_err);
}

/* Does COUNT random operations, unless a fault was found. */
static void ops(unsigned count);

#endif /* TESTS_MODELS_COMPARE_FIXTURE_H */
