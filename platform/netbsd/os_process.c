/* SPDX-License-Identifier: MIT */
/* [P21] [P25] [P26]: the process. */
#include "config.h"

#include <lwp.h>
#include <sys/param.h>
#include <sys/sysctl.h>
#include <unistd.h>

#include <portsig/portsig.h>
#include "platform.h"

enum { PIDS_ARE_LWPIDS = 1000000000 };	/* kern.osrevision of NetBSD 10 */

const char portsig_os_name[] = "netbsd";

/* Default actions pass it by: NetBSD-10 sys/kern/kern_sig.c issignal(). */
PORTSIG_SIGNAL_PATH bool
portsig_os_process_is_init(void)
{
	return getpid() == 1;
}

/* The running kernel's version; 0 if it does not say. */
PORTSIG_SIGNAL_PATH static int
os_revision(void)
{
	static const int name[2] = { CTL_KERN, KERN_OSREV };
	static _Atomic int known;
	int revision = atomic_load_explicit(&known, memory_order_relaxed);
	int saved = errno, value = 0;
	size_t size = sizeof(value);

	if (revision == 0 && sysctl(name, 2, &value, &size, NULL, 0) == 0) {
		revision = value;
		atomic_store_explicit(&known, revision, memory_order_relaxed);
	}
	errno = saved;
	return revision;
}

/*
 * The first lwp of a process has the process's own number since NetBSD 10
 * (sys/kern/kern_proc.c proc_alloc_lwpid()), and before it had number 1, while
 * any other could have the process's by chance (sys/kern/kern_lwp.c).  A
 * kernel that does not say how old it is hears no.
 */
PORTSIG_SIGNAL_PATH bool
portsig_os_thread_is_first(void)
{
	int revision = os_revision();

	if (revision >= PIDS_ARE_LWPIDS)
		return _lwp_self() == getpid();
	return revision != 0 && _lwp_self() == 1;
}
