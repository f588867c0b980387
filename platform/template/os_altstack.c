/* SPDX-License-Identifier: MIT */
/*
 * [P12] to [P14] and [P29]: sigaltstack.
 *
 * PORT: name the rules (XXX-1, XXX-2, ...) that you wrote into
 * tests/facts/sigaltstack-rules, and the source in which you read each.
 */
#include "config.h"

#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

/*
 * PORT: the questions are those of [P14].  Answer them from the kernel's
 * sigaltstack(), its code that makes a signal's frame, its fork, and the place
 * where a thread is made.  Where you could not find out, say what does no
 * harm: inherited true, kept_by_fork false, checked false.
 */
const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = true,
	.change_on_it = false,
	.inherited = true,
	.kept_by_fork = false,
	.uc_stack_set = false,
	.restored = false,
	.checked = false,
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
 * [P12] wants EPERM before all else from a thread that is on its stack, so
 * the kernel is asked with something that it refuses to everyone, and to such
 * a thread with EPERM.
 *
 * PORT: is that the order here?  Does the kernel refuse at all to replace or
 * disable a stack in use, and does it say EPERM?  Where it does not, ask for
 * the setting in force before the call, and compare the address of a local
 * with it; SS_ONSTACK there is true only of a kernel that goes by the stack
 * pointer.
 */
PORTSIG_SIGNAL_PATH static int
refused(int err)
{
	stack_t bad;

	portsig_os_altstack_fill_disabled(&bad);
	bad.ss_flags = SS_ONSTACK | SS_DISABLE;
	return ask(&bad, NULL) == EPERM ? EPERM : err;
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack(const stack_t *new, stack_t *old)
{
	if (new == NULL)
		return ask(NULL, old);
	if (new->ss_flags != 0 && new->ss_flags != SS_DISABLE)
		return refused(EINVAL);
	if (new->ss_flags == 0 &&
	    new->ss_size < portsig_os_altstack_min_size())
		return refused(ENOMEM);
	return ask(new, old);
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack_restore(const stack_t *st)
{
	return ask(st, NULL);
}

/*
 * PORT: the largest of what sysconf() and the kernel tell at run time, what
 * the kernel insists on, and a frame of the widest vector registers that it
 * saves.  Never less than a frame takes: outside a few kernels nothing stops
 * it from running off the end.
 */
PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	return PORTSIG_OS_FRAME_AT_MOST > MINSIGSTKSZ ?
	    PORTSIG_OS_FRAME_AT_MOST : MINSIGSTKSZ;
}
