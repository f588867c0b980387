/* SPDX-License-Identifier: MIT */
/*
 * [P13] [P14]: signal stacks on Darwin.  Rules XNU-1 to XNU-13 are in
 * tests/facts/sigaltstack-rules.
 */
#include "config.h"

#include <portsig/portsig.h>
#include "platform.h"

const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = false,			/* XNU-5 */
	.change_on_it = false,		/* XNU-3 */
	.inherited = false,		/* XNU-12 */
	.kept_by_fork = false,		/* XNU-12 */
	.uc_stack_set = false,		/* XNU-9 */
	.restored = false,		/* XNU-6 */
	.checked = false,		/* XNU-10 */
	.extra_flags = 0,
};

/*
 * libc's minimum, with SS_DISABLE as well: XNU-2.  The kernel's is 8192, and
 * its frame is 1104 bytes on arm64 and less than 4096 with AVX-512.
 * xnu-11417.101.15 bsd/dev/{arm,i386}/unix_signal.c sendsig().
 */
_Static_assert(MINSIGSTKSZ <= PORTSIG_OS_STACK_FLOOR, "XNU-2");

PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	return PORTSIG_OS_STACK_FLOOR;
}
