/* SPDX-License-Identifier: MIT */
/*
 * Signal stacks, the part that handlers may call: sizes, asking, installing,
 * removing, restoring.  What the kernels disagree on is mended under
 * platform/, so this reads as POSIX would have it.
 */
#include "config.h"

#include <portsig/altstack.h>
#include "altstack_internal.h"
#include "platform.h"

enum { DEFAULT_SIZE = 65536 };		/* bytes, in all */

PORTSIG_SIGNAL_PATH void
portsig_set_signalstack_sp(stack_t *st, uintptr_t sp)
{
	portsig_os_set_signalstack_sp(st, sp);
}

PORTSIG_SIGNAL_PATH uintptr_t
portsig_get_signalstack_sp(const stack_t *st)
{
	return portsig_os_get_signalstack_sp(st);
}

PORTSIG_SIGNAL_PATH size_t
portsig_altstack_min_size(void)
{
	return portsig_os_altstack_min_size();
}

PORTSIG_SIGNAL_PATH size_t
portsig_altstack_recommended_size(size_t budget)
{
	size_t page = portsig_os_page_size();
	size_t min = portsig_os_altstack_min_size(), size;

	if (budget > SIZE_MAX / 2 - min - page)
		return SIZE_MAX;
	size = min + budget;
	if (size < DEFAULT_SIZE)
		size = DEFAULT_SIZE;
	return (size + page - 1) & ~(page - 1);
}

PORTSIG_SIGNAL_PATH static void
read_setting(const stack_t *st, struct portsig_altstack *out)
{
	out->os = (unsigned)(st->ss_flags &
	    portsig_os_altstack_rules.extra_flags);
	if ((st->ss_flags & SS_DISABLE) != 0) {
		out->base = NULL;
		out->size = 0;
		out->state = PORTSIG_ALTSTACK_DISABLED;
		return;
	}
	out->base = (void *)portsig_os_get_signalstack_sp(st);
	out->size = st->ss_size;
	out->state = PORTSIG_ALTSTACK_ENABLED;
}

PORTSIG_SIGNAL_PATH int
portsig_altstack_probe(struct portsig_altstack *out)
{
	stack_t st;
	int err;

	if (out == NULL)
		return EINVAL;
	err = portsig_os_altstack(NULL, &st);
	if (err == 0)
		read_setting(&st, out);
	return err;
}

PORTSIG_SIGNAL_PATH int
portsig_altstack_check(size_t budget)
{
	struct portsig_altstack now;
	size_t min = portsig_os_altstack_min_size();
	int err = portsig_altstack_probe(&now);

	if (err != 0)
		return err;
	if (now.state == PORTSIG_ALTSTACK_DISABLED)
		return ENOENT;
	if (now.size < min || now.size - min < budget)
		return ENOMEM;
	return 0;
}

PORTSIG_SIGNAL_PATH int
portsig_altstack_install(void *area, size_t size, struct portsig_altstack *old)
{
	stack_t st, was;
	int err;

	if (area == NULL || size > UINTPTR_MAX - (uintptr_t)area)
		return EINVAL;
	portsig_os_altstack_fill(&st, (uintptr_t)area, size);
	err = portsig_os_altstack(&st, &was);
	if (err == 0 && old != NULL)
		read_setting(&was, old);
	return err;
}

PORTSIG_SIGNAL_PATH int
portsig_altstack_remove(void)
{
	stack_t st;

	portsig_os_altstack_fill_disabled(&st);
	return portsig_os_altstack(&st, NULL);
}

/*
 * The setting may be somebody else's and smaller than we would make one: it
 * was in force, so it is put back as it was.
 */
PORTSIG_SIGNAL_PATH int
portsig_altstack_restore(const struct portsig_altstack *saved)
{
	stack_t st;

	if (saved == NULL || saved->state > PORTSIG_ALTSTACK_ENABLED ||
	    (saved->os & ~(unsigned)portsig_os_altstack_rules.extra_flags) != 0)
		return EINVAL;
	if (saved->state == PORTSIG_ALTSTACK_DISABLED)
		portsig_os_altstack_fill_disabled(&st);
	else
		portsig_os_altstack_fill(&st, (uintptr_t)saved->base,
		    saved->size);
	st.ss_flags |= (int)saved->os;
	return portsig_os_altstack_restore(&st);
}

/* Installing it once more clears the bit, whatever the kernel shows of it. */
PORTSIG_SIGNAL_PATH void
portsig_altstack_unstick(void)
{
	stack_t st;
	uintptr_t sp;

	if (portsig_os_altstack_rules.by_sp ||
	    portsig_os_altstack(NULL, &st) != 0 ||
	    (st.ss_flags & SS_DISABLE) != 0)
		return;
	sp = portsig_os_get_signalstack_sp(&st);
	if ((uintptr_t)&st - sp < st.ss_size)
		return;
	portsig_os_altstack_fill(&st, sp, st.ss_size);
	(void)portsig_os_altstack_restore(&st);
}
