/* SPDX-License-Identifier: MIT */
/*
 * Making pools, growing them, reading their counters.  Ordinary code only.
 *
 * A pool's own struct is never freed, only reused for another pool, so that a
 * late look at a destroyed one finds its mark and not somebody's data.
 */
#include "config.h"

#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "holds_internal.h"

_Atomic(struct portsig_pool *) portsig_pools;
struct portsig_crowd portsig_ending;

bool portsig_fence_needed;

static pthread_mutex_t normal = PTHREAD_MUTEX_INITIALIZER;

void
portsig_normal_lock(void)
{
	pthread_mutex_lock(&normal);
}

void
portsig_normal_unlock(void)
{
	pthread_mutex_unlock(&normal);
}

static bool
options_ok(const struct portsig_pool_options *o)
{
	size_t align = o->payload_align;

	return o->contexts > 0 && o->reserve < o->contexts &&
	    (align & (align - 1)) == 0 && align <= 4096 &&
	    o->nest <= PORTSIG_NEST_FRESH &&
	    o->altstack <= PORTSIG_ALTSTACK_KEEP;
}

/* Where the payload begins in a context, and how far the next one is. */
static size_t
payload_offset(size_t align)
{
	size_t head = sizeof(struct portsig_context);

	return (head + align - 1) & ~(align - 1);
}

static int
find_stride(const struct portsig_pool_options *o, size_t *stride)
{
	size_t align = o->payload_align;
	size_t offset = payload_offset(align), room;

	if (align < PORTSIG_LINE)
		align = PORTSIG_LINE;
	room = SIZE_MAX - offset - align;
	if (o->payload_size > room)
		return ENOMEM;
	*stride = (offset + o->payload_size + align - 1) & ~(align - 1);
	return 0;
}

static void
fini_some(struct portsig_pool *pool, const struct portsig_chunk *chunk,
    unsigned count)
{
	if (pool->opt.fini == NULL)
		return;
	while (count-- > 0)
		pool->opt.fini(portsig_chunk_at(pool, chunk, count)->payload,
		    pool->opt.arg);
}

static int
init_one(struct portsig_pool *pool, struct portsig_context *c)
{
	c->pool = pool;
	c->payload = (unsigned char *)c +
	    payload_offset(pool->opt.payload_align);
	if (pool->opt.init == NULL)
		return 0;
	return pool->opt.init(c->payload, pool->opt.arg);
}

/*
 * For ThreadSanitizer: what all former holders did happened before this, and
 * this happens before what all later ones do.
 */
void
portsig_context_meet(struct portsig_context *c, void *arg)
{
	(void)arg;
	PORTSIG_ACQUIRED(c);
	PORTSIG_RELEASES(c);
}

/* Makes a chunk and, when all of it is ready, shows it to borrowers. */
static int
add_chunk(struct portsig_pool *pool, unsigned count)
{
	unsigned at = atomic_load_explicit(&pool->chunks,
	    memory_order_relaxed);
	size_t align = pool->opt.payload_align, size;
	struct portsig_chunk chunk = { NULL, count };
	void *memory;
	unsigned n;
	int err;

	if (at == PORTSIG_CHUNKS || count > SIZE_MAX / pool->stride)
		return ENOMEM;
	size = pool->stride * count;
	if (align < PORTSIG_LINE)
		align = PORTSIG_LINE;
	if (posix_memalign(&memory, align, size) != 0)
		return ENOMEM;
	chunk.base = memset(memory, 0, size);
	for (n = 0; n < count; n++) {
		err = init_one(pool, portsig_chunk_at(pool, &chunk, n));
		if (err != 0) {
			fini_some(pool, &chunk, n);
			free(memory);
			return err;
		}
		PORTSIG_RELEASES(portsig_chunk_at(pool, &chunk, n));
	}
	pool->chunk[at] = chunk;
	atomic_store_explicit(&pool->chunks, at + 1, memory_order_release);
	return 0;
}

/* A struct of a destroyed pool, or a new one, which is listed for ever. */
static struct portsig_pool *
find_struct(void)
{
	struct portsig_pool *pool;
	void *memory;

	for (pool = atomic_load(&portsig_pools); pool != NULL;
	    pool = pool->next)
		if (atomic_load(&pool->magic) == PORTSIG_POOL_DEAD &&
		    !pool->was_claimed)
			return pool;
	if (posix_memalign(&memory, PORTSIG_LINE, sizeof(*pool)) != 0)
		return NULL;
	pool = memset(memory, 0, sizeof(*pool));
	atomic_store(&pool->magic, PORTSIG_POOL_DEAD);
	pool->next = atomic_load(&portsig_pools);
	atomic_store(&portsig_pools, pool);
	return pool;
}

static void
reset_struct(struct portsig_pool *pool, const struct portsig_pool_options *o)
{
	memset(pool, 0, offsetof(struct portsig_pool, next));
	atomic_store(&pool->magic, PORTSIG_POOL_DEAD);
	pool->opt = *o;
	pool->enter = o->enter;
	pool->leave = o->leave;
	pool->arg = o->arg;
	if (pool->opt.payload_align == 0)
		pool->opt.payload_align = PORTSIG_LINE;
}

static void
set_places(struct portsig_pool *pool)
{
	struct portsig_place *p = &pool->handlers;

	p->base = pool->chunk[0].base;
	p->stride = pool->stride;
	p->count = pool->chunk[0].count;
	p->plain = pool->enter == NULL && pool->leave == NULL &&
	    !portsig_fence_needed;
	pool->ordinary = *p;
	pool->ordinary.count -= pool->opt.reserve;
}

static int
build(const struct portsig_pool_options *options, struct portsig_pool **out)
{
	struct portsig_pool *pool = find_struct();
	int err;

	if (pool == NULL)
		return ENOMEM;
	reset_struct(pool, options);
	err = find_stride(&pool->opt, &pool->stride);
	if (err == 0)
		err = add_chunk(pool, options->contexts);
	if (err != 0)
		return err;
	set_places(pool);
	atomic_store(&pool->magic, PORTSIG_POOL_LIVE);
	*out = pool;
	return 0;
}

/* Asked once, before the first pool, and the same for all after. */
static void
learn_fence(void)
{
	static bool known;

	if (!known)
		portsig_fence_needed = portsig_os_fence_init() != 0;
	known = true;
}

/*
 * At load, when few keys exist yet: the hook of a later key would allocate as
 * a thread's end is hooked, and handlers must not.  A failure is told by
 * portsig_pool_create(), which tries again.
 */
static __attribute__((constructor)) void
hook_early(void)
{
	(void)portsig_os_exit_hook_init(portsig_thread_exit);
}

int
portsig_pool_create(const struct portsig_pool_options *options,
    struct portsig_pool **pool)
{
	int err;

	if (options == NULL || pool == NULL || !options_ok(options))
		return EINVAL;
	portsig_normal_lock();
	learn_fence();
	err = portsig_fork_init();
	if (err == 0)
		err = portsig_os_exit_hook_init(portsig_thread_exit);
	if (err == 0)
		err = build(options, pool);
	portsig_normal_unlock();
	return err;
}

int
portsig_pool_grow(struct portsig_pool *pool, unsigned more)
{
	int err;

	if (!portsig_pool_is_live(pool) || more == 0)
		return EINVAL;
	portsig_normal_lock();
	err = add_chunk(pool, more);
	portsig_normal_unlock();
	return err;
}

static bool
in_chain(const struct portsig_context *c)
{
	const struct portsig_context *at = portsig_chain_get();

	while (at != NULL && at != c)
		at = atomic_load_explicit(&at->below, memory_order_relaxed);
	return at != NULL;
}

/*
 * Ordinary code runs, so no borrow or return of this thread is under way: a
 * context it owns outside its chain was left by a jump out of the middle of
 * one, and a busy one in the chain as well.
 */
static void
recover(struct portsig_context *c, void *arg)
{
	(void)arg;
	if (!portsig_context_own(c) && !portsig_context_is_owned(c))
		return;			/* another's, or nobody's */
	if (in_chain(c))
		portsig_context_disown(c);
	else
		portsig_context_clear(c);
}

static void
count_free(struct portsig_context *c, void *arg)
{
	unsigned *n = arg;

	if (!c->bound && atomic_load(&c->owner) == 0)
		++*n;
}

int
portsig_pool_refill(struct portsig_pool *pool)
{
	unsigned n = 0;

	if (!portsig_pool_is_live(pool))
		return EINVAL;
	portsig_fork_check();
	portsig_pool_visit(pool, recover, NULL);
	portsig_deferred_look(pool);
	portsig_pool_visit(pool, count_free, &n);
	if (n >= pool->opt.low_water)
		return 0;
	return portsig_pool_grow(pool, pool->opt.low_water - n);
}

static void
count_held(struct portsig_context *c, void *arg)
{
	unsigned *n = arg;

	if (atomic_load(&c->owner) != 0)
		++*n;
}

/*
 * Frees what a pool that nobody can reach any more is made of.  Where signals
 * were claimed for it, a delivery may have found the claim before it ended
 * and not yet have looked for a context: it will take one, see that the claim
 * is over, and give it back.  For its sake that memory stays for ever.
 */
static void
free_parts(struct portsig_pool *pool)
{
	struct portsig_context *c = atomic_load(&pool->bound), *next;
	unsigned n;

	PORTSIG_MEETS_ALL(pool);
	portsig_pool_visit(pool, portsig_handled_add, &pool->handled_before);
	for (n = 0; n < atomic_load(&pool->chunks); n++) {
		fini_some(pool, &pool->chunk[n], pool->chunk[n].count);
		if (!pool->was_claimed)
			free(pool->chunk[n].base);
	}
	for (; c != NULL && !pool->was_claimed; c = next) {
		next = c->next_bound;
		free(c);
	}
	if (pool->was_claimed)
		return;
	atomic_store(&pool->chunks, 0);
	atomic_store(&pool->bound, NULL);
}

static bool
is_used(struct portsig_pool *pool)
{
	unsigned n = 0;

	portsig_pool_visit(pool, count_held, &n);
	return n > 0 || atomic_load(&pool->claims) > 0;
}

/* They look at pools without a lock, for as long as a walk takes. */
static void
wait_for_ending_threads(void)
{
	while (portsig_crowd_count(&portsig_ending) > 0)
		sched_yield();
}

/*
 * Looks twice: what is taken after the mark finds it, and what was taken
 * before it is found.
 */
int
portsig_pool_destroy(struct portsig_pool *pool)
{
	int err = 0;

	if (pool == NULL)
		return 0;
	portsig_fork_check();
	portsig_normal_lock();
	if (!portsig_pool_is_live(pool)) {
		err = EINVAL;
		goto out;
	}
	portsig_pool_visit(pool, recover, NULL);
	if (is_used(pool)) {
		err = EBUSY;
		goto out;
	}
	atomic_store(&pool->magic, PORTSIG_POOL_DEAD);
	if (is_used(pool) || portsig_pools_are_read()) {
		atomic_store(&pool->magic, PORTSIG_POOL_LIVE);
		err = EBUSY;
		goto out;
	}
	wait_for_ending_threads();
	free_parts(pool);
out:
	portsig_normal_unlock();
	return err;
}

/* A header for a thread that brings its own payload; kept and reused. */
struct portsig_context *
portsig_bound_take(struct portsig_pool *pool)
{
	struct portsig_context *c = atomic_load(&pool->bound);
	uintptr_t nobody;
	void *memory;

	for (; c != NULL; c = c->next_bound) {
		nobody = 0;
		if (atomic_compare_exchange_strong(&c->owner, &nobody,
		    portsig_os_thread_self()))
			return c;
	}
	if (posix_memalign(&memory, PORTSIG_LINE, sizeof(*c)) != 0)
		return NULL;
	c = memset(memory, 0, sizeof(*c));
	c->pool = pool;
	c->bound = true;
	atomic_store(&c->owner, portsig_os_thread_self());
	c->next_bound = atomic_load(&pool->bound);
	while (!atomic_compare_exchange_weak(&pool->bound, &c->next_bound, c))
		;
	return c;
}
