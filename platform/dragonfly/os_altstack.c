/* SPDX-License-Identifier: MIT */
/*
 * [P13] [P14]: sigaltstack on DragonFly; the call itself is posix/'s.  Rules
 * DFL-1 to DFL-7 are in tests/facts/sigaltstack-rules.
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = false,			/* DFL-3 */
	.change_on_it = true,		/* DFL-2 */
	.inherited = false,		/* DFL-5; it was, in 3.7 */
	.kept_by_fork = true,		/* DFL-5 */
	.uc_stack_set = true,		/* DFL-4 */
	.restored = false,		/* DFL-3: the bit alone */
	.checked = false,		/* DFL-6 */
	.extra_flags = 0,
};

/*
 * The header's, which the kernel insists on (DFL-1).  A frame has 1600 bytes,
 * room for AVX included: dragonfly-5.9 sys/cpu/x86_64/include/{sigframe,
 * ucontext}.h.
 */
PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	return PORTSIG_OS_STACK_FLOOR;
}
