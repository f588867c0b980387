/* SPDX-License-Identifier: MIT */
/*
 * illumos: uts/common/syscall/sigaltstack.c; uts/intel/ia32/os/sendsig.c and
 * uts/intel/ia32/syscall/getcontext.c; libc's siglongjmp.
 */
#include "config.h"

#include "model.h"

enum { ONSTACK = 1, DISABLE = 2, MINIMUM = 2048 };

enum {
	COM_2, COM_4, COM_5,
	ILL_1, ILL_1B, ILL_1C, ILL_1D, ILL_1E, ILL_1F, ILL_1G, ILL_1H, ILL_2,
	ILL_3, ILL_4, ILL_4B, ILL_5, ILL_5B, ILL_6, ILL_6B, ILL_7, ILL_7B,
	ILL_8, ILL_8B, ILL_10, ILL_10B, ILL_10C, LAST
};

static const struct model_rule rules[] = {
	[COM_2] = { "COM-2", MODEL_IF },
	[COM_4] = { "COM-4", MODEL_IF },
	[COM_5] = { "COM-5", MODEL_IF },
	[ILL_1] = { "ILL-1", MODEL_IF },
	[ILL_1B] = { "ILL-1b", MODEL_IF },
	[ILL_1C] = { "ILL-1c", MODEL_IF },
	[ILL_1D] = { "ILL-1d", MODEL_IF },
	[ILL_1E] = { "ILL-1e", MODEL_IF },
	[ILL_1F] = { "ILL-1f", MODEL_VALUE },
	[ILL_1G] = { "ILL-1g", MODEL_DOES },
	[ILL_1H] = { "ILL-1h", MODEL_DOES },
	[ILL_2] = { "ILL-2", MODEL_DOES },
	[ILL_3] = { "ILL-3", MODEL_DOES },
	[ILL_4] = { "ILL-4", MODEL_IF },
	[ILL_4B] = { "ILL-4b", MODEL_DOES },
	[ILL_5] = { "ILL-5", MODEL_IF },
	[ILL_5B] = { "ILL-5b", MODEL_DOES },
	[ILL_6] = { "ILL-6", MODEL_DOES },
	[ILL_6B] = { "ILL-6b", MODEL_DOES },
	[ILL_7] = { "ILL-7", MODEL_DOES },
	[ILL_7B] = { "ILL-7b", MODEL_DOES },
	[ILL_8] = { "ILL-8", MODEL_DOES },
	[ILL_8B] = { "ILL-8b", MODEL_IF },
	[ILL_10] = { "ILL-10", MODEL_DOES },
	[ILL_10B] = { "ILL-10b", MODEL_DOES },
	[ILL_10C] = { "ILL-10c", MODEL_DOES },
	[LAST] = { NULL, MODEL_IF },
};

static const struct model_stack none = { 0, 0, DISABLE };

static bool
is_on(const struct model_thread *t)
{
	return (t->set.flags & ONSTACK) != 0;
}

static int
judge(const struct model_stack *new)
{
	bool small = new->size < VALUE(ILL_1F, MINIMUM, 1024);

	if (IF(ILL_1C, (new->flags & ~DISABLE) != 0) &&
	    (DOES(ILL_1H) || !small))
		return EINVAL;
	if (IF(ILL_1D, small && (new->flags & DISABLE) == 0))
		return ENOMEM;
	return 0;
}

static int
kernel(struct model_thread *t, uintptr_t sp, const struct model_stack *new,
    struct model_stack *old)
{
	struct model_stack st = none;
	int err = 0;

	(void)sp;
	if (IF(ILL_1, new != NULL && is_on(t)))
		return EPERM;
	if (IF(ILL_1B, new != NULL && model_read(&st, new) != 0))
		return EFAULT;
	if (new != NULL)
		err = judge(&st);
	if (err != 0)
		return err;
	if (IF(ILL_1E, model_write(old, &t->set) != 0) && DOES(ILL_1G))
		return EFAULT;
	if (new != NULL) {
		t->set.flags = st.flags;
		if ((st.flags & DISABLE) == 0 || DOES(ILL_2))
			t->set = st;
	}
	return 0;
}

static uintptr_t
round_up(uintptr_t n)
{
	return (n + 15) & ~(uintptr_t)15;
}

/* The stack in use; libc keeps the record that it is read from. */
static void
in_use(const struct model_thread *t, struct model_stack *out)
{
	*out = t->own;
	out->flags = 0;
	if (IF(ILL_4, is_on(t))) {
		*out = t->set;
		out->flags = ONSTACK;
	}
}

static void
deliver(struct model_thread *t, const struct model_delivery *d,
    struct model_frame *f)
{
	uintptr_t base = t->set.sp;
	size_t size = t->set.size;

	f->sp = d->sp;
	f->killed_by = 0;
	f->moved = IF(COM_5, d->onstack) &&
	    !IF(COM_2, (t->set.flags & DISABLE) != 0) && !IF(COM_4, is_on(t));
	if (DOES(ILL_7))
		base = round_up(base);
	if (DOES(ILL_7B))
		size = round_up(size);
	f->top = base + size;
	f->at = (f->moved ? f->top : d->sp) - d->size;
	if (IF(ILL_8B, f->moved && !d->writable))
		f->killed_by = SIGSEGV;
	if (f->moved && f->at < t->set.sp && !DOES(ILL_8))
		f->killed_by = SIGSEGV;
	if (DOES(ILL_4B))
		in_use(t, &f->uc);
	else
		f->uc = t->set;
	if (f->moved && DOES(ILL_3))
		t->set.flags |= ONSTACK;
}

/* The return is a setcontext. */
static void
setcontext_stack(struct model_thread *t, const struct model_stack *uc)
{
	if (IF(ILL_5, uc->flags == ONSTACK))
		t->set = *uc;
	else if (DOES(ILL_5B))
		t->set.flags &= ~ONSTACK;
}

static void
return_from(struct model_thread *t, const struct model_frame *f)
{
	setcontext_stack(t, &f->uc);
}

static void
save_for_jump(struct model_thread *t, struct model_jump *j)
{
	in_use(t, &j->uc);
}

static void
jump(struct model_thread *t, const struct model_jump *j)
{
	if (j->kind == MODEL_PLAIN ? !DOES(ILL_6B) : DOES(ILL_6))
		setcontext_stack(t, &j->uc);
}

static void
new_thread(const struct model_thread *by, struct model_thread *t)
{
	t->set = DOES(ILL_10) ? none : by->set;
}

static void
fork_thread(const struct model_thread *parent, struct model_thread *t)
{
	*t = *parent;
	if (!DOES(ILL_10B))
		t->set = none;
}

static void
exec(struct model_thread *t)
{
	if (DOES(ILL_10C))
		t->set = none;
}

const struct model model_solaris = {
	.name = "solaris",
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
