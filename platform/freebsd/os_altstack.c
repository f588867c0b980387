/* SPDX-License-Identifier: MIT */
/*
 * [P12] to [P14] and [P29]: sigaltstack on FreeBSD.  Rules FBS-1 to FBS-10
 * are in tests/facts/sigaltstack-rules.
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = true,			/* FBS-4, sigonstack() */
	.change_on_it = false,		/* FBS-1 */
	.inherited = false,		/* FBS-7 */
	.kept_by_fork = true,		/* FBS-7 */
	.uc_stack_set = true,		/* FBS-5 */
	.restored = false,		/* FBS-6 */
	.checked = false,		/* FBS-5 */
	.extra_flags = 0,
};

/* Neither libc nor libthr adds anything to the system call. */
PORTSIG_SIGNAL_PATH static int
call(const stack_t *new, stack_t *old)
{
	int saved = errno;
	int err = sigaltstack(new, old) == 0 ? 0 : errno;

	errno = saved;
	return err;
}

/*
 * FBS-2: the kernel takes stacks that its own frame does not fit on.  FBS-1:
 * EPERM comes before all else, so the kernel is asked first, with something
 * it refuses only to a thread that is on its stack.
 */
PORTSIG_SIGNAL_PATH int
portsig_os_altstack(const stack_t *new, stack_t *old)
{
	stack_t none;

	if (new == NULL || new->ss_flags != 0 ||
	    new->ss_size >= portsig_os_altstack_min_size())
		return call(new, old);
	portsig_os_altstack_fill(&none, 0, 0);
	none.ss_flags = SS_ONSTACK;
	return call(&none, NULL) == EPERM ? EPERM : ENOMEM;
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack_restore(const stack_t *st)
{
	return call(st, NULL);
}

/*
 * The kernel writes the CPU's frame (regs_<cpu>.h).  libthr's handler, which
 * stands in front of ours (FBS-8), has another context and more among its
 * locals: lib/libthr/thread/thr_sig.c handle_signal().
 */
PORTSIG_SIGNAL_PATH static size_t
find_min_size(void)
{
	const size_t libthr = sizeof(ucontext_t) + sizeof(siginfo_t) + 512;
	size_t size = portsig_os_frame_bytes() + libthr;

	return size > PORTSIG_OS_STACK_FLOOR ? size : PORTSIG_OS_STACK_FLOOR;
}

PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	static _Atomic size_t known;
	size_t size = atomic_load_explicit(&known, memory_order_relaxed);

	if (size == 0) {
		size = find_min_size();
		atomic_store_explicit(&known, size, memory_order_relaxed);
	}
	return size;
}
