/* SPDX-License-Identifier: MIT */
/*
 * FreeBSD 13 and 14: sys/kern/kern_sig.c sys_sigaltstack(),
 * kern_sigaltstack(), sigonstack(); sendsig() of amd64 and arm64.
 */
#include "config.h"

#include "model.h"

enum { ONSTACK = 1, DISABLE = 4 };

/* FBS-2 */
#if defined(__aarch64__) || defined(__arm__) || defined(__riscv)
enum { MINIMUM = 4096 };
#else
enum { MINIMUM = 2048 };
#endif

enum {
	COM_2, COM_4, COM_5,
	FBS_1, FBS_1B, FBS_1C, FBS_1D, FBS_1E, FBS_1F, FBS_2, FBS_3, FBS_3B,
	FBS_3C, FBS_4, FBS_4B, FBS_4C, FBS_4D, FBS_5, FBS_5B, FBS_5C, FBS_5D,
	FBS_6, FBS_7, FBS_7B, FBS_7C, LAST
};

static const struct model_rule rules[] = {
	[COM_2] = { "COM-2", MODEL_IF },
	[COM_4] = { "COM-4", MODEL_IF },
	[COM_5] = { "COM-5", MODEL_IF },
	[FBS_1] = { "FBS-1", MODEL_IF },
	[FBS_1B] = { "FBS-1b", MODEL_IF },
	[FBS_1C] = { "FBS-1c", MODEL_IF },
	[FBS_1D] = { "FBS-1d", MODEL_IF },
	[FBS_1E] = { "FBS-1e", MODEL_DOES },
	[FBS_1F] = { "FBS-1f", MODEL_DOES },
	[FBS_2] = { "FBS-2", MODEL_VALUE },
	[FBS_3] = { "FBS-3", MODEL_DOES },
	[FBS_3B] = { "FBS-3b", MODEL_IF },
	[FBS_3C] = { "FBS-3c", MODEL_IF },
	[FBS_4] = { "FBS-4", MODEL_IF },
	[FBS_4B] = { "FBS-4b", MODEL_IF },
	[FBS_4C] = { "FBS-4c", MODEL_VALUE },
	[FBS_4D] = { "FBS-4d", MODEL_DOES },
	[FBS_5] = { "FBS-5", MODEL_DOES },
	[FBS_5B] = { "FBS-5b", MODEL_IF },
	[FBS_5C] = { "FBS-5c", MODEL_DOES },
	[FBS_5D] = { "FBS-5d", MODEL_DOES },
	[FBS_6] = { "FBS-6", MODEL_DOES },
	[FBS_7] = { "FBS-7", MODEL_DOES },
	[FBS_7B] = { "FBS-7b", MODEL_DOES },
	[FBS_7C] = { "FBS-7c", MODEL_DOES },
	[LAST] = { NULL, MODEL_IF },
};

static const struct model_thread fresh;

static bool
is_on(const struct model_thread *t, uintptr_t sp)
{
	return IF(FBS_4, t->enabled) && IF(FBS_4B,
	    sp - t->set.sp - VALUE(FBS_4C, 0, 1) < t->set.size);
}

static void
tell(const struct model_thread *t, uintptr_t sp, struct model_stack *old)
{
	*old = t->set;
	old->flags = 0;
	if (IF(FBS_3B, !t->enabled))
		old->flags = DISABLE;
	else if (IF(FBS_3C, is_on(t, sp)))
		old->flags = ONSTACK;
}

static int
change(struct model_thread *t, uintptr_t sp, const struct model_stack *new)
{
	bool disable = (new->flags & DISABLE) != 0;
	bool small = new->size < VALUE(FBS_2, MINIMUM, 1024);

	if (IF(FBS_1B, is_on(t, sp)))
		return EPERM;
	if (IF(FBS_1C, (new->flags & ~DISABLE) != 0) &&
	    (DOES(FBS_1F) || !small))
		return EINVAL;
	if (IF(FBS_1D, !disable && small))
		return ENOMEM;
	t->enabled = !disable;
	if (!disable || !DOES(FBS_3))
		t->set = *new;
	return 0;
}

static int
kernel(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	struct model_stack st = { 0, 0, DISABLE }, was;
	struct model_thread before = *t;
	int err = 0;

	if (IF(FBS_1, new != NULL && model_read(&st, new) != 0))
		return EFAULT;
	tell(t, sp, &was);
	if (new != NULL)
		err = change(t, sp, &st);
	if (err == 0)
		err = model_write(old, &was);
	if (err == EFAULT && !DOES(FBS_1E))
		*t = before;
	return err;
}

static void
deliver(struct model_thread *t, const struct model_delivery *d,
    struct model_frame *f)
{
	f->sp = d->sp;
	f->top = t->set.sp + t->set.size;
	f->killed_by = 0;
	f->moved = IF(COM_5, d->onstack) && !IF(COM_2, !t->enabled) &&
	    !IF(COM_4, is_on(t, d->sp));
	f->at = (f->moved ? f->top : d->sp) - d->size;
	if (IF(FBS_5B, f->moved && !d->writable))
		f->killed_by = SIGILL;
	if (f->moved && f->at < t->set.sp && !DOES(FBS_5))
		f->killed_by = SIGILL;
	f->uc = fresh.set;
	if (DOES(FBS_5C))
		tell(t, d->sp, &f->uc);
	if (!DOES(FBS_5D))
		f->uc.flags = t->set.flags;
}

static void
return_from(struct model_thread *t, const struct model_frame *f)
{
	if (!DOES(FBS_6))
		(void)change(t, f->sp, &f->uc);
}

static void
save_for_jump(struct model_thread *t, struct model_jump *j)
{
	(void)t;
	j->on = false;
}

static void
jump(struct model_thread *t, const struct model_jump *j)
{
	(void)j;
	if (!DOES(FBS_4D))
		*t = fresh;
}

static void
new_thread(const struct model_thread *by, struct model_thread *t)
{
	*t = DOES(FBS_7) ? fresh : *by;
}

static void
fork_thread(const struct model_thread *parent, struct model_thread *t)
{
	*t = DOES(FBS_7B) ? *parent : fresh;
}

static void
exec(struct model_thread *t)
{
	if (DOES(FBS_7C))
		*t = fresh;
}

const struct model model_freebsd = {
	.name = "freebsd",
	.ss_disable = DISABLE,
	.header_minimum = MINIMUM,
	.rules = rules,
	.sigaltstack = kernel,
	.libc = kernel,
	.deliver = deliver,
	.return_from = return_from,
	.save_for_jump = save_for_jump,
	.jump = jump,
	.new_thread = new_thread,
	.fork = fork_thread,
	.exec = exec,
};
