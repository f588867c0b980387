/* SPDX-License-Identifier: MIT */
/*
 * XNU: xnu-11417.101.15 bsd/kern/kern_sig.c sigaltstack() and
 * bsd/dev/{i386,arm}/unix_signal.c sendsig(), sigreturn(); Libc-1725.0.11
 * compat-43/sigaltstk.c; libplatform-375.100.10 setjmp.
 */
#include "config.h"

#include "model.h"

enum { ONSTACK = 1, DISABLE = 4, KERNEL_MINIMUM = 8192 };
enum { MINIMUM = 32768 };		/* MINSIGSTKSZ */

enum {
	COM_2, COM_4, COM_5,
	XNU_2, XNU_2B, XNU_3, XNU_3B, XNU_3C, XNU_3D, XNU_3E, XNU_3F, XNU_3G,
	XNU_3H, XNU_4, XNU_5, XNU_6, XNU_7, XNU_7B, XNU_8, XNU_9,
	XNU_9B, XNU_9C, XNU_10, XNU_10B, XNU_12, XNU_12B, XNU_13, LAST
};

static const struct model_rule rules[] = {
	[COM_2] = { "COM-2", MODEL_IF },
	[COM_4] = { "COM-4", MODEL_IF },
	[COM_5] = { "COM-5", MODEL_IF },
	[XNU_2] = { "XNU-2", MODEL_IF },
	[XNU_2B] = { "XNU-2b", MODEL_DOES },
	[XNU_3] = { "XNU-3", MODEL_IF },
	[XNU_3B] = { "XNU-3b", MODEL_IF },
	[XNU_3C] = { "XNU-3c", MODEL_IF },
	[XNU_3D] = { "XNU-3d", MODEL_IF },
	[XNU_3E] = { "XNU-3e", MODEL_IF },
	[XNU_3F] = { "XNU-3f", MODEL_IF },
	[XNU_3G] = { "XNU-3g", MODEL_VALUE },
	[XNU_3H] = { "XNU-3h", MODEL_DOES },
	[XNU_4] = { "XNU-4", MODEL_DOES },
	[XNU_5] = { "XNU-5", MODEL_DOES },
	[XNU_6] = { "XNU-6", MODEL_IF },
	[XNU_7] = { "XNU-7", MODEL_DOES },
	[XNU_7B] = { "XNU-7b", MODEL_DOES },
	[XNU_8] = { "XNU-8", MODEL_DOES },
	[XNU_9] = { "XNU-9", MODEL_DOES },
	[XNU_9B] = { "XNU-9b", MODEL_DOES },
	[XNU_9C] = { "XNU-9c", MODEL_DOES },
	[XNU_10] = { "XNU-10", MODEL_DOES },
	[XNU_10B] = { "XNU-10b", MODEL_IF },
	[XNU_12] = { "XNU-12", MODEL_DOES },
	[XNU_12B] = { "XNU-12b", MODEL_DOES },
	[XNU_13] = { "XNU-13", MODEL_DOES },
	[LAST] = { NULL, MODEL_IF },
};

static const struct model_thread fresh = { .set = { 0, 0, DISABLE } };

static int
change(struct model_thread *t, const struct model_stack *new)
{
	bool on = (t->set.flags & ONSTACK) != 0;
	bool small = new->size < VALUE(XNU_3G, KERNEL_MINIMUM, 4096);

	if (IF(XNU_3C, (new->flags & ~DISABLE) != 0) &&
	    (DOES(XNU_3H) || !(on || small)))
		return EINVAL;
	if (new->flags == DISABLE) {
		if (IF(XNU_3D, on))
			return EINVAL;
		t->set.flags = new->flags;
		if (!DOES(XNU_4))
			t->set = *new;
		return 0;
	}
	if (IF(XNU_3E, on))
		return EPERM;
	if (IF(XNU_3F, small))
		return ENOMEM;
	t->set = *new;
	return 0;
}

static int
kernel(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	struct model_stack st = fresh.set;

	(void)sp;
	if (IF(XNU_3, model_write(old, &t->set) != 0))
		return EFAULT;
	if (IF(XNU_3B, new != NULL && model_read(&st, new) != 0))
		return EFAULT;
	return new == NULL ? 0 : change(t, &st);
}

/* XNU-1.  A bad pointer is a fault in the program. */
static int
libc(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	if (IF(XNU_2, new != NULL && new->size < MINIMUM) &&
	    ((new->flags & DISABLE) == 0 || DOES(XNU_2B)))
		return ENOMEM;
	return kernel(t, sp, new, old);
}

/* XNU-9: uc_stack is about the frame. */
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
	if (IF(XNU_10B, f->moved && !d->writable))
		f->killed_by = SIGILL;
	if (f->moved && f->at < t->set.sp && !DOES(XNU_10))
		f->killed_by = SIGILL;
	f->uc.sp = DOES(XNU_9) ? f->at : t->set.sp;
	f->uc.size = !DOES(XNU_9B) || f->moved || f->on ? t->set.size : 0;
	f->uc.flags = !DOES(XNU_9C) || f->on ? ONSTACK : 0;
	if (f->moved && DOES(XNU_5))
		t->set.flags |= ONSTACK;
}

static void
set_bit(struct model_thread *t, bool on)
{
	if (on)
		t->set.flags |= ONSTACK;
	else
		t->set.flags &= ~ONSTACK;
}

static void
return_from(struct model_thread *t, const struct model_frame *f)
{
	set_bit(t, IF(XNU_6, f->on));
}

static void
save_for_jump(struct model_thread *t, struct model_jump *j)
{
	j->on = (t->set.flags & ONSTACK) != 0;
}

static void
jump(struct model_thread *t, const struct model_jump *j)
{
	bool does;

	switch (j->kind) {
	case MODEL_SIGSETJMP:
		does = DOES(XNU_7);
		break;
	case MODEL_PLAIN:
		does = !DOES(XNU_7B);
		break;
	default:
		does = !DOES(XNU_8);
		break;
	}
	if (does)
		set_bit(t, j->on);
}

static void
new_thread(const struct model_thread *by, struct model_thread *t)
{
	*t = DOES(XNU_12) ? fresh : *by;
}

static void
fork_thread(const struct model_thread *parent, struct model_thread *t)
{
	*t = DOES(XNU_12B) ? fresh : *parent;
}

static void
exec(struct model_thread *t)
{
	if (DOES(XNU_13))
		*t = fresh;
}

const struct model model_darwin = {
	.name = "darwin",
	.ss_disable = DISABLE,
	.header_minimum = MINIMUM,
	.rules = rules,
	.sigaltstack = kernel,
	.libc = libc,
	.deliver = deliver,
	.return_from = return_from,
	.save_for_jump = save_for_jump,
	.jump = jump,
	.new_thread = new_thread,
	.fork = fork_thread,
	.exec = exec,
};
