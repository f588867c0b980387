/* SPDX-License-Identifier: MIT */
/*
 * NetBSD 9 and 10: sys/kern/sys_sig.c sigaltstack1(), sys/kern/sys_lwp.c,
 * x86's sendsig_siginfo().  NetBSD 8 and before is the same with NBS-8 turned
 * round.
 */
#include "config.h"

#include "model.h"

enum { ONSTACK = 1, DISABLE = 4, MINIMUM = 8192 };

enum {
	COM_2, COM_4, COM_5,
	NBS_1, NBS_1B, NBS_1C, NBS_1D, NBS_1E, NBS_1F, NBS_1G, NBS_2, NBS_2B,
	NBS_3, NBS_4, NBS_4B, NBS_5, NBS_6, NBS_6B, NBS_7, NBS_7B,
	NBS_8, NBS_8B, NBS_8C, LAST
};

static const struct model_rule rules[] = {
	[COM_2] = { "COM-2", MODEL_IF },
	[COM_4] = { "COM-4", MODEL_IF },
	[COM_5] = { "COM-5", MODEL_IF },
	[NBS_1] = { "NBS-1", MODEL_IF },
	[NBS_1B] = { "NBS-1b", MODEL_IF },
	[NBS_1C] = { "NBS-1c", MODEL_IF },
	[NBS_1D] = { "NBS-1d", MODEL_IF },
	[NBS_1E] = { "NBS-1e", MODEL_DOES },
	[NBS_1F] = { "NBS-1f", MODEL_VALUE },
	[NBS_1G] = { "NBS-1g", MODEL_DOES },
	[NBS_2] = { "NBS-2", MODEL_DOES },
	[NBS_2B] = { "NBS-2b", MODEL_DOES },
	[NBS_3] = { "NBS-3", MODEL_DOES },
	[NBS_4] = { "NBS-4", MODEL_DOES },
	[NBS_4B] = { "NBS-4b", MODEL_DOES },
	[NBS_5] = { "NBS-5", MODEL_DOES },
	[NBS_6] = { "NBS-6", MODEL_DOES },
	[NBS_6B] = { "NBS-6b", MODEL_IF },
	[NBS_7] = { "NBS-7", MODEL_DOES },
	[NBS_7B] = { "NBS-7b", MODEL_IF },
	[NBS_8] = { "NBS-8", MODEL_DOES },
	[NBS_8B] = { "NBS-8b", MODEL_DOES },
	[NBS_8C] = { "NBS-8c", MODEL_DOES },
	[LAST] = { NULL, MODEL_IF },
};

static const struct model_thread fresh = { .set = { 0, 0, DISABLE } };

static int
change(struct model_thread *t, const struct model_stack *new)
{
	bool on = (t->set.flags & ONSTACK) != 0;
	bool disable = (new->flags & DISABLE) != 0;
	bool small = new->size < VALUE(NBS_1F, MINIMUM, 4096);

	if (on && !disable && !DOES(NBS_2))
		return EPERM;
	if (IF(NBS_1B, (new->flags & ~(ONSTACK | DISABLE)) != 0) &&
	    (DOES(NBS_1G) || !small))
		return EINVAL;
	if (IF(NBS_1C, disable && on))
		return EINVAL;
	if (IF(NBS_1D, !disable && small))
		return ENOMEM;
	if (!disable || DOES(NBS_3)) {
		t->set.sp = new->sp;
		t->set.size = new->size;
	}
	if ((new->flags & ONSTACK) != 0 && !DOES(NBS_5))
		t->set.flags = new->flags & ~ONSTACK;
	else if (on && !DOES(NBS_2B))
		t->set.flags = new->flags | ONSTACK;
	else
		t->set.flags = new->flags;
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
	if (IF(NBS_1, new != NULL && model_read(&st, new) != 0))
		return EFAULT;
	if (new != NULL)
		err = change(t, &st);
	if (err == 0)
		err = model_write(old, &was);
	if (err == EFAULT && !DOES(NBS_1E))
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
	if (IF(NBS_7B, f->moved && !d->writable))
		f->killed_by = SIGILL;
	if (f->moved && f->at < t->set.sp && !DOES(NBS_7))
		f->killed_by = SIGILL;
	f->uc = (struct model_stack){ 0, 0, 0 };
	if (!DOES(NBS_6))
		f->uc = t->set;
	if (f->moved && DOES(NBS_4))
		t->set.flags |= ONSTACK;
}

/* _UC_SETSTACK or _UC_CLRSTACK in uc_flags, and no more of the setting. */
static void
return_from(struct model_thread *t, const struct model_frame *f)
{
	if (IF(NBS_6B, f->on))
		t->set.flags |= ONSTACK;
	else
		t->set.flags &= ~ONSTACK;
}

static void
save_for_jump(struct model_thread *t, struct model_jump *j)
{
	j->on = (t->set.flags & ONSTACK) != 0;
}

/* setcontext is what a handler's return is; x86_64's longjmp is not. */
static void
jump(struct model_thread *t, const struct model_jump *j)
{
	struct model_frame f;

	f.on = j->on;
	if (j->kind == MODEL_SETCONTEXT || !DOES(NBS_4B))
		return_from(t, &f);
}

static void
new_thread(const struct model_thread *by, struct model_thread *t)
{
	*t = DOES(NBS_8) ? fresh : *by;
}

static void
fork_thread(const struct model_thread *parent, struct model_thread *t)
{
	*t = DOES(NBS_8B) ? *parent : fresh;
}

static void
exec(struct model_thread *t)
{
	if (DOES(NBS_8C))
		*t = fresh;
}

const struct model model_netbsd = {
	.name = "netbsd",
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
