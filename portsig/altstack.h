/* SPDX-License-Identifier: MIT */
/*
 * Signal stacks: how large one must be here and now, and giving one to the
 * calling thread, taking it away, or making do with what is already there.
 */
#ifndef PORTSIG_ALTSTACK_H
#define PORTSIG_ALTSTACK_H

#include <signal.h>
#include <stdbool.h>
#include <portsig/portsig.h>

#ifndef SS_DISABLE
#error "portsig needs POSIX.1-2008 with XSI: define _XOPEN_SOURCE as 700"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** enum portsig_altstack_state - what the kernel says of a signal stack */
enum portsig_altstack_state {
	PORTSIG_ALTSTACK_DISABLED = 0,	/* the thread has none */
	PORTSIG_ALTSTACK_ENABLED	/* signals with SA_ONSTACK use it */
};

/**
 * struct portsig_altstack - one thread's signal stack setting
 * @base:  lowest address; NULL while disabled
 * @size:  bytes; 0 while disabled
 * @state: enum portsig_altstack_state
 * @os:    bits of this system that portsig_altstack_restore() hands back
 *         (SS_AUTODISARM on Linux); 0 otherwise
 */
struct portsig_altstack {
	void *base;
	size_t size;
	unsigned state;
	unsigned os;
};

/** enum portsig_altstack_policy - what attaching may do to a signal stack */
enum portsig_altstack_policy {
	/*
	 * keep one that is there, whatever its size; make one where none is,
	 * or where a new thread has its creator's and may be sharing it
	 */
	PORTSIG_ALTSTACK_ADOPT = 0,
	/* as ADOPT, but stand a larger one in for one that is too small */
	PORTSIG_ALTSTACK_STAND_IN,
	/* leave the setting alone */
	PORTSIG_ALTSTACK_KEEP
};

/** enum portsig_altstack_held - what portsig_altstack_attach() did */
enum portsig_altstack_held {
	PORTSIG_ALTSTACK_HELD_NOTHING = 0,	/* not attached, or KEEP */
	PORTSIG_ALTSTACK_HELD_ADOPTED,		/* the host's, large enough */
	PORTSIG_ALTSTACK_HELD_SMALL,		/* the host's, and too small */
	PORTSIG_ALTSTACK_HELD_MADE,		/* ours; there was none */
	PORTSIG_ALTSTACK_HELD_STOOD_IN		/* ours, in place of @before */
};

/**
 * struct portsig_altstack_hold - what detach needs to undo an attach
 * @now:    the setting in force after attach
 * @before: the setting found by attach
 * @held:   enum portsig_altstack_held
 *
 * The caller's, zeroed before the first use.  Only the thread that attached
 * may detach with it.
 */
struct portsig_altstack_hold {
	struct portsig_altstack now;
	struct portsig_altstack before;
	unsigned held;
};

/**
 * portsig_set_signalstack_sp() - store a signal stack's address in a stack_t
 * @st: out; only its ss_sp is written
 * @sp: lowest address of the signal stack
 *
 * ss_sp is a void * on some systems, a char * on others, and has been an
 * integer.  This is one plain store whatever its type: no call, no fence, no
 * instrumentation, also in sanitizer and coverage builds.
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 <signal.h>; the counterpart of Go's setSignalstackSP
 */
PORTSIG_API void portsig_set_signalstack_sp(stack_t *st, uintptr_t sp);

/**
 * portsig_get_signalstack_sp() - the address that a stack_t holds
 * @st: the setting to read
 *
 * Returns ss_sp as an integer.
 *
 * Context: any
 * Threads: per object
 * Source:  POSIX.1-2017 <signal.h>
 */
PORTSIG_API uintptr_t portsig_get_signalstack_sp(const stack_t *st);

/**
 * portsig_altstack_min_size() - smallest signal stack that is safe here, now
 *
 * Returns bytes: what the kernel pushes for one signal on this CPU, or what
 * it insists on, whichever is larger.  A handler's own frames come on top.
 * The kernel may accept less and then kill the process at the first signal.
 *
 * Context: any; the answer is found once and kept
 * Threads: safe; answers for the whole process
 * Source:  AT_MINSIGSTKSZ, sysconf(_SC_MINSIGSTKSZ), the kernel's own figure
 */
PORTSIG_API size_t portsig_altstack_min_size(void);

/**
 * portsig_altstack_recommended_size() - a signal stack for such a handler
 * @budget: bytes that the handlers use, nested ones together; 0 if unknown
 *
 * Returns bytes, a multiple of the page size: the minimum plus @budget, and
 * 65536 at least.  SIZE_MAX if @budget is too large for any stack.
 *
 * Context: any
 * Threads: safe; answers for the whole process
 * Source:  portsig
 */
PORTSIG_API size_t portsig_altstack_recommended_size(size_t budget);

/**
 * portsig_altstack_probe() - ask the kernel for the calling thread's setting
 * @out: out; the setting in force
 *
 * Errors:  EINVAL  @out is NULL
 * Context: any; one system call
 * Threads: safe; asks about the calling thread only
 * Source:  POSIX.1-2017 sigaltstack()
 */
PORTSIG_API int portsig_altstack_probe(struct portsig_altstack *out);

/**
 * portsig_altstack_check() - has this thread a signal stack that will do?
 * @budget: bytes that its handlers use
 *
 * Errors:  ENOENT  the thread has no signal stack
 *          ENOMEM  it has one, below the minimum size plus @budget
 * Context: any; one system call
 * Threads: safe; asks about the calling thread only
 * Source:  POSIX.1-2017 sigaltstack()
 */
PORTSIG_API int portsig_altstack_check(size_t budget);

/**
 * portsig_altstack_install() - give the calling thread a signal stack
 * @area: lowest address of the area; stays the caller's, must outlive its use
 * @size: bytes in @area
 * @old:  out, may be NULL; the setting that was in force before
 *
 * Only handlers installed with SA_ONSTACK run on it.  On failure *@old is
 * untouched and the previous stack stays in force.
 *
 * Errors:  EINVAL  @area is NULL, or @area + @size is beyond the address space
 *          ENOMEM  @size is below portsig_altstack_min_size()
 *          EPERM   the caller is running on its present signal stack
 * Context: any; POSIX does not list sigaltstack(), but in every libc we
 *          support it is a plain system call
 * Threads: safe; acts on the calling thread only
 * Source:  POSIX.1-2017 sigaltstack()
 */
PORTSIG_API int portsig_altstack_install(void *area, size_t size,
    struct portsig_altstack *old);

/**
 * portsig_altstack_remove() - take the calling thread's signal stack away
 *
 * The area stays its owner's, and may be freed once this has returned 0: no
 * later signal of this thread is delivered on it.
 *
 * Errors:  EPERM   the caller is running on it; it stays in force
 * Context: any; one system call
 * Threads: safe; acts on the calling thread only
 * Source:  POSIX.1-2017 sigaltstack()
 */
PORTSIG_API int portsig_altstack_remove(void);

/**
 * portsig_altstack_restore() - put an earlier setting back
 * @saved: what probe or install gave; its area must still exist
 *
 * Errors:  EINVAL  @saved is NULL or no setting that probe can give
 *          EPERM   the caller is running on its present signal stack
 * Context: any; one system call
 * Threads: safe; acts on the calling thread only
 * Source:  POSIX.1-2017 sigaltstack()
 */
PORTSIG_API int portsig_altstack_restore(const struct portsig_altstack *saved);

/**
 * portsig_altstack_attach() - see that this thread has a signal stack
 * @budget: bytes that its handlers use; 0 takes the default size
 * @policy: enum portsig_altstack_policy
 * @hold:   out; what was done, for portsig_altstack_detach()
 *
 * A stack made here has an inaccessible guard page below it and comes from a
 * store of stacks, so that attach and detach cost about one sigaltstack call
 * each.  It is the library's; the caller never frees it.
 *
 * Errors:  EINVAL  @hold is NULL or already held, or @policy is unknown
 *          ENOMEM  no memory for a stack
 *          EPERM   the caller is running on the stack that would be replaced
 * Context: normal
 * Threads: safe; acts on the calling thread only
 * Source:  portsig
 */
PORTSIG_API int portsig_altstack_attach(size_t budget, unsigned policy,
    struct portsig_altstack_hold *hold);

/**
 * portsig_altstack_detach() - undo portsig_altstack_attach()
 * @hold: in and out; held nothing afterwards
 *
 * Call it on the thread that attached.  The setting from before is put back
 * only if ours is still in force; one that somebody installed since is left
 * alone, and then our stack is not reused, because whoever replaced it may
 * have kept it to put it back.
 *
 * Errors:  EINVAL  @hold is NULL or holds nothing
 *          EPERM   the caller is running on it; everything stays as it was
 * Context: normal
 * Threads: safe; acts on the calling thread only
 * Source:  portsig
 */
PORTSIG_API int portsig_altstack_detach(struct portsig_altstack_hold *hold);

/**
 * portsig_altstack_leaked() - stacks given up rather than freed under somebody
 *
 * Returns how many stacks made by attach could not be taken back safely since
 * the process began: each is one mapping of the recommended size.
 *
 * Context: any
 * Threads: safe; answers for the whole process
 * Source:  portsig
 */
PORTSIG_API unsigned long portsig_altstack_leaked(void);

/**
 * portsig_stack_contains() - is an address in a stack of known bounds?
 * @st:   the stack
 * @addr: any address
 *
 * Returns true if @addr lies in [base, base + size).  To ask "am I on it?"
 * pass the address of a local variable: the kernel's SS_ONSTACK bit is not
 * to be trusted after a longjmp on several systems.
 *
 * Context: any
 * Threads: per object
 * Source:  portsig
 */
PORTSIG_SIGNAL_PATH static inline bool
portsig_stack_contains(const struct portsig_stack *st, const void *addr)
{
	return (uintptr_t)addr - (uintptr_t)st->base < st->size;
}

/**
 * portsig_stack_bytes_left() - room below an address in a stack
 * @st:   the stack
 * @addr: address of a local variable of the caller
 *
 * Returns bytes between the stack's lowest address and @addr, or 0 if @addr
 * is not in it or its bounds are unknown.  All supported systems' stacks
 * grow down.
 *
 * Context: any
 * Threads: per object
 * Source:  portsig
 */
PORTSIG_SIGNAL_PATH static inline size_t
portsig_stack_bytes_left(const struct portsig_stack *st, const void *addr)
{
	if (!portsig_stack_contains(st, addr))
		return 0;
	return (size_t)((uintptr_t)addr - (uintptr_t)st->base);
}

#ifdef __cplusplus
}
#endif

#endif /* PORTSIG_ALTSTACK_H */
