/* SPDX-License-Identifier: MIT */
/*
 * [P12] to [P14] and [P29]: sigaltstack on Linux.  Rules LNX-1 to LNX-24 are
 * in tests/facts/sigaltstack-rules.
 */
#include "config.h"

#include <sys/auxv.h>

#include <portsig/portsig.h>
#include "platform.h"
#include "sys_linux.h"

/* Bit 31 of ss_flags, in musl's header and not in glibc's.  LNX-19. */
#define AUTODISARM ((int)0x80000000u)

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

/* The header's figure, where it is one. */
#if PORTSIG_MINSIGSTKSZ_CONST
enum { CONSTANT_MINIMUM = MINSIGSTKSZ };
#else
enum { CONSTANT_MINIMUM = 0 };
#endif

const struct portsig_os_altstack_rules portsig_os_altstack_rules = {
	.by_sp = true,			/* LNX-2, on_sig_stack() */
	.change_on_it = false,		/* LNX-2 */
	.inherited = false,		/* LNX-17 */
	.kept_by_fork = true,		/* LNX-17 */
	.uc_stack_set = true,		/* LNX-14 */
	.restored = true,		/* LNX-15 */
	.checked = PORTSIG_OS_FRAME_CHECKED,
	.extra_flags = AUTODISARM,
};

/*
 * By number, not through libc: musl's wrapper reads NEW itself, refuses what
 * the kernel takes, and looks at the size before the flags.  glibc's adds
 * nothing.  LNX-1, LNX-23, LNX-24; musl-1.2.3 src/signal/sigaltstack.c.
 */
PORTSIG_SIGNAL_PATH static int
sys_sigaltstack(const stack_t *new, stack_t *old)
{
	int saved = errno;

	return sys_error(syscall(SYS_sigaltstack, new, old), saved);
}

/*
 * LNX-3: the kernel takes SS_ONSTACK for 0 and keeps it; we do not.  LNX-5:
 * it takes 2048 bytes and kills at the first signal.  LNX-2: EPERM comes
 * before both, so the kernel is asked first, with something it refuses only
 * to a thread that is on its stack.
 */
PORTSIG_SIGNAL_PATH int
portsig_os_altstack(const stack_t *new, stack_t *old)
{
	stack_t none;
	int err = 0, flags;

	if (new == NULL)
		return sys_sigaltstack(NULL, old);
	flags = new->ss_flags & ~AUTODISARM;
	if (flags != 0 && flags != SS_DISABLE)
		err = EINVAL;
	else if (flags == 0 && new->ss_size < portsig_os_altstack_min_size())
		err = ENOMEM;
	if (err == 0)
		return sys_sigaltstack(new, old);
	portsig_os_altstack_fill(&none, 0, 0);
	none.ss_flags = SS_ONSTACK | SS_DISABLE;
	return sys_sigaltstack(&none, NULL) == EPERM ? EPERM : err;
}

PORTSIG_SIGNAL_PATH int
portsig_os_altstack_restore(const stack_t *st)
{
	return sys_sigaltstack(st, NULL);
}

PORTSIG_SIGNAL_PATH static size_t
larger(size_t a, long b)
{
	return b > 0 && (size_t)b > a ? (size_t)b : a;
}

/*
 * The kernel's own minimum and the frame of kernels that do not tell are the
 * CPU's (regs_<cpu>.h).  The auxiliary vector tells since linux-4.18 (arm64)
 * and 5.14 (x86), and that may still be less than the kernel's own minimum:
 * linux-6.12 arch/arm64/kernel/signal.c, minsigstksz_setup().  glibc's and
 * musl's sysconf are asked too, by their numbers' names, never the
 * MINSIGSTKSZ macro, which newer glibc turns into the recommended size.
 */
PORTSIG_SIGNAL_PATH static size_t
find_min_size(void)
{
	long told = (long)getauxval(AT_MINSIGSTKSZ);
	size_t size = larger(PORTSIG_OS_STACK_FLOOR, told);

	if (told <= 0)
		size = larger(size, (long)portsig_os_frame_untold(
		    getauxval(AT_HWCAP)));
#ifdef _SC_MINSIGSTKSZ
	size = larger(size, sysconf(_SC_MINSIGSTKSZ));
#endif
	return larger(size, CONSTANT_MINIMUM);
}

PORTSIG_SIGNAL_PATH size_t
portsig_os_altstack_min_size(void)
{
	static _Atomic size_t known;
	size_t size = atomic_load_explicit(&known, memory_order_relaxed);
	int saved = errno;

	if (size == 0) {
		size = find_min_size();
		atomic_store_explicit(&known, size, memory_order_relaxed);
		errno = saved;
	}
	return size;
}
