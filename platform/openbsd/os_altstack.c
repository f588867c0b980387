/* SPDX-License-Identifier: MIT */
/*
 * [P12] to [P14] and [P29]: sigaltstack on OpenBSD.  Rules OBS-1 to OBS-10 are
 * in tests/facts/sigaltstack-rules.
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = true,			/* OBS-7 */
	.change_on_it = false,		/* OBS-1 */
	.inherited = false,		/* OBS-10 */
	.kept_by_fork = true,		/* OBS-10 */
	.uc_stack_set = false,		/* OBS-8: there is none */
	.restored = false,		/* OBS-8 */
	.checked = false,		/* OBS-9 */
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
 * OBS-1: the kernel's errors come in the order that [P12] wants, and what it
 * insists on is [P13].  One more is EINVAL for memory that cannot be made a
 * stack (OBS-4).  But it writes OLD before it looks at NEW.
 */
PORTSIG_SIGNAL_PATH int
portsig_os_altstack(const stack_t *new, stack_t *old)
{
	stack_t was;
	int err;

	if (new == NULL || old == NULL)
		return ask(new, old);
	err = ask(new, &was);
	if (err != 0)
		return err;
	portsig_os_altstack_fill(old, portsig_os_get_signalstack_sp(&was),
	    was.ss_size);
	old->ss_flags = was.ss_flags;
	return 0;
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack_restore(const stack_t *st)
{
	return ask(st, NULL);
}

/*
 * OBS-2: three pages of the largest size.  OBS-4 and OBS-5: one of them, or
 * the parts of two, is no stack afterwards, and a top within a page costs the
 * rest of that page, so one page is left for the frame: with the widest vector
 * registers it takes 3100 bytes of the smallest, 4096.  OpenBSD-7.4
 * sys/arch/amd64/amd64/machdep.c sendsig().
 */
PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	return PORTSIG_OS_STACK_FLOOR;
}
