/* SPDX-License-Identifier: MIT */
/* [P1] The key of the thread slot, made before any other of the library's. */
#include "config.h"

#include <limits.h>

#include "os_exit.h"
#include "os_slot_key.h"

struct portsig_os_slot portsig_os_slot;

/*
 * POSIX lets a key without a destructor keep its value, but libc sets each to
 * NULL as it comes to it when a thread ends, and the exit hook may be later.
 * So the value is put back, until the hook makes it NULL.  The hook finds it,
 * whichever key is first and even where there is one round only (Haiku).
 * glibc-2.36 nptl/nptl_deallocate_tsd.c __nptl_deallocate_tsd();
 * musl-1.2.3 src/thread/pthread_key_create.c __pthread_tsd_run_dtors();
 * libpthread (Darwin) src/pthread_tsd.c _pthread_tsd_cleanup_key();
 * haiku src/system/libroot/posix/pthread/pthread_key.cpp get_key_value().
 */
static void
put_back(void *value)
{
	(void)pthread_setspecific(portsig_os_slot.key, value);
}

/*
 * The first that a constructor may be, for an early key: one whose value would
 * be allocated is none, since handlers set it.
 */
static const long keys_in_thread = PORTSIG_OS_KEYS_IN_THREAD;

/* gcc refuses a priority for Mach-O, where the order is that of the objects. */
#if defined(__MACH__) && !defined(__clang__)
#define PORTSIG_OS_FIRST constructor
#else
#define PORTSIG_OS_FIRST constructor(101)
#endif

static __attribute__((PORTSIG_OS_FIRST)) void
make_key(void)
{
	if (pthread_key_create(&portsig_os_slot.key, put_back) == 0)
		portsig_os_slot.made =
		    (long)portsig_os_slot.key < keys_in_thread;
}
