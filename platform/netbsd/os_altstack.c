/* SPDX-License-Identifier: MIT */
/*
 * [P12] to [P14] and [P29]: sigaltstack on NetBSD.  Rules NBS-1 to NBS-8 are
 * in tests/facts/sigaltstack-rules.
 */
#include "config.h"

#include <sys/param.h>

#include <portsig/portsig.h>
#include "platform.h"

/*
 * NBS-8: headers are never newer than the kernel, so those of NetBSD 9 say
 * that new threads start without.  Older ones say nothing of the kernel.
 */
#if __NetBSD_Version__ >= 900000000
enum { INHERITED = 0 };
#else
enum { INHERITED = 1 };
#endif

const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = false,			/* NBS-4 */
	.change_on_it = true,		/* NBS-2: the kernel would let it */
	.inherited = INHERITED,
	.kept_by_fork = true,		/* NBS-8 */
	.uc_stack_set = false,		/* NBS-6 */
	.restored = false,		/* NBS-6: the flag alone is */
	.checked = false,		/* NBS-7 */
	.extra_flags = 0,
};

/* The result is 0 or an errno value; errno is left as found. */
PORTSIG_SIGNAL_PATH static int
ask(const stack_t *new, stack_t *old)
{
	int saved = errno, err = 0;

	if (sigaltstack(new, old) != 0)
		err = errno;
	errno = saved;
	return err;
}

/*
 * The kernel's flag stays set after a jump out of a handler (NBS-4), and
 * whoever passes SS_ONSTACK sets it (NBS-5), so this function's own frame is
 * what decides.
 */
PORTSIG_SIGNAL_PATH static bool
is_on(const stack_t *now)
{
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);

	return (now->ss_flags & SS_DISABLE) == 0 &&
	    here - portsig_os_get_signalstack_sp(now) < now->ss_size;
}

/* Only the flag: what else a disabled setting shows is nobody's (NBS-3). */
PORTSIG_SIGNAL_PATH static void
tell(const stack_t *now, stack_t *old)
{
	int flags = now->ss_flags & SS_DISABLE;

	if (old == NULL)
		return;
	portsig_os_altstack_fill(old, portsig_os_get_signalstack_sp(now),
	    now->ss_size);
	old->ss_flags = is_on(now) ? SS_ONSTACK : flags;
}

/*
 * NBS-1: a stack cannot be disabled while the flag is set, and installing one
 * clears it (NBS-2): so it is installed once more.  Until then no signal used
 * it; one that comes between the two starts at its top.
 */
PORTSIG_SIGNAL_PATH static int
disable(stack_t *now, const stack_t *new)
{
	int err = 0;

	if ((now->ss_flags & SS_DISABLE) != 0)
		return 0;
	if ((now->ss_flags & SS_ONSTACK) != 0) {
		now->ss_flags = 0;
		err = ask(now, NULL);
	}
	return err == 0 ? ask(new, NULL) : err;
}

/* NBS-1 and NBS-2: the kernel refuses nothing that EPERM is promised for. */
PORTSIG_SIGNAL_PATH static int
change(const stack_t *new, stack_t *old, size_t least)
{
	stack_t now;
	int err = ask(NULL, &now);

	if (err != 0)
		return err;
	if (is_on(&now))
		return EPERM;
	if (new->ss_flags != 0 && new->ss_flags != SS_DISABLE)
		return EINVAL;
	if (new->ss_flags == 0 && new->ss_size < least)
		return ENOMEM;
	err = new->ss_flags == 0 ? ask(new, &now) : disable(&now, new);
	if (err == 0)
		tell(&now, old);
	return err;
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack(const stack_t *new, stack_t *old)
{
	stack_t now;
	int err;

	if (new != NULL)
		return change(new, old, portsig_os_altstack_min_size());
	err = ask(NULL, &now);
	if (err == 0)
		tell(&now, old);
	return err;
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack_restore(const stack_t *st)
{
	return change(st, NULL, 0);
}

/*
 * What the kernel insists on (NBS-1) is several frames: mcontext_t has a fixed
 * size, the vector registers that are saved included.
 */
_Static_assert(sizeof(ucontext_t) + sizeof(siginfo_t) <
    PORTSIG_OS_STACK_FLOOR / 2, "a frame's size");

PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	return PORTSIG_OS_STACK_FLOOR;
}
