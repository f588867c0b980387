/* SPDX-License-Identifier: MIT */
/*
 * DragonFly 5.9 and 6: sys/kern/kern_sig.c kern_sigaltstack(); pc64's
 * sendsig() and sys_sigreturn(); sys/kern/kern_fork.c lwp_fork2().  3.7 is the
 * same with DFL-5 turned round.
 */
#include "config.h"

#include "model.h"

enum { ONSTACK = 1, DISABLE = 4, MINIMUM = 8192 };

enum {
	COM_2, COM_4, COM_5,
	DFL_1, DFL_1B, DFL_1C, DFL_1D, DFL_1E, DFL_1F, DFL_1G, DFL_1H, DFL_2,
	DFL_2B, DFL_3, DFL_3B, DFL_3C, DFL_4, DFL_4B, DFL_5, DFL_5B,
	DFL_5C, DFL_6, DFL_6B, LAST
};

static const struct model_rule rules[] = {
	[COM_2] = { "COM-2", MODEL_IF },
	[COM_4] = { "COM-4", MODEL_IF },
	[COM_5] = { "COM-5", MODEL_IF },
	[DFL_1] = { "DFL-1", MODEL_IF },
	[DFL_1B] = { "DFL-1b", MODEL_IF },
	[DFL_1C] = { "DFL-1c", MODEL_IF },
	[DFL_1D] = { "DFL-1d", MODEL_IF },
	[DFL_1E] = { "DFL-1e", MODEL_DOES },
	[DFL_1F] = { "DFL-1f", MODEL_VALUE },
	[DFL_1G] = { "DFL-1g", MODEL_DOES },
	[DFL_1H] = { "DFL-1h", MODEL_DOES },
	[DFL_2] = { "DFL-2", MODEL_DOES },
	[DFL_2B] = { "DFL-2b", MODEL_DOES },
	[DFL_3] = { "DFL-3", MODEL_DOES },
	[DFL_3B] = { "DFL-3b", MODEL_IF },
	[DFL_3C] = { "DFL-3c", MODEL_DOES },
	[DFL_4] = { "DFL-4", MODEL_DOES },
	[DFL_4B] = { "DFL-4b", MODEL_DOES },
	[DFL_5] = { "DFL-5", MODEL_DOES },
	[DFL_5B] = { "DFL-5b", MODEL_DOES },
	[DFL_5C] = { "DFL-5c", MODEL_DOES },
	[DFL_6] = { "DFL-6", MODEL_DOES },
	[DFL_6B] = { "DFL-6b", MODEL_IF },
	[LAST] = { NULL, MODEL_IF },
};

static const struct model_thread fresh = { .set = { 0, 0, DISABLE } };

static int
change(struct model_thread *t, const struct model_stack *new)
{
	bool on = (t->set.flags & ONSTACK) != 0;
	bool small = new->size < VALUE(DFL_1F, MINIMUM, 4096);

	if (on && new->flags == 0 && !DOES(DFL_2))
		return EPERM;
	if (IF(DFL_1B, (new->flags & ~DISABLE) != 0) &&
	    (DOES(DFL_1G) || !small))
		return EINVAL;
	if ((new->flags & DISABLE) != 0) {
		if (IF(DFL_1C, on))
			return EPERM;
		t->set.flags = new->flags;
		if (!DOES(DFL_1H))
			t->set = *new;
		return 0;
	}
	if (IF(DFL_1D, small))
		return ENOMEM;
	t->set = *new;
	if (on && !DOES(DFL_2B))
		t->set.flags |= ONSTACK;
	return 0;
}

static int
kernel(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	struct model_stack st = fresh.set, was = t->set;
	struct model_thread before = *t;
	int err = 0;

	(void)sp;
	if (IF(DFL_1, new != NULL && model_read(&st, new) != 0))
		return EFAULT;
	if (new != NULL)
		err = change(t, &st);
	if (err == 0)
		err = model_write(old, &was);
	if (err == EFAULT && !DOES(DFL_1E))
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
	f->on = (t->set.flags & ONSTACK) != 0;
	f->moved = IF(COM_5, d->onstack) &&
	    !IF(COM_2, (t->set.flags & DISABLE) != 0) && !IF(COM_4, f->on);
	f->at = (f->moved ? f->top : d->sp) - d->size;
	if (IF(DFL_6B, f->moved && !d->writable))
		f->killed_by = SIGILL;
	if (f->moved && f->at < t->set.sp && !DOES(DFL_6))
		f->killed_by = SIGILL;
	f->uc = DOES(DFL_4) ? t->set : fresh.set;
	if (!DOES(DFL_4B))
		f->uc.flags &= ~ONSTACK;
	if (f->moved && DOES(DFL_3))
		t->set.flags |= ONSTACK;
}

/* mc_onstack, and no more of the setting. */
static void
return_from(struct model_thread *t, const struct model_frame *f)
{
	if (IF(DFL_3B, f->on))
		t->set.flags |= ONSTACK;
	else
		t->set.flags &= ~ONSTACK;
}

static void
save_for_jump(struct model_thread *t, struct model_jump *j)
{
	j->on = (t->set.flags & ONSTACK) != 0;
}

static void
jump(struct model_thread *t, const struct model_jump *j)
{
	struct model_frame f;

	f.on = j->on;
	if (!DOES(DFL_3C))
		return_from(t, &f);
}

static void
new_thread(const struct model_thread *by, struct model_thread *t)
{
	*t = DOES(DFL_5) ? fresh : *by;
}

static void
fork_thread(const struct model_thread *parent, struct model_thread *t)
{
	*t = DOES(DFL_5B) ? *parent : fresh;
}

static void
exec(struct model_thread *t)
{
	if (DOES(DFL_5C))
		*t = fresh;
}

const struct model model_dragonfly = {
	.name = "dragonfly",
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
