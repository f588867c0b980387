/* SPDX-License-Identifier: MIT */
/*
 * The table's second half: where signals go, what their frames tell, jumps
 * out of handlers, and what new threads and processes start with.
 */
#include "config.h"

#include "scene.h"
#include "table.h"

#define N NOT_ASKED

/* Where CPUs differ: LNX-12, LNX-15. */
#if defined(__x86_64__) || defined(__i386__)
enum { LNX_OVER = SIGSEGV };
#else
enum { LNX_OVER = 0 };
#endif
#if defined(__x86_64__) || defined(__s390x__)
enum { LNX_EDIT = 0 };
#else
enum { LNX_EDIT = 1 };
#endif

enum { HAI_GAP = 496 };		/* HAI-5: what the model takes */

static long
signal_goes_to_top(struct scene *s)
{
	scene_enter(s);
	return s->f.moved ? (long)(s->f.top - LO) : 0;
}

static long
no_onstack_stays(struct scene *s)
{
	scene_signal(s, &s->f, false, FRAME);
	return s->f.moved;
}

static long
next_when_disabled(struct scene *s)
{
	(void)scene_set(s, LO, SIZE, s->m->ss_disable);
	return scene_next(s);
}

static long
next_when_fresh(struct scene *s)
{
	scene_begin(s, s->m);
	return scene_next(s) + 2 * (scene_flags(s) != s->m->ss_disable);
}

static long
next_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_next(s);
}

static long
flags_after_return(struct scene *s)
{
	scene_enter(s);
	scene_leave(s, &s->f);
	return scene_flags(s) + 2 * scene_next(s);
}

static long
flags_after_nested_return(struct scene *s)
{
	scene_enter(s);
	scene_signal(s, &s->inner, true, FRAME);
	scene_leave(s, &s->inner);
	return scene_flags(s) + 2 * scene_next(s);
}

/* The return has to put "on it" back even if the handler lost it. */
static long
flags_after_nested_replaced(struct scene *s)
{
	scene_enter(s);
	scene_signal(s, &s->inner, true, FRAME);
	(void)scene_set(s, LO, SIZE, 0);
	scene_leave(s, &s->inner);
	return scene_flags(s);
}

/* Sizes and addresses that end no page and no 16 bytes. */
static long
top_of_odd_area(struct scene *s)
{
	(void)scene_set(s, LO + 8, SIZE + 9, 0);
	scene_enter(s);
	return (long)(s->f.top - LO);
}

static long
remapped_from(struct scene *s)
{
	(void)scene_set(s, OTHER, SIZE, 0);
	return scene_remap.calls == 2 ? (long)(scene_remap.from - OTHER) : -1;
}

static long
remapped_from_odd(struct scene *s)
{
	(void)scene_set(s, OTHER + 8, SIZE, 0);
	return scene_remap.calls == 2 ? (long)(scene_remap.from - OTHER) : -1;
}

static long
remapped_size(struct scene *s)
{
	(void)scene_set(s, OTHER + 8, SIZE, 0);
	return (long)scene_remap.size;
}

static long
overwritten(struct scene *s)
{
	(void)s;
	return scene_remap.scribbles;
}

static long
area_with_hole(struct scene *s)
{
	scene_remap.hole = true;
	return scene_set(s, OTHER, SIZE, 0);
}

static long
frame_too_big(struct scene *s)
{
	scene_signal(s, &s->f, true, SIZE + 4096);
	return s->f.killed_by;
}

static long
frame_just_fits(struct scene *s)
{
	scene_signal(s, &s->f, true, SIZE - 64);
	return s->f.killed_by;
}

static long
nested_too_big(struct scene *s)
{
	scene_enter(s);
	scene_signal(s, &s->inner, true, SIZE);
	return s->inner.killed_by;
}

static long
not_writable(struct scene *s)
{
	s->writable = false;
	scene_enter(s);
	return s->f.killed_by;
}

static long
not_writable_takes_a_handler(struct scene *s)
{
	s->writable = false;
	scene_enter(s);
	return s->f.moved;
}

/* The signal stack is not writable, but this signal does not use it. */
static long
not_writable_nor_used(struct scene *s)
{
	s->writable = false;
	scene_signal(s, &s->f, false, FRAME);
	return s->f.killed_by;
}

static long
uc_sp(struct scene *s)
{
	scene_enter(s);
	return s->f.uc.sp == s->f.at ? -1 : (long)s->f.uc.sp;
}

static long
uc_size(struct scene *s)
{
	scene_enter(s);
	return (long)s->f.uc.size;
}

static long
uc_flags(struct scene *s)
{
	scene_enter(s);
	return s->f.uc.flags;
}

static long
uc_sp_nested(struct scene *s)
{
	scene_enter(s);
	scene_signal(s, &s->inner, true, FRAME);
	return s->inner.uc.sp == s->inner.at ? -1 : (long)s->inner.uc.sp;
}

static long
uc_flags_nested(struct scene *s)
{
	scene_enter(s);
	scene_signal(s, &s->inner, true, FRAME);
	return s->inner.uc.flags;
}

static long
uc_size_without_onstack(struct scene *s)
{
	scene_signal(s, &s->f, false, FRAME);
	return (long)s->f.uc.size;
}

static long
uc_size_nested(struct scene *s)
{
	scene_enter(s);
	scene_signal(s, &s->inner, true, FRAME);
	return (long)s->inner.uc.size;
}

static long
uc_flags_disabled(struct scene *s)
{
	(void)scene_set(s, LO, SIZE, s->m->ss_disable);
	scene_enter(s);
	return s->f.uc.flags;
}

/* A handler writes another setting into uc_stack. */
static long
edited(struct scene *s, bool onstack, int flags)
{
	scene_signal(s, &s->f, onstack, FRAME);
	s->f.uc.sp = OTHER;
	s->f.uc.size = SIZE;
	s->f.uc.flags = flags;
	scene_leave(s, &s->f);
	(void)scene_flags(s);
	return s->old.sp == OTHER;
}

static long
edited_off_it(struct scene *s)
{
	return edited(s, false, 0);
}

static long
edited_off_it_to_onstack(struct scene *s)
{
	return edited(s, false, ONSTACK);
}

static long
edited_on_it(struct scene *s)
{
	return edited(s, true, 0);
}

/* Where the next signal goes after a jump out of a handler. */
static long
next_after(struct scene *s, enum model_jump_kind kind)
{
	struct model_jump j = { .kind = kind };
	uintptr_t sp = s->sp;

	s->m->save_for_jump(&s->t, &j);
	scene_enter(s);
	s->m->jump(&s->t, &j);
	s->sp = sp;
	return scene_next(s);
}

static long
next_after_siglongjmp(struct scene *s)
{
	return next_after(s, MODEL_SIGSETJMP);
}

static long
next_after_plain_longjmp(struct scene *s)
{
	return next_after(s, MODEL_PLAIN);
}

static long
next_after_setcontext(struct scene *s)
{
	return next_after(s, MODEL_SETCONTEXT);
}

static long
install_after_siglongjmp(struct scene *s)
{
	(void)next_after_siglongjmp(s);
	return scene_set(s, LO, SIZE, 0);
}

static long
next_after_siglongjmp_and_install(struct scene *s)
{
	(void)install_after_siglongjmp(s);
	return scene_next(s);
}

static long
disable_after_plain_longjmp(struct scene *s)
{
	(void)next_after_plain_longjmp(s);
	return scene_set(s, LO, SIZE, s->m->ss_disable);
}

/* From a nested handler to the outer one, which is still on it. */
static long
flags_after_jump_on_it(struct scene *s)
{
	struct model_jump j = { .kind = MODEL_SIGSETJMP };
	uintptr_t sp;

	scene_enter(s);
	sp = s->sp;
	s->m->save_for_jump(&s->t, &j);
	scene_signal(s, &s->inner, true, FRAME);
	s->m->jump(&s->t, &j);
	s->sp = sp;
	return scene_flags(s);
}

static void
make_thread(struct scene *s)
{
	struct model_thread by = s->t;

	s->m->new_thread(&by, &s->t);
	s->sp = OWN - 0x100000;
}

static long
new_thread_has_one(struct scene *s)
{
	make_thread(s);
	return (scene_flags(s) & s->m->ss_disable) == 0;
}

static long
flags_in_thread_of_handler(struct scene *s)
{
	scene_enter(s);
	make_thread(s);
	return scene_flags(s);
}

static void
make_child(struct scene *s)
{
	struct model_thread parent = s->t;

	s->m->fork(&parent, &s->t);
}

static long
child_has_one(struct scene *s)
{
	make_child(s);
	return (scene_flags(s) & s->m->ss_disable) == 0;
}

static long
child_of_handler_is_on_it(struct scene *s)
{
	scene_enter(s);
	make_child(s);
	return scene_flags(s) & ONSTACK;
}

static long
exec_has_one(struct scene *s)
{
	s->m->exec(&s->t);
	return (scene_flags(s) & s->m->ss_disable) == 0;
}

static long
exec_flags(struct scene *s)
{
	s->m->exec(&s->t);
	return scene_flags(s);
}

const struct scene_row table_signals[] = {
	/* linux freebsd openbsd darwin solaris netbsd dragonfly haiku */
	ROW(signal_goes_to_top, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE,
	    SIZE - HAI_GAP),
	ROW(no_onstack_stays, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(next_when_disabled, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(next_when_fresh, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(next_on_it, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(flags_after_return, 2, 2, 2, 2, 2, 2, 2, 2),
	ROW(flags_after_nested_return, 1, 1, 1, 1, 1, 1, 1, 1),
	ROW(flags_after_nested_replaced, 1, 1, 1, 1, 1, 1, 1, 1),
	ROW(top_of_odd_area, SIZE + 17, SIZE + 17, SIZE, SIZE + 17, SIZE + 32,
	    SIZE + 17, SIZE + 17, SIZE + 17 - HAI_GAP),
	ROW(remapped_from, -1, -1, 4096, -1, -1, -1, -1, -1),
	ROW(remapped_from_odd, -1, -1, 4096, -1, -1, -1, -1, -1),
	ROW(remapped_size, 0, 0, SIZE - 4096, 0, 0, 0, 0, 0),
	ROW(overwritten, 0, 0, 1, 0, 0, 0, 0, 0),
	ROW(area_with_hole, 0, 0, EINVAL, 0, 0, 0, 0, 0),
	ROW(frame_too_big, LNX_OVER, 0, 0, 0, 0, 0, 0, 0),
	ROW(frame_just_fits, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(nested_too_big, LNX_OVER, 0, 0, 0, 0, 0, 0, 0),
	ROW(not_writable, SIGSEGV, SIGILL, SIGILL, SIGILL, SIGSEGV, SIGILL,
	    SIGILL, 0),
	ROW(not_writable_takes_a_handler, 1, 1, 1, 1, 1, 1, 1, 0),
	ROW(not_writable_nor_used, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(uc_sp, LO, LO, 0, -1, OWN - OWN_SIZE, 0, LO, OWN - OWN_SIZE),
	ROW(uc_size, SIZE, SIZE, 0, SIZE, OWN_SIZE, 0, SIZE, OWN_SIZE),
	ROW(uc_flags, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(uc_sp_nested, LO, LO, 0, -1, LO, 0, LO, LO),
	ROW(uc_flags_nested, 0, 1, 0, 1, 1, 0, 1, 0),
	ROW(uc_size_nested, SIZE, SIZE, 0, SIZE, SIZE, 0, SIZE, SIZE),
	ROW(uc_size_without_onstack, SIZE, SIZE, 0, 0, OWN_SIZE, 0, SIZE,
	    OWN_SIZE),
	ROW(uc_flags_disabled, 2, 4, 0, 0, 0, 0, 4, 0),
	ROW(edited_off_it, 1, 0, 0, 0, 0, 0, 0, 0),
	ROW(edited_off_it_to_onstack, 1, 0, 0, 0, 1, 0, 0, 0),
	ROW(edited_on_it, LNX_EDIT, 0, 0, 0, 0, 0, 0, 0),
	ROW(next_after_siglongjmp, 1, 1, 1, 1, 1, 0, 0, 1),
	ROW(next_after_plain_longjmp, 1, 1, 1, 0, 0, 0, 0, 1),
	ROW(next_after_setcontext, 1, 1, N, 0, 1, 1, N, N),
	ROW(install_after_siglongjmp, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(next_after_siglongjmp_and_install, 1, 1, 1, 1, 1, 1, 1, 1),
	ROW(disable_after_plain_longjmp, 0, 0, 0, EINVAL, EPERM, EINVAL, EPERM,
	    0),
	ROW(flags_after_jump_on_it, 1, 1, 1, 1, 1, 1, 1, 1),
	ROW(new_thread_has_one, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(flags_in_thread_of_handler, 2, 4, 4, 4, 2, 4, 4, 2),
	ROW(child_has_one, 1, 1, 1, 0, 1, 1, 1, 1),
	ROW(child_of_handler_is_on_it, 1, 1, 1, 0, 1, 1, 1, 1),
	ROW(exec_has_one, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(exec_flags, 2, 4, 4, 4, 2, 4, 4, 2),
	ROW_END
};
