/* SPDX-License-Identifier: MIT */
/*
 * Haiku of August 2026: src/system/kernel/signal.cpp
 * _user_set_signal_stack(), signal_get_user_stack(), setup_signal_frame();
 * arch/x86/64/thread.cpp get_signal_stack().  Not here: that an address must
 * be the program's (HAI-1).
 */
#include "config.h"

#include "model.h"

enum { ONSTACK = 1, DISABLE = 2, MINIMUM = 8192 };

/*
 * HAI-5, the same each time; up to 4095 there.  What is left of the smallest
 * stack has to hold this machine's frames, which are larger.
 */
enum { GAP = 496 };

enum {
	COM_2, COM_4, COM_5,
	HAI_1, HAI_1B, HAI_1C, HAI_1D, HAI_1E, HAI_1F, HAI_1G, HAI_1H, HAI_1I,
	HAI_2, HAI_2B, HAI_2C, HAI_2D, HAI_3, HAI_3B, HAI_3C, HAI_3D, HAI_3E,
	HAI_4, HAI_4B, HAI_4C, HAI_5, HAI_6, HAI_6B, HAI_6C, HAI_7, HAI_7B,
	HAI_7C, LAST
};

static const struct model_rule rules[] = {
	[COM_2] = { "COM-2", MODEL_IF },
	[COM_4] = { "COM-4", MODEL_IF },
	[COM_5] = { "COM-5", MODEL_IF },
	[HAI_1] = { "HAI-1", MODEL_IF },
	[HAI_1B] = { "HAI-1b", MODEL_IF },
	[HAI_1C] = { "HAI-1c", MODEL_IF },
	[HAI_1D] = { "HAI-1d", MODEL_IF },
	[HAI_1E] = { "HAI-1e", MODEL_IF },
	[HAI_1F] = { "HAI-1f", MODEL_DOES },
	[HAI_1G] = { "HAI-1g", MODEL_DOES },
	[HAI_1H] = { "HAI-1h", MODEL_VALUE },
	[HAI_1I] = { "HAI-1i", MODEL_DOES },
	[HAI_2] = { "HAI-2", MODEL_IF },
	[HAI_2B] = { "HAI-2b", MODEL_DOES },
	[HAI_2C] = { "HAI-2c", MODEL_DOES },
	[HAI_2D] = { "HAI-2d", MODEL_IF },
	[HAI_3] = { "HAI-3", MODEL_IF },
	[HAI_3B] = { "HAI-3b", MODEL_IF },
	[HAI_3C] = { "HAI-3c", MODEL_VALUE },
	[HAI_3D] = { "HAI-3d", MODEL_IF },
	[HAI_3E] = { "HAI-3e", MODEL_DOES },
	[HAI_4] = { "HAI-4", MODEL_IF },
	[HAI_4B] = { "HAI-4b", MODEL_DOES },
	[HAI_4C] = { "HAI-4c", MODEL_DOES },
	[HAI_5] = { "HAI-5", MODEL_VALUE },
	[HAI_6] = { "HAI-6", MODEL_DOES },
	[HAI_6B] = { "HAI-6b", MODEL_DOES },
	[HAI_6C] = { "HAI-6c", MODEL_IF },
	[HAI_7] = { "HAI-7", MODEL_DOES },
	[HAI_7B] = { "HAI-7b", MODEL_DOES },
	[HAI_7C] = { "HAI-7c", MODEL_DOES },
	[LAST] = { NULL, MODEL_IF },
};

static const struct model_thread fresh;

static bool
is_on(const struct model_thread *t, uintptr_t sp)
{
	return IF(HAI_3, t->enabled) && IF(HAI_3B,
	    sp - t->set.sp - VALUE(HAI_3C, 0, 1) < t->set.size);
}

static void
tell(const struct model_thread *t, bool on, struct model_stack *old)
{
	*old = t->set;
	old->flags = IF(HAI_2D, !t->enabled) ? DISABLE : 0;
	if (IF(HAI_3D, on))
		old->flags |= ONSTACK;
}

static int
change(struct model_thread *t, bool on, const struct model_stack *new)
{
	bool small = new->size < VALUE(HAI_1H, MINIMUM, 4096);

	if (!DOES(HAI_1G) && on)
		return EPERM;
	if (IF(HAI_1C, (new->flags & ~DISABLE) != 0) &&
	    (DOES(HAI_1F) || !small))
		return EINVAL;
	if (IF(HAI_2, (new->flags & DISABLE) != 0)) {
		if (!DOES(HAI_2C) && on)
			return EPERM;
		if (!DOES(HAI_2B))
			t->set = *new;
		t->enabled = false;
		return 0;
	}
	if (IF(HAI_1D, small))
		return ENOMEM;
	if (IF(HAI_1E, on))
		return EPERM;
	t->set = *new;
	t->enabled = true;
	return 0;
}

static int
kernel(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	struct model_stack st = { 0, 0, DISABLE }, was;
	bool on;
	int err = 0;

	if (IF(HAI_1, new != NULL && model_read(&st, new) != 0))
		return EFAULT;
	if (IF(HAI_1B, old != NULL && model_read(&was, old) != 0))
		return EFAULT;
	on = is_on(t, sp);
	tell(t, on, &was);
	if (new != NULL)
		err = change(t, on, &st);
	if (err != 0 && DOES(HAI_1I))
		return err;
	if (model_write(old, &was) != 0)
		return EFAULT;
	return err;
}

static void
deliver(struct model_thread *t, const struct model_delivery *d,
    struct model_frame *f)
{
	bool on = is_on(t, d->sp);

	f->sp = d->sp;
	f->top = t->set.sp + t->set.size - VALUE(HAI_5, GAP, 0);
	f->killed_by = 0;
	f->moved = IF(COM_5, d->onstack) && !IF(COM_2, !t->enabled) &&
	    !IF(COM_4, on);
	f->at = (f->moved ? f->top : d->sp) - d->size;
	f->uc = IF(HAI_4, on) ? t->set : t->own;
	f->uc.flags = 0;
	if (!DOES(HAI_4B))
		f->uc.flags = on ? ONSTACK : 0;
	if (f->moved && f->at < t->set.sp && !DOES(HAI_6))
		f->killed_by = SIGSEGV;
	if (f->moved && !d->writable && !DOES(HAI_6B))
		f->killed_by = SIGSEGV;
	if (IF(HAI_6C, f->moved && !d->writable)) {	/* no handler runs */
		f->moved = false;
		f->at = d->sp;
	}
}

static void
return_from(struct model_thread *t, const struct model_frame *f)
{
	if (!DOES(HAI_4C))
		(void)change(t, is_on(t, f->sp), &f->uc);
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
	if (!DOES(HAI_3E))
		*t = fresh;
}

static void
new_thread(const struct model_thread *by, struct model_thread *t)
{
	*t = DOES(HAI_7) ? fresh : *by;
}

static void
fork_thread(const struct model_thread *parent, struct model_thread *t)
{
	*t = DOES(HAI_7B) ? *parent : fresh;
}

static void
exec(struct model_thread *t)
{
	if (DOES(HAI_7C)) {
		t->set = fresh.set;
		t->enabled = false;
	}
}

const struct model model_haiku = {
	.name = "haiku",
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
