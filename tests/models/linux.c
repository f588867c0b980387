/* SPDX-License-Identifier: MIT */
/*
 * Linux: linux-6.12 kernel/signal.c do_sigaltstack() and
 * include/linux/sched/signal.h on_sig_stack(); arch/x86/kernel/signal.c
 * get_sigframe() for where a frame goes.
 */
#include "config.h"

#include "model.h"

enum { LNX_ONSTACK = 1, LNX_DISABLE = 2 };
#define AUTODISARM ((int)0x80000000u)

/* LNX-5, LNX-24, tests/facts/sigaltstack-constants.tsv. */
#if defined(__aarch64__)
enum { MINIMUM = 5120, MUSL_MINIMUM = 6144 };
#elif defined(__powerpc64__)
enum { MINIMUM = 8192, MUSL_MINIMUM = 4096 };
#elif defined(__alpha__) || defined(__sparc__) || defined(__loongarch__)
enum { MINIMUM = 4096, MUSL_MINIMUM = 4096 };
#else
enum { MINIMUM = 2048, MUSL_MINIMUM = 2048 };
#endif

/* LNX-12, LNX-15: where CPUs differ. */
#if defined(__x86_64__) || defined(__i386__)
enum { CHECKS_FRAME = 1 };
#else
enum { CHECKS_FRAME = 0 };
#endif
const bool model_linux_checks_frames = CHECKS_FRAME;
#if defined(__x86_64__) || defined(__s390x__)
enum { STACK_BEFORE_REGISTERS = 1 };
#else
enum { STACK_BEFORE_REGISTERS = 0 };
#endif

enum {
	COM_2, COM_4, COM_5,
	LNX_1, LNX_2, LNX_2B, LNX_2C, LNX_3, LNX_3B, LNX_4, LNX_5, LNX_5B,
	LNX_7, LNX_9, LNX_9B, LNX_9C, LNX_9D, LNX_9E, LNX_10, LNX_11, LNX_12,
	LNX_13, LNX_14, LNX_14B, LNX_15, LNX_15B, LNX_16, LNX_17, LNX_17B,
	LNX_19, LNX_19B, LAST
};

static const struct model_rule rules[] = {
	[COM_2] = { "COM-2", MODEL_IF },
	[COM_4] = { "COM-4", MODEL_IF },
	[COM_5] = { "COM-5", MODEL_IF },
	[LNX_1] = { "LNX-1", MODEL_IF },
	[LNX_2] = { "LNX-2", MODEL_IF },
	[LNX_2B] = { "LNX-2b", MODEL_IF },
	[LNX_2C] = { "LNX-2c", MODEL_IF },
	[LNX_3] = { "LNX-3", MODEL_IF },
	[LNX_3B] = { "LNX-3b", MODEL_DOES },
	[LNX_4] = { "LNX-4", MODEL_IF },
	[LNX_5] = { "LNX-5", MODEL_VALUE },
	[LNX_5B] = { "LNX-5b", MODEL_IF },
	[LNX_7] = { "LNX-7", MODEL_DOES },
	[LNX_9] = { "LNX-9", MODEL_IF },
	[LNX_9B] = { "LNX-9b", MODEL_IF },
	[LNX_9C] = { "LNX-9c", MODEL_DOES },
	[LNX_9D] = { "LNX-9d", MODEL_DOES },
	[LNX_9E] = { "LNX-9e", MODEL_DOES },
	[LNX_10] = { "LNX-10", MODEL_DOES },
	[LNX_11] = { "LNX-11", MODEL_DOES },
	[LNX_12] = { "LNX-12", MODEL_VALUE },
	[LNX_13] = { "LNX-13", MODEL_IF },
	[LNX_14] = { "LNX-14", MODEL_DOES },
	[LNX_14B] = { "LNX-14b", MODEL_DOES },
	[LNX_15] = { "LNX-15", MODEL_DOES },
	[LNX_15B] = { "LNX-15b", MODEL_VALUE },
	[LNX_16] = { "LNX-16", MODEL_DOES },
	[LNX_17] = { "LNX-17", MODEL_DOES },
	[LNX_17B] = { "LNX-17b", MODEL_DOES },
	[LNX_19] = { "LNX-19", MODEL_IF },
	[LNX_19B] = { "LNX-19b", MODEL_IF },
	[LAST] = { NULL, MODEL_IF },
};

static const struct model_stack none = { 0, 0, LNX_DISABLE };

/* lo < sp <= hi: a frame that was just begun at the top is on it. */
static bool
contains(const struct model_stack *st, uintptr_t sp)
{
	return IF(LNX_2B, sp > st->sp) && IF(LNX_2C, sp - st->sp <= st->size);
}

static bool
is_on(const struct model_thread *t, uintptr_t sp)
{
	if (IF(LNX_19B, (t->set.flags & AUTODISARM) != 0))
		return false;
	return contains(&t->set, sp);
}

static int
flags_now(const struct model_thread *t, uintptr_t sp)
{
	if (IF(LNX_9, t->set.size == 0))
		return LNX_DISABLE;
	return IF(LNX_9B, is_on(t, sp)) ? LNX_ONSTACK : 0;
}

static bool
is_same(const struct model_stack *a, const struct model_stack *b)
{
	return a->sp == b->sp && a->size == b->size && a->flags == b->flags;
}

/* What the system call and the return from a handler have in common. */
static int
change(struct model_thread *t, uintptr_t sp, const struct model_stack *new)
{
	struct model_stack st = *new;
	int mode = st.flags & ~AUTODISARM;
	bool bad, small;

	if (IF(LNX_2, is_on(t, sp)))
		return EPERM;
	bad = mode != 0 && mode != LNX_ONSTACK && mode != LNX_DISABLE;
	small = mode != LNX_DISABLE && st.size < VALUE(LNX_5, MINIMUM, 1024);
	if (IF(LNX_3, bad) && (DOES(LNX_11) || !small))
		return EINVAL;
	if (IF(LNX_4, is_same(&t->set, &st)))
		return 0;
	if (mode == LNX_DISABLE && DOES(LNX_7))
		st.sp = st.size = 0;
	if (IF(LNX_5B, small))
		return ENOMEM;
	if ((mode & LNX_ONSTACK) != 0 && !DOES(LNX_3B))
		st.flags &= ~LNX_ONSTACK;
	t->set = st;
	return 0;
}

static int
kernel(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	struct model_stack st = none, was = t->set;
	struct model_thread before = *t;
	int err;

	if (IF(LNX_1, new != NULL && model_read(&st, new) != 0))
		return EFAULT;
	was.flags = flags_now(t, sp);
	if ((t->set.flags & AUTODISARM) != 0 && DOES(LNX_9C))
		was.flags |= AUTODISARM;
	err = new == NULL ? 0 : change(t, sp, &st);
	if (err == 0)
		err = model_write(old, &was);
	if (err == EFAULT && !DOES(LNX_10))
		*t = before;
	return err;
}

/* LNX-20: after LNX-19 the thread has none, so nested signals stay. */
static void
deliver(struct model_thread *t, const struct model_delivery *d,
    struct model_frame *f)
{
	bool on = is_on(t, d->sp);

	f->sp = d->sp;
	f->top = t->set.sp + t->set.size;
	f->killed_by = 0;
	f->moved = IF(COM_5, d->onstack) &&
	    !IF(COM_2, t->set.size == 0) && !IF(COM_4, on);
	f->at = (f->moved ? f->top : d->sp) - d->size;
	if ((on || f->moved) &&
	    (f->at <= t->set.sp || f->at - t->set.sp > t->set.size) &&
	    VALUE(LNX_12, CHECKS_FRAME, !CHECKS_FRAME))
		f->killed_by = SIGSEGV;
	if (IF(LNX_13, f->moved && !d->writable))
		f->killed_by = SIGSEGV;
	if (f->killed_by != 0)
		return;
	f->uc = DOES(LNX_14) ? t->set : none;
	if (!DOES(LNX_14B))
		f->uc.flags = flags_now(t, d->sp);
	if (IF(LNX_19, (t->set.flags & AUTODISARM) != 0))
		t->set = none;
}

/* Every error is dropped, and one for a bad frame cannot happen here. */
static void
return_from(struct model_thread *t, const struct model_frame *f)
{
	uintptr_t sp = f->sp;

	if (VALUE(LNX_15B, STACK_BEFORE_REGISTERS, !STACK_BEFORE_REGISTERS))
		sp = f->at;
	if (DOES(LNX_15))
		(void)change(t, sp, &f->uc);
}

static void
save_for_jump(struct model_thread *t, struct model_jump *j)
{
	(void)t;
	j->on = false;
}

/* LNX-21: what AUTODISARM cleared stays cleared. */
static void
jump(struct model_thread *t, const struct model_jump *j)
{
	(void)j;
	if (!DOES(LNX_16))
		t->set = none;
}

static void
new_thread(const struct model_thread *by, struct model_thread *t)
{
	*t = *by;
	if (DOES(LNX_17))
		t->set = none;
}

static void
fork_thread(const struct model_thread *parent, struct model_thread *t)
{
	*t = *parent;
	if (!DOES(LNX_17B))
		t->set = none;
}

/* fs/exec.c bprm_execve(), begin_new_exec(): the flags stay. */
static void
exec(struct model_thread *t)
{
	if (DOES(LNX_9E))
		t->set.sp = t->set.size = 0;
	if (!DOES(LNX_9D))
		t->set.flags = LNX_DISABLE;
}

/* LNX-24: musl's wrapper, which judges before the kernel does. */
enum { M_11, M_24, M_24B, M_24C, M_LAST };

static const struct model_rule musl_rules[] = {
	[M_11] = { "LNX-11", MODEL_DOES },
	[M_24] = { "LNX-24", MODEL_IF },
	[M_24B] = { "LNX-24b", MODEL_IF },
	[M_24C] = { "LNX-24c", MODEL_VALUE },
	[M_LAST] = { NULL, MODEL_IF },
};

static int
musl(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	size_t least = model_value(musl_rules, M_24C, MUSL_MINIMUM, 1024);
	bool small, bad;

	if (new == NULL)
		return kernel(t, sp, new, old);
	small = model_if(musl_rules, M_24B,
	    (new->flags & LNX_DISABLE) == 0 && new->size < least);
	bad = model_if(musl_rules, M_24, (new->flags & LNX_ONSTACK) != 0);
	if (bad && !model_does(musl_rules, M_11))
		return EINVAL;
	if (small)
		return ENOMEM;
	return bad ? EINVAL : kernel(t, sp, new, old);
}

const struct model model_linux = {
	.name = "linux",
	.ss_disable = LNX_DISABLE,
	.header_minimum = MINIMUM,
	.rules = rules,
	.sigaltstack = kernel,
	.libc = kernel,			/* LNX-23 */
	.deliver = deliver,
	.return_from = return_from,
	.save_for_jump = save_for_jump,
	.jump = jump,
	.new_thread = new_thread,
	.fork = fork_thread,
	.exec = exec,
};

const struct model model_musl = {
	.name = "musl",
	.ss_disable = LNX_DISABLE,
	.header_minimum = MUSL_MINIMUM,
	.rules = musl_rules,
	.sigaltstack = kernel,
	.libc = musl,
	.deliver = deliver,
	.return_from = return_from,
	.save_for_jump = save_for_jump,
	.jump = jump,
	.new_thread = new_thread,
	.fork = fork_thread,
	.exec = exec,
};
