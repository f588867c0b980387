/* SPDX-License-Identifier: MIT */
/*
 * [P12] [P29] sigaltstack(2) where a bit in the thread says that it is on its
 * signal stack (XNU-5, ILL-3).  A plain longjmp() out of a handler leaves the
 * bit set (XNU-7, ILL-6), so it is believed only of a thread whose present
 * frame lies on that stack.  What a system says first, in os_altstack.h:
 *
 *   void portsig_os_altstack_heal(void)  clears the calling thread's bit
 *   PORTSIG_OS_BIT_MAY_BE_CLEAR  1 if it can be clear on the stack as well
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"
#include "os_altstack.h"

PORTSIG_SIGNAL_PATH static int
call(const stack_t *new, stack_t *old)
{
	int saved = errno, err = 0;

	if (sigaltstack(new, old) != 0)
		err = errno;
	errno = saved;
	return err;
}

/* NOW is what the kernel says of this thread. */
PORTSIG_SIGNAL_PATH static bool
is_on(const stack_t *now)
{
	uintptr_t sp = portsig_os_get_signalstack_sp(now);

	if ((now->ss_flags & SS_DISABLE) != 0 ||
	    (!PORTSIG_OS_BIT_MAY_BE_CLEAR &&
	    (now->ss_flags & SS_ONSTACK) == 0))
		return false;
	return (uintptr_t)now - sp < now->ss_size;
}

/*
 * Kernels look at the bit and at flags and size in one order or another, and
 * one libc at the size first, even to disable (XNU-2).  So all is settled
 * before they are asked.  What they get is a copy in the form of [P11], whose
 * size no rounding of an odd base takes beyond the end (ILL-7); only what was
 * in force before, and need not be of any LEAST size, goes back as it was.
 */
PORTSIG_SIGNAL_PATH static int
change(const stack_t *new, stack_t *old, size_t least)
{
	uintptr_t sp = portsig_os_get_signalstack_sp(new);
	bool as_it_was = least == 0 || sp % 16 == 0;
	size_t size = new->ss_size;
	stack_t st;
	int err = call(NULL, &st);

	if (err != 0)
		return err;
	if (is_on(&st))
		return EPERM;
	if (new->ss_flags != 0 && new->ss_flags != SS_DISABLE)
		return EINVAL;
	if (new->ss_flags == 0 && size < least)
		return ENOMEM;
	if ((st.ss_flags & SS_ONSTACK) != 0)
		portsig_os_altstack_heal();
	if (new->ss_flags != 0)
		portsig_os_altstack_fill_disabled(&st);
	else
		portsig_os_altstack_fill(&st, sp,
		    as_it_was ? size : size & ~(size_t)15);
	return call(&st, old);
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack(const stack_t *new, stack_t *old)
{
	if (new == NULL)
		return call(NULL, old);
	return change(new, old, portsig_os_altstack_min_size());
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack_restore(const stack_t *st)
{
	return change(st, NULL, 0);
}
