/* SPDX-License-Identifier: MIT */
/*
 * [P13] [P14]: signal stacks on illumos and Solaris.  Rules ILL-1 to ILL-11
 * are in tests/facts/sigaltstack-rules.
 */
#include "config.h"

#include <thread.h>
#include <ucontext.h>
#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"
#include "os_altstack.h"

/*
 * ILL-5: a return puts the whole setting back only if the interrupted code was
 * on that stack, and then nobody can have changed it meanwhile (ILL-1).
 */
const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = false,			/* ILL-3 */
	.change_on_it = false,		/* ILL-1 */
	.inherited = false,		/* ILL-10 */
	.kept_by_fork = true,		/* ILL-10 */
	.uc_stack_set = false,		/* ILL-4 */
	.restored = false,		/* ILL-5 */
	.checked = false,		/* ILL-8 */
	.extra_flags = 0,
};

/*
 * ILL-5: a context whose uc_stack is not the signal stack clears the bit, and
 * becomes libc's record of the stack in use (ILL-4).  All else that it holds
 * is left out by uc_flags, but uc_link, which stays what it is.
 */
PORTSIG_SIGNAL_PATH void
portsig_os_altstack_heal(void)
{
	int saved = errno;
	ucontext_t uc;
	stack_t own;

	if (getcontext(&uc) == 0 && thr_stksegment(&own) == 0) {
		uc.uc_flags = UC_STACK;
		portsig_os_altstack_fill(&uc.uc_stack,
		    (uintptr_t)own.ss_sp - own.ss_size, own.ss_size);
		(void)setcontext(&uc);
	}
	errno = saved;
}

/*
 * The kernel takes 2048 bytes, and less than its frame (ILL-11); sysconf knows
 * no more.  What one frame takes is the CPU's: regs_<cpu>.h.
 */
PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	static _Atomic size_t known;
	size_t size = atomic_load_explicit(&known, memory_order_relaxed);

	if (size == 0) {
		size = portsig_os_frame_size();
		if (size < MINSIGSTKSZ)
			size = MINSIGSTKSZ;
		atomic_store_explicit(&known, size, memory_order_relaxed);
	}
	return size;
}
