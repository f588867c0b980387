/* SPDX-License-Identifier: MIT */
/*
 * [P27] The hook that a thread's end runs: a pthread key, made once, whose
 * destructor the armed threads reach.
 */
#include "config.h"

#include <pthread.h>

#include <portsig/portsig.h>
#include "platform.h"

/*
 * glibc keeps the first 32 keys' values in the thread itself and allocates a
 * block for the others when a thread first sets one; musl has room for all.
 * glibc-2.36 nptl/pthread_setspecific.c, PTHREAD_KEY_2NDLEVEL_SIZE;
 * musl-1.2.3 src/thread/pthread_setspecific.c.
 */
enum { KEYS_IN_THREAD = 32 };

static pthread_key_t key;
static bool made;			/* by init, before any arm */

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
	if (!made || (!may_allocate && key >= KEYS_IN_THREAD))
		return ENOTSUP;
	return pthread_setspecific(key, value);
}
