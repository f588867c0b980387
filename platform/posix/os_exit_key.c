/* SPDX-License-Identifier: MIT */
/*
 * [P27] The hook that a thread's end runs: a pthread key, made once, whose
 * destructor the armed threads reach.
 *
 * The system's os_exit.h says how many keys, from the first one on, a thread
 * can set in a handler, without a lock or an allocation, although it never set
 * them before: PORTSIG_OS_KEYS_IN_THREAD, INT_MAX for all of them, 0 for none.
 * Where it is 0 only ordinary code hooks a thread's end.  That includes FN, so
 * there too it may arm again; what handlers lend after it is not watched.
 */
#include "config.h"

#include <limits.h>
#include <pthread.h>

#include <portsig/portsig.h>
#include "platform.h"
#include "os_exit.h"

static pthread_key_t key;
static bool made;			/* by init, before any arm */
static const long keys_in_thread = PORTSIG_OS_KEYS_IN_THREAD;

int
portsig_os_exit_hook_init(void (*fn)(void *))
{
	if (made)
		return 0;
	if (pthread_key_create(&key, fn) != 0)
		return EAGAIN;
	made = true;
	return 0;
}

PORTSIG_SIGNAL_PATH int
portsig_os_exit_hook_arm(void *value, bool may_allocate)
{
	if (!made || (!may_allocate && (long)key >= keys_in_thread))
		return ENOTSUP;
	return pthread_setspecific(key, value);
}
