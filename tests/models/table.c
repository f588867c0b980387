/* SPDX-License-Identifier: MIT */
/*
 * What each system answers in each scene, put down from the rules of
 * tests/facts/sigaltstack-rules and not from the models.
 */
#include "config.h"

#include "scene.h"
#include "table.h"

#define N NOT_ASKED

/* Where CPUs differ: LNX-5, FBS-2. */
#if defined(__aarch64__)
enum { LNX_LEAST = 5120, FBS_LEAST = 4096 };
#elif defined(__riscv) || defined(__arm__)
enum { LNX_LEAST = 2048, FBS_LEAST = 4096 };
#else
enum { LNX_LEAST = 2048, FBS_LEAST = 2048 };
#endif

static long
replace_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_set(s, OTHER, SIZE, 0);
}

static long
next_after_replace_on_it(struct scene *s)
{
	scene_enter(s);
	(void)scene_set(s, OTHER, SIZE, 0);
	return scene_next(s);
}

static long
flags_after_replace_on_it(struct scene *s)
{
	scene_enter(s);
	(void)scene_set(s, OTHER, SIZE, 0);
	return scene_flags(s);
}

static long
disable_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_set(s, LO, SIZE, s->m->ss_disable);
}

static long
unknown_flag(struct scene *s)
{
	return scene_set(s, OTHER, SIZE, 0x40);
}

static long
unknown_flag_and_small(struct scene *s)
{
	return scene_set(s, OTHER, 1, 0x40);
}

static long
unknown_flag_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_set(s, OTHER, SIZE, 0x40);
}

static long
unknown_flag_disabling_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_set(s, OTHER, SIZE, 0x40 | s->m->ss_disable);
}

static long
small_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_set(s, OTHER, 1, 0);
}

static long
pass_onstack(struct scene *s)
{
	return scene_set(s, OTHER, SIZE, ONSTACK);
}

static long
next_after_pass_onstack(struct scene *s)
{
	(void)scene_set(s, OTHER, SIZE, ONSTACK);
	return scene_next(s);
}

static long
uc_flags_after_pass_onstack(struct scene *s)
{
	(void)scene_set(s, OTHER, SIZE, ONSTACK);
	scene_enter(s);
	return s->f.uc.flags;
}

static long
pass_both(struct scene *s)
{
	return scene_set(s, OTHER, SIZE, ONSTACK | s->m->ss_disable);
}

/* The smallest size that CALL takes. */
static long
smallest(struct scene *s, int (*call)(struct scene *, uintptr_t, size_t, int))
{
	size_t bad = 0, good = 0x100000;

	while (good - bad > 1) {
		if (call(s, OTHER, (bad + good) / 2, 0) == 0)
			good = (bad + good) / 2;
		else
			bad = (bad + good) / 2;
	}
	return (long)good;
}

static long
smallest_of_kernel(struct scene *s)
{
	return smallest(s, scene_set);
}

static long
smallest_of_libc(struct scene *s)
{
	return smallest(s, scene_libc);
}

static long
too_small(struct scene *s)
{
	return scene_set(s, OTHER, 1000, 0);
}

static long
disable_small(struct scene *s)
{
	return scene_set(s, LO, 0, s->m->ss_disable);
}

static long
disable_small_by_libc(struct scene *s)
{
	return scene_libc(s, LO, 0, s->m->ss_disable);
}

static long
unreadable(struct scene *s)
{
	return scene_pass(s, MODEL_BAD, NULL);
}

static long
unreadable_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_pass(s, MODEL_BAD, NULL);
}

static const struct model_stack good = { OTHER, SIZE, 0 },
    bad = { OTHER, SIZE, 0x40 };

static long
old_unwritable(struct scene *s)
{
	return scene_pass(s, &good, MODEL_BAD);
}

static long
changed_with_old_unwritable(struct scene *s)
{
	(void)scene_pass(s, &good, MODEL_BAD);
	(void)scene_flags(s);
	return s->old.sp == OTHER;
}

static long
old_unwritable_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_pass(s, &good, MODEL_BAD);
}

static long
old_unwritable_and_unknown_flag(struct scene *s)
{
	return scene_pass(s, &bad, MODEL_BAD);
}

static long
query_unwritable(struct scene *s)
{
	return scene_pass(s, NULL, MODEL_BAD);
}

static long
old_written_though_refused(struct scene *s)
{
	struct model_stack old = { 1, 2, 3 };

	(void)scene_pass(s, &bad, &old);
	return old.sp == LO;
}

/* What a query tells after a disable that carried another address. */
static void
disable_with(struct scene *s)
{
	(void)scene_set(s, 0x5000, 0x9000, s->m->ss_disable);
	(void)scene_flags(s);
}

static long
disabled_sp(struct scene *s)
{
	disable_with(s);
	return (long)s->old.sp;
}

static long
disabled_size(struct scene *s)
{
	disable_with(s);
	return (long)s->old.size;
}

static long
disabled_flags(struct scene *s)
{
	disable_with(s);
	return s->old.flags == s->m->ss_disable;
}

static long
enabled_sp(struct scene *s)
{
	(void)scene_flags(s);
	return (long)s->old.sp;
}

static long
enabled_flags(struct scene *s)
{
	return scene_flags(s);
}

static long
enabled_again(struct scene *s)
{
	disable_with(s);
	(void)scene_set(s, LO, SIZE, 0);
	return scene_flags(s) + 2 * scene_next(s);
}

static long
flags_on_it(struct scene *s)
{
	scene_enter(s);
	return scene_flags(s);
}

static long
flags_on_another_stack(struct scene *s)
{
	scene_enter(s);
	s->sp = OTHER;
	return scene_flags(s);
}

static long
next_on_another_stack(struct scene *s)
{
	scene_enter(s);
	s->sp = OTHER;
	return scene_next(s);
}

static long
flags_at(struct scene *s, uintptr_t sp)
{
	s->sp = sp;
	return scene_flags(s);
}

static long
flags_at_lo(struct scene *s)
{
	return flags_at(s, LO);
}

static long
flags_below_lo(struct scene *s)
{
	return flags_at(s, LO - 1);
}

static long
flags_at_hi(struct scene *s)
{
	return flags_at(s, HI);
}

static long
flags_above_hi(struct scene *s)
{
	return flags_at(s, HI + 1);
}

static long
flags_inside(struct scene *s)
{
	return flags_at(s, HI - 1);
}

static long
disabled_inside(struct scene *s)
{
	(void)scene_set(s, LO, SIZE, s->m->ss_disable);
	s->sp = HI - 1;
	return scene_set(s, LO, SIZE, 0);
}

const struct scene_row table_calls[] = {
	/* linux freebsd openbsd darwin solaris netbsd dragonfly haiku */
	ROW(replace_on_it, EPERM, EPERM, EPERM, EPERM, EPERM, 0, 0, EPERM),
	ROW(next_after_replace_on_it, 0, 0, 0, 0, 0, 1, 1, 0),
	ROW(flags_after_replace_on_it, 1, 1, 1, 1, 1, 0, 0, 1),
	ROW(disable_on_it, EPERM, EPERM, EPERM, EINVAL, EPERM, EINVAL, EPERM,
	    0),
	ROW(unknown_flag, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL,
	    EINVAL, EINVAL),
	ROW(unknown_flag_and_small, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL,
	    EINVAL, EINVAL, EINVAL),
	ROW(unknown_flag_on_it, EPERM, EPERM, EPERM, EINVAL, EPERM, EINVAL,
	    EINVAL, EINVAL),
	ROW(unknown_flag_disabling_on_it, EPERM, EPERM, EPERM, EINVAL, EPERM,
	    EINVAL, EINVAL, EINVAL),
	ROW(small_on_it, EPERM, EPERM, EPERM, EPERM, EPERM, ENOMEM, ENOMEM,
	    ENOMEM),
	ROW(pass_onstack, 0, EINVAL, EINVAL, EINVAL, EINVAL, 0, EINVAL, EINVAL),
	ROW(next_after_pass_onstack, 1, 1, 1, 1, 1, 0, 1, 1),
	ROW(uc_flags_after_pass_onstack, 1, N, N, N, N, N, N, N),
	ROW(pass_both, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, 0, EINVAL,
	    EINVAL),
	ROW(smallest_of_kernel, LNX_LEAST, FBS_LEAST, 12288, 8192, 2048, 8192,
	    8192, 8192),
	ROW(smallest_of_libc, LNX_LEAST, FBS_LEAST, 12288, 32768, 2048, 8192,
	    8192, 8192),
	ROW(too_small, ENOMEM, ENOMEM, ENOMEM, ENOMEM, ENOMEM, ENOMEM, ENOMEM,
	    ENOMEM),
	ROW(disable_small, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(disable_small_by_libc, 0, 0, 0, ENOMEM, 0, 0, 0, 0),
	ROW(unreadable, EFAULT, EFAULT, EFAULT, EFAULT, EFAULT, EFAULT, EFAULT,
	    EFAULT),
	ROW(unreadable_on_it, EFAULT, EFAULT, EFAULT, EFAULT, EPERM, EFAULT,
	    EFAULT, EFAULT),
	ROW(old_unwritable, EFAULT, EFAULT, EFAULT, EFAULT, EFAULT, EFAULT,
	    EFAULT, EFAULT),
	ROW(changed_with_old_unwritable, 1, 1, 0, 0, 0, 1, 1, 0),
	ROW(old_unwritable_on_it, EPERM, EPERM, EFAULT, EFAULT, EPERM, EFAULT,
	    EFAULT, EFAULT),
	ROW(old_unwritable_and_unknown_flag, EINVAL, EINVAL, EFAULT, EFAULT,
	    EINVAL, EINVAL, EINVAL, EFAULT),
	ROW(query_unwritable, EFAULT, EFAULT, EFAULT, EFAULT, EFAULT, EFAULT,
	    EFAULT, EFAULT),
	ROW(old_written_though_refused, 0, 0, 1, 1, 0, 0, 0, 0),
	ROW(disabled_sp, 0, LO, LO, LO, 0x5000, 0x5000, LO, LO),
	ROW(disabled_size, 0, SIZE, SIZE, SIZE, 0x9000, 0x9000, SIZE, SIZE),
	ROW(disabled_flags, 1, 1, 1, 1, 1, 1, 1, 1),
	ROW(enabled_sp, LO, LO, LO, LO, LO, LO, LO, LO),
	ROW(enabled_flags, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(enabled_again, 2, 2, 2, 2, 2, 2, 2, 2),
	ROW(flags_on_it, 1, 1, 1, 1, 1, 1, 1, 1),
	ROW(flags_on_another_stack, 0, 0, 0, 1, 1, 1, 1, 0),
	ROW(next_on_another_stack, 1, 1, 1, 0, 0, 0, 0, 1),
	ROW(flags_at_lo, 0, 1, 1, 0, 0, 0, 0, 1),
	ROW(flags_below_lo, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(flags_at_hi, 1, 0, 0, 0, 0, 0, 0, 0),
	ROW(flags_above_hi, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW(flags_inside, 1, 1, 1, 0, 0, 0, 0, 1),
	ROW(disabled_inside, 0, 0, 0, 0, 0, 0, 0, 0),
	ROW_END
};
