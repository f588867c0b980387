/* SPDX-License-Identifier: MIT */
/*
 * OpenBSD 7.4 and later: sys/kern/kern_sig.c sys_sigaltstack(), sigonstack();
 * sys/uvm/uvm_map.c uvm_map_remap_as_stack(); amd64 sendsig().  Not here:
 * that every stack pointer must be in such memory (OBS-3).
 */
#include "config.h"

#include "model.h"

enum { ONSTACK = 1, DISABLE = 4, PAGE = 4096 };
enum { MINIMUM = 3 * PAGE };		/* OBS-2 */

enum {
	COM_2, COM_4, COM_5,
	OBS_1, OBS_1B, OBS_1C, OBS_1D, OBS_1E, OBS_1F, OBS_1G, OBS_1H, OBS_1I,
	OBS_2, OBS_4, OBS_4B, OBS_4C, OBS_5, OBS_7, OBS_7B, OBS_7C, OBS_7D,
	OBS_8, OBS_8B, OBS_9, OBS_9B, OBS_10, OBS_10B, OBS_10C, LAST
};

static const struct model_rule rules[] = {
	[COM_2] = { "COM-2", MODEL_IF },
	[COM_4] = { "COM-4", MODEL_IF },
	[COM_5] = { "COM-5", MODEL_IF },
	[OBS_1] = { "OBS-1", MODEL_IF },
	[OBS_1B] = { "OBS-1b", MODEL_IF },
	[OBS_1C] = { "OBS-1c", MODEL_IF },
	[OBS_1D] = { "OBS-1d", MODEL_IF },
	[OBS_1E] = { "OBS-1e", MODEL_IF },
	[OBS_1F] = { "OBS-1f", MODEL_DOES },
	[OBS_1G] = { "OBS-1g", MODEL_DOES },
	[OBS_1H] = { "OBS-1h", MODEL_IF },
	[OBS_1I] = { "OBS-1i", MODEL_IF },
	[OBS_2] = { "OBS-2", MODEL_VALUE },
	[OBS_4] = { "OBS-4", MODEL_IF },
	[OBS_4B] = { "OBS-4b", MODEL_DOES },
	[OBS_4C] = { "OBS-4c", MODEL_IF },
	[OBS_5] = { "OBS-5", MODEL_DOES },
	[OBS_7] = { "OBS-7", MODEL_IF },
	[OBS_7B] = { "OBS-7b", MODEL_IF },
	[OBS_7C] = { "OBS-7c", MODEL_VALUE },
	[OBS_7D] = { "OBS-7d", MODEL_DOES },
	[OBS_8] = { "OBS-8", MODEL_DOES },
	[OBS_8B] = { "OBS-8b", MODEL_DOES },
	[OBS_9] = { "OBS-9", MODEL_DOES },
	[OBS_9B] = { "OBS-9b", MODEL_IF },
	[OBS_10] = { "OBS-10", MODEL_DOES },
	[OBS_10B] = { "OBS-10b", MODEL_DOES },
	[OBS_10C] = { "OBS-10c", MODEL_DOES },
	[LAST] = { NULL, MODEL_IF },
};

static const struct model_thread fresh = { .set = { 0, 0, DISABLE } };

static bool
is_on(const struct model_thread *t, uintptr_t sp)
{
	return !IF(OBS_7, (t->set.flags & DISABLE) != 0) && IF(OBS_7B,
	    sp - t->set.sp - VALUE(OBS_7C, 0, 1) < t->set.size);
}

/* Whole pages, and not the first where it would be one. */
static bool
remap(const struct model_stack *st)
{
	uintptr_t end = (st->sp + st->size) & ~(uintptr_t)(PAGE - 1);
	uintptr_t from = (st->sp + PAGE - 1) & ~(uintptr_t)(PAGE - 1);

	if (IF(OBS_4C, from == st->sp))
		from += PAGE;
	return model_remap == NULL ||
	    model_remap(from, end - from, DOES(OBS_4B));
}

static int
change(struct model_thread *t, uintptr_t sp, const struct model_stack *new)
{
	bool small = new->size < VALUE(OBS_2, MINIMUM, 8192);

	if (IF(OBS_1C, is_on(t, sp)))
		return EPERM;
	if (IF(OBS_1D, (new->flags & ~DISABLE) != 0) &&
	    (DOES(OBS_1F) || !small))
		return EINVAL;
	if (IF(OBS_1H, new->flags == DISABLE)) {
		t->set.flags = new->flags;
		if (!DOES(OBS_1G))
			t->set = *new;
		return 0;
	}
	if (IF(OBS_1E, small))
		return ENOMEM;
	if (IF(OBS_4, !remap(new)))
		return EINVAL;
	t->set = *new;
	return 0;
}

static int
kernel(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	struct model_stack st = fresh.set, was = t->set;

	if (IF(OBS_1I, is_on(t, sp)))
		was.flags |= ONSTACK;
	if (IF(OBS_1, model_write(old, &was) != 0))
		return EFAULT;
	if (IF(OBS_1B, new != NULL && model_read(&st, new) != 0))
		return EFAULT;
	return new == NULL ? 0 : change(t, sp, &st);
}

/* OBS-8: there is no uc_stack. */
static void
deliver(struct model_thread *t, const struct model_delivery *d,
    struct model_frame *f)
{
	f->sp = d->sp;
	f->top = t->set.sp + t->set.size;
	if (DOES(OBS_5))
		f->top &= ~(uintptr_t)(PAGE - 1);
	f->killed_by = 0;
	f->moved = IF(COM_5, d->onstack) &&
	    !IF(COM_2, (t->set.flags & DISABLE) != 0) &&
	    !IF(COM_4, is_on(t, d->sp));
	f->at = (f->moved ? f->top : d->sp) - d->size;
	if (IF(OBS_9B, f->moved && !d->writable))
		f->killed_by = SIGILL;
	if (f->moved && f->at < t->set.sp && !DOES(OBS_9))
		f->killed_by = SIGILL;
	f->uc = (struct model_stack){ 0, 0, 0 };
	if (!DOES(OBS_8))
		f->uc = t->set;
}

static void
return_from(struct model_thread *t, const struct model_frame *f)
{
	if (!DOES(OBS_8B))
		t->set = f->uc;
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
	if (!DOES(OBS_7D))
		*t = fresh;
}

static void
new_thread(const struct model_thread *by, struct model_thread *t)
{
	*t = DOES(OBS_10) ? fresh : *by;
}

static void
fork_thread(const struct model_thread *parent, struct model_thread *t)
{
	*t = DOES(OBS_10B) ? *parent : fresh;
}

static void
exec(struct model_thread *t)
{
	if (DOES(OBS_10C))
		*t = fresh;
}

const struct model model_openbsd = {
	.name = "openbsd",
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
