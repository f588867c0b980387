/* SPDX-License-Identifier: MIT */
/* The table's rows for what only Linux and its libcs have. */
#include "config.h"

#include "scene.h"
#include "table.h"

#define AUTODISARM ((int)0x80000000u)

/* SS_AUTODISARM: the thread has LO with it.  Linux's answer alone counts. */
static void
arm(struct scene *s)
{
	(void)scene_set(s, LO, SIZE, AUTODISARM);
}

static long
armed_flags(struct scene *s)
{
	arm(s);
	return scene_flags(s);
}

static long
armed_flags_in_range(struct scene *s)
{
	arm(s);
	s->sp = HI - 16;
	return scene_flags(s);
}

static long
armed_flags_in_handler(struct scene *s)
{
	arm(s);
	scene_enter(s);
	return scene_flags(s);
}

static long
armed_replace_on_it(struct scene *s)
{
	arm(s);
	scene_enter(s);
	return scene_set(s, OTHER, SIZE, 0);
}

static long
armed_flags_after_return(struct scene *s)
{
	arm(s);
	scene_enter(s);
	(void)scene_set(s, OTHER, SIZE, 0);
	scene_leave(s, &s->f);
	return s->t.set.sp == LO ? scene_flags(s) : -1;
}

static long
armed_next_after_siglongjmp(struct scene *s)
{
	struct model_jump j = { .kind = MODEL_SIGSETJMP };
	uintptr_t sp = s->sp;

	arm(s);
	s->m->save_for_jump(&s->t, &j);
	scene_enter(s);
	s->m->jump(&s->t, &j);
	s->sp = sp;
	return scene_next(s);
}

static long
armed_uc_flags(struct scene *s)
{
	arm(s);
	scene_enter(s);
	return s->f.uc.flags;
}

static long
armed_exec_flags(struct scene *s)
{
	arm(s);
	s->m->exec(&s->t);
	return scene_flags(s);
}

static long
same_again_after_exec(struct scene *s)
{
	s->m->exec(&s->t);
	return scene_set(s, 0, 0, 0);
}

const struct scene_row table_autodisarm[] = {
	ROW(armed_flags, AUTODISARM),
	ROW(armed_flags_in_range, AUTODISARM),
	ROW(armed_flags_in_handler, 2),
	ROW(armed_replace_on_it, 0),
	ROW(armed_flags_after_return, AUTODISARM),
	ROW(armed_next_after_siglongjmp, 0),
	ROW(armed_uc_flags, AUTODISARM),
	ROW(armed_exec_flags, AUTODISARM | 2),
	ROW(same_again_after_exec, 0),
	ROW_END
};

/* musl's wrapper, LNX-24 and LNX-11, whose answer alone counts. */
static long
musl_onstack(struct scene *s)
{
	return scene_libc(s, OTHER, SIZE, ONSTACK);
}

static long
musl_onstack_and_small(struct scene *s)
{
	return scene_libc(s, OTHER, 1, ONSTACK);
}

static long
musl_onstack_and_nearly(struct scene *s)
{
	return scene_libc(s, OTHER, s->m->header_minimum - 1, ONSTACK);
}

static long
musl_smallest(struct scene *s)
{
	return scene_libc(s, OTHER, s->m->header_minimum - 1, 0) == ENOMEM &&
	    scene_libc(s, OTHER, s->m->header_minimum, 0) == 0;
}

static long
musl_small_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_libc(s, OTHER, 1, 0);
}

static long
musl_disable_small(struct scene *s)
{
	return scene_libc(s, OTHER, 0, s->m->ss_disable);
}

const struct scene_row table_musl[] = {
	ROW(musl_onstack, EINVAL),
	ROW(musl_onstack_and_small, ENOMEM),
	ROW(musl_onstack_and_nearly, ENOMEM),
	ROW(musl_smallest, 1),
	ROW(musl_small_on_it, ENOMEM),
	ROW(musl_disable_small, 0),
	ROW_END
};
