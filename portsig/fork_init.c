/* SPDX-License-Identifier: MIT */
/* Getting ready for fork, once: see fork.c for what happens after it. */
#include "config.h"

#include <pthread.h>

#include "altstack_internal.h"
#include "context_internal.h"

static struct portsig_altstack before_fork;	/* under the normal lock */

static void
prepare(void)
{
	portsig_normal_lock();
	if (portsig_altstack_probe(&before_fork) != 0)
		before_fork.state = PORTSIG_ALTSTACK_DISABLED;
}

static void
put_back(struct portsig_context *c, void *arg)
{
	uintptr_t owner = atomic_load_explicit(&c->owner,
	    memory_order_relaxed);

	(void)arg;
	if (portsig_owner_thread(owner) == portsig_os_thread_self())
		portsig_altstack_put_back(&c->altstack, &before_fork);
}

/* The signal stack of the thread that forked, if it is attached. */
static void
put_stack_back(void)
{
	struct portsig_pool *pool = atomic_load(&portsig_pools);

	for (; pool != NULL; pool = pool->next)
		if (portsig_pool_is_live(pool))
			portsig_pool_visit(pool, put_back, NULL);
}

/* Where a word tells, whoever came first has swept, and threads may be new. */
static void
in_child(void)
{
	if (portsig_fork_word != NULL)
		portsig_fork_check();
	else
		portsig_fork_sweep();
	put_stack_back();
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
	err = pthread_atfork(prepare, portsig_normal_unlock, in_child);
	if (err != 0)
		return err;
	if (portsig_os_fork_word(&word) == 0) {
		atomic_store(word, 1);
		portsig_fork_word = word;
	}
	ready = true;
	return 0;
}
