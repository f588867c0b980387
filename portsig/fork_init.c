/* SPDX-License-Identifier: MIT */
/* Getting ready for fork, once: see fork.c for what happens after it. */
#include "config.h"

#include <pthread.h>

#include "context_internal.h"

/* Where a word tells, whoever came first has swept, and threads may be new. */
static void
in_child(void)
{
	if (portsig_fork_word != NULL)
		portsig_fork_check();
	else
		portsig_fork_sweep();
	portsig_normal_unlock();
}

int
portsig_fork_init(void)
{
	static bool ready;		/* under the normal lock */
	_Atomic unsigned *word;
	int err;

	if (ready)
		return 0;
	err = pthread_atfork(portsig_normal_lock, portsig_normal_unlock,
	    in_child);
	if (err != 0)
		return err;
	if (portsig_os_fork_word(&word) == 0) {
		atomic_store(word, 1);
		portsig_fork_word = word;
	}
	ready = true;
	return 0;
}
