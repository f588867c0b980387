/* SPDX-License-Identifier: MIT */
/*
 * Signal stacks, the part for ordinary code: seeing that a thread has one,
 * and undoing that without pulling a stack away from under somebody.
 */
#include "config.h"

#include <portsig/altstack.h>
#include "altstack_internal.h"
#include "platform.h"

static const struct portsig_altstack_hold nothing;

static bool
is_same(const struct portsig_altstack *a, const struct portsig_altstack *b)
{
	return a->state == b->state && a->base == b->base &&
	    a->size == b->size;
}

/* Puts one of our stacks in force, and notes it in HOLD. */
static int
stand_in(size_t budget, struct portsig_altstack_hold *hold)
{
	size_t size = portsig_altstack_recommended_size(budget), got;
	void *base;
	int err;

	if (size == SIZE_MAX)
		return ENOMEM;
	err = portsig_store_take(size, &base, &got);
	if (err != 0)
		return err;
	err = portsig_altstack_install(base, got, NULL);
	if (err != 0) {
		portsig_store_put(base, got);
		return err;
	}
	hold->now.base = base;
	hold->now.size = got;
	hold->now.state = PORTSIG_ALTSTACK_ENABLED;
	hold->now.os = 0;
	return 0;
}

/*
 * The host has a stack: keep it, unless it is small and we may replace it.
 * Where a thread begins with its creator's, two may have the same one, and
 * neither keeps it.
 */
static int
adopt(size_t budget, unsigned policy, struct portsig_altstack_hold *hold)
{
	bool shared = portsig_os_altstack_rules.inherited;
	size_t min = portsig_os_altstack_min_size();
	int err;

	hold->now = hold->before;
	hold->held = PORTSIG_ALTSTACK_HELD_ADOPTED;
	if (!shared && hold->now.size >= min &&
	    hold->now.size - min >= budget)
		return 0;
	hold->held = PORTSIG_ALTSTACK_HELD_SMALL;
	if (!shared && policy != PORTSIG_ALTSTACK_STAND_IN)
		return 0;
	err = stand_in(budget, hold);
	if (err == 0)
		hold->held = PORTSIG_ALTSTACK_HELD_STOOD_IN;
	return err;
}

int
portsig_altstack_attach(size_t budget, unsigned policy,
    struct portsig_altstack_hold *hold)
{
	struct portsig_altstack_hold h = nothing;
	int err;

	if (hold == NULL || hold->held != PORTSIG_ALTSTACK_HELD_NOTHING ||
	    policy > PORTSIG_ALTSTACK_KEEP)
		return EINVAL;
	err = portsig_altstack_probe(&h.before);
	if (err != 0)
		return err;
	h.now = h.before;
	if (policy == PORTSIG_ALTSTACK_KEEP) {
		*hold = h;
		return 0;
	}
	if (h.before.state == PORTSIG_ALTSTACK_ENABLED) {
		err = adopt(budget, policy, &h);
	} else {
		err = stand_in(budget, &h);
		h.held = PORTSIG_ALTSTACK_HELD_MADE;
	}
	if (err == 0)
		*hold = h;
	return err;
}

/*
 * Ours is in force: first the kernel lets go of it, then it may be used for
 * another thread.  Nobody else can have saved it as "the one from before".
 */
static int
take_back(struct portsig_altstack_hold *hold)
{
	int err = portsig_altstack_restore(&hold->before);

	if (err != 0 && err != EPERM)
		err = portsig_altstack_remove();
	if (err == EPERM)
		return err;
	if (err == 0)
		portsig_store_put(hold->now.base, hold->now.size);
	else
		portsig_store_leak();
	*hold = nothing;
	return 0;
}

/*
 * If the thread has no signal stack any more, whoever stood one in for ours
 * is done with it, and ours is free.  If it has somebody's, they may have
 * kept ours to put it back, so it is not used again.
 */
int
portsig_altstack_detach(struct portsig_altstack_hold *hold)
{
	struct portsig_altstack now;
	int err;

	if (hold == NULL || hold->held == PORTSIG_ALTSTACK_HELD_NOTHING)
		return EINVAL;
	if (hold->held == PORTSIG_ALTSTACK_HELD_ADOPTED ||
	    hold->held == PORTSIG_ALTSTACK_HELD_SMALL) {
		*hold = nothing;
		return 0;
	}
	err = portsig_altstack_probe(&now);
	if (err == 0 && is_same(&now, &hold->now))
		return take_back(hold);
	if (err == 0 && now.state == PORTSIG_ALTSTACK_DISABLED)
		portsig_store_put(hold->now.base, hold->now.size);
	else
		portsig_store_leak();
	*hold = nothing;
	return 0;
}

/* Not under the feet of a handler that forked, and runs on it in the child. */
void
portsig_altstack_put_back(const struct portsig_altstack_hold *hold,
    const struct portsig_altstack *before)
{
	bool ours = (hold->held == PORTSIG_ALTSTACK_HELD_MADE ||
	    hold->held == PORTSIG_ALTSTACK_HELD_STOOD_IN) &&
	    is_same(&hold->now, before);
	struct portsig_altstack now;

	if (hold->held == PORTSIG_ALTSTACK_HELD_NOTHING ||
	    before->state == PORTSIG_ALTSTACK_DISABLED ||
	    (!ours && portsig_os_altstack_rules.kept_by_fork) ||
	    (uintptr_t)&now - (uintptr_t)before->base < before->size)
		return;
	if (portsig_altstack_probe(&now) == 0 &&
	    now.state == PORTSIG_ALTSTACK_DISABLED)
		(void)portsig_altstack_restore(before);
}
