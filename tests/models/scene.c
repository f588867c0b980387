/* SPDX-License-Identifier: MIT */
/* Steps that scenes are made of; see scene.h. */
#include "config.h"

#include "scene.h"

struct scene_remap scene_remap;

static bool
note_remap(uintptr_t from, size_t size, bool scribble)
{
	scene_remap.from = from;
	scene_remap.size = size;
	scene_remap.calls++;
	scene_remap.scribbles += scribble;
	return !scene_remap.hole;
}

void
scene_begin(struct scene *s, const struct model *m)
{
	static const struct model_thread nothing;
	static const struct scene_remap quiet;
	static const struct model_frame blank;

	s->m = m;
	s->t = nothing;
	s->t.own.sp = OWN - OWN_SIZE;
	s->t.own.size = OWN_SIZE;
	m->exec(&s->t);
	s->f = s->inner = blank;
	s->sp = OWN - 0x1000;
	s->writable = true;
	s->old = nothing.set;
	scene_remap = quiet;
	model_remap = note_remap;
}

void
scene_begin_with(struct scene *s, const struct model *m)
{
	scene_begin(s, m);
	(void)scene_set(s, LO, SIZE, 0);
}

int
scene_pass(struct scene *s, const struct model_stack *new,
    struct model_stack *old)
{
	return s->m->sigaltstack(&s->t, s->sp, new, old);
}

int
scene_set(struct scene *s, uintptr_t sp, size_t size, int flags)
{
	const struct model_stack new = { sp, size, flags };

	return scene_pass(s, &new, &s->old);
}

int
scene_libc(struct scene *s, uintptr_t sp, size_t size, int flags)
{
	const struct model_stack new = { sp, size, flags };

	return s->m->libc(&s->t, s->sp, &new, &s->old);
}

int
scene_flags(struct scene *s)
{
	(void)scene_pass(s, NULL, &s->old);
	return s->old.flags;
}

void
scene_signal(struct scene *s, struct model_frame *f, bool onstack,
    size_t size)
{
	struct model_delivery d = { s->sp, size, onstack, s->writable };

	s->m->deliver(&s->t, &d, f);
	s->sp = f->at;
}

void
scene_enter(struct scene *s)
{
	scene_signal(s, &s->f, true, FRAME);
}

void
scene_leave(struct scene *s, const struct model_frame *f)
{
	s->m->return_from(&s->t, f);
	s->sp = f->sp;
}

int
scene_next(struct scene *s)
{
	struct model_delivery d = { s->sp, FRAME, true, true };
	struct model_thread t = s->t;
	struct model_frame f;

	s->m->deliver(&t, &d, &f);
	return f.moved;
}
