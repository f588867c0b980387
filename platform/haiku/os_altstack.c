/* SPDX-License-Identifier: MIT */
/* [P12] to [P14] and [P29]: sigaltstack, HAI-1 to HAI-7. */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

/*
 * HAI-3, HAI-4, HAI-6 and HAI-7.  haiku src/system/kernel/signal.cpp
 * _user_set_signal_stack(), signal_get_user_stack(),
 * _user_restore_signal_frame(); team.cpp fork_team(); thread.cpp
 * Thread::Thread(), Thread::ResetSignalsOnExec().
 */
const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = true,
	.change_on_it = false,
	.inherited = false,
	.kept_by_fork = true,
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
 * The kernel comes to the stack in use last, and lets it be disabled (HAI-1,
 * HAI-2).  It tells truly whether the caller is on it, though (HAI-3).
 */
PORTSIG_SIGNAL_PATH static int
change(const stack_t *new, stack_t *old, size_t least)
{
	stack_t now;
	int err = ask(NULL, &now);

	if (err != 0)
		return err;
	if ((now.ss_flags & SS_ONSTACK) != 0)
		return EPERM;
	if (new->ss_flags != 0 && new->ss_flags != SS_DISABLE)
		return EINVAL;
	if (new->ss_flags == 0 && new->ss_size < least)
		return ENOMEM;
	return ask(new, old);
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack(const stack_t *new, stack_t *old)
{
	if (new == NULL)
		return ask(NULL, old);
	return change(new, old, portsig_os_altstack_min_size());
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack_restore(const stack_t *st)
{
	return change(st, NULL, 0);
}

/* Nothing tells at run time, and the frame is of one size. */
PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	return PORTSIG_OS_FRAME_AT_MOST > MINSIGSTKSZ ?
	    PORTSIG_OS_FRAME_AT_MOST : MINSIGSTKSZ;
}
