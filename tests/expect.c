/* SPDX-License-Identifier: MIT */
/* The matrix of expectations; see expect.h. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "expect.h"
#include "harness.h"
#include "platform.h"

static const struct expect table[] = {
	{ "darwin", 32768, EPERM, false, false, false, 1000,
	    false,
	    "xnu-11417.101.15 bsd/kern/kern_sig.c sigaltstack(), "
	    "Libc-1725.0.11 compat-43/sigaltstk.c" },
	{ "dragonfly", 8192, 0, false, false, true, 32,
	    true,
	    "dragonfly-5.9 sys/kern/kern_sig.c kern_sigaltstack(), "
	    "sys/kern/kern_fork.c lwp_fork2()" },
	{ "freebsd", PORTSIG_OS_STACK_FLOOR, EPERM, true, false, true, 32,
	    true,
	    "freebsd-13.0 sys/kern/kern_sig.c kern_sigaltstack(), "
	    "sys/kern/kern_fork.c do_fork()" },
	{ "haiku", 8192, EPERM, true, false, true, 65,
	    false,
	    "haiku src/system/kernel/signal.cpp _user_set_signal_stack(), "
	    "team.cpp fork_team()" },
	{ "linux", PORTSIG_OS_STACK_FLOOR, EPERM, true, false, true, 32,
	    true,
	    "linux-6.12 kernel/signal.c do_sigaltstack(), kernel/fork.c "
	    "copy_process()" },
	{ "netbsd", 8192, 0, false, false, true, 64,
	    true,
	    "NetBSD-10 sys/kern/sys_sig.c sigaltstack1(), sys/kern/sys_lwp.c "
	    "do_lwp_create(); before 9 new threads inherit" },
	{ "openbsd", 12288, EPERM, true, false, true, 32,
	    false,
	    "OpenBSD-7.4 sys/kern/kern_sig.c sys_sigaltstack(), "
	    "sys/kern/kern_fork.c thread_fork(); more on sparc64 and mips64" },
	{ "solaris", 2048, EPERM, false, false, true, 32,
	    false,
	    "illumos-gate usr/src/uts/common/syscall/sigaltstack.c" },
};

const struct expect *
expect_here(void)
{
	size_t n;

	for (n = 0; n < sizeof(table) / sizeof(table[0]); n++)
		if (strcmp(table[n].name, portsig_os_name) == 0)
			return &table[n];
	ck_abort_msg("no row in expect.c for this system");
	return NULL;
}
