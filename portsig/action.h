/* SPDX-License-Identifier: MIT */
/*
 * Actions: claiming a signal, being asked about it on whatever thread it
 * comes, and leaving everybody else's handler as it was.
 */
#ifndef PORTSIG_ACTION_H
#define PORTSIG_ACTION_H

#include <signal.h>
#include <portsig/context.h>
#include <portsig/portsig.h>

#ifdef __cplusplus
extern "C" {
#endif

struct portsig_claim;		/* a runtime's wish to be asked */

/* Bits of struct portsig_event's flags */
#define PORTSIG_EVENT_FOREIGN	0x01u	/* the thread never attached */
#define PORTSIG_EVENT_FAULT	0x02u	/* the kernel's, for an instruction */
#define PORTSIG_EVENT_ALTSTACK	0x04u	/* running on a signal stack */
#define PORTSIG_EVENT_NESTED	0x08u	/* the thread held the context */
#define PORTSIG_EVENT_DEFERRED	0x10u	/* info is the one recorded earlier */
#define PORTSIG_EVENT_SMALL_STACK 0x20u	/* less room than the claim declared */
#define PORTSIG_EVENT_WRONG_STACK 0x40u	/* there is a signal stack, unused */

/**
 * struct portsig_event - one delivery, as a claim sees it
 * @signo:      signal number
 * @flags:      PORTSIG_EVENT_* bits
 * @info:       the kernel's siginfo, or the recorded one if DEFERRED; never
 *              NULL, but all zero beside its number if the kernel gave none
 * @frame:      ucontext_t of the interrupted code; see portsig/frame.h
 * @context:    lent for this call; NULL: none free, or not asked for
 * @stack:      the stack this runs on, as far as it is known
 * @bytes_left: bytes of @stack below the dispatcher, 0 if its kind is UNKNOWN
 * @depth:      of the loan; 1 is the outermost; 0 without a context
 *
 * All of it is valid until the callback returns.
 */
struct portsig_event {
	int signo;
	unsigned flags;
	siginfo_t *info;
	void *frame;
	struct portsig_context *context;
	const struct portsig_stack *stack;
	size_t bytes_left;
	unsigned depth;
};

/** enum portsig_verdict - what a claim made of a signal */
enum portsig_verdict {
	PORTSIG_VERDICT_NEXT = 0,	/* not mine: ask on, then forward */
	PORTSIG_VERDICT_HANDLED,	/* done; nobody else is asked */
	PORTSIG_VERDICT_DEFAULT		/* do what SIG_DFL does */
};

/* Context: any */
typedef enum portsig_verdict portsig_signal_fn(const struct portsig_event *,
    void *arg);

/** enum portsig_empty - what to do with a signal when no context is free */
enum portsig_empty {
	PORTSIG_EMPTY_CALL = 0,	/* call, with context NULL */
	PORTSIG_EMPTY_NEXT,	/* ask the next claim, or forward */
	PORTSIG_EMPTY_DEFER	/* record it; a later return sends it again */
};

#define PORTSIG_CLAIM_NO_CONTEXT	0x1u	/* call without a context */
#define PORTSIG_CLAIM_OVER_IGNORED	0x2u	/* also where SIG_IGN is set */
#define PORTSIG_CLAIM_UNBLOCKED		0x4u	/* leave other signals open */

/**
 * struct portsig_claim_options - what to ask, and how
 * @fn:           called in the handler
 * @arg:          handed to @fn; stays the caller's until unclaim returned 0
 * @flags:        PORTSIG_CLAIM_* bits
 * @empty:        enum portsig_empty
 * @stack_budget: bytes @fn uses; with less left the event says SMALL_STACK
 *
 * The asynchronous signals are blocked while @fn runs, unless every claim on
 * the signal says UNBLOCKED.  Faults are never blocked.
 */
struct portsig_claim_options {
	portsig_signal_fn *fn;
	void *arg;
	unsigned flags;
	unsigned empty;
	size_t stack_budget;
};

/**
 * portsig_action_claim() - ask to be asked about a signal
 * @pool:    whose contexts @options->fn runs with; may be NULL only with
 *           PORTSIG_CLAIM_NO_CONTEXT
 * @signo:   signal number
 * @options: read and not kept
 * @claim:   out; portsig_action_unclaim()'s
 *
 * Several claims on one signal are asked newest first.  When all answered
 * NEXT, the action that was there before is run as the kernel would have run
 * it.  If somebody else's handler has been put in front of ours since, it is
 * left there: portsig_action_check() tells.
 *
 * Errors:  EINVAL  @signo is no signal, cannot be caught, or is libc's own;
 *                  or an argument is NULL or out of its range
 *          EBUSY   the signal is ignored (SIG_IGN) and OVER_IGNORED not said
 *          ENOMEM  no memory
 * Context: normal
 * Threads: safe; the signal may be arriving meanwhile
 * Source:  POSIX.1-2017 sigaction()
 */
PORTSIG_API int portsig_action_claim(struct portsig_pool *pool, int signo,
    const struct portsig_claim_options *options,
    struct portsig_claim **claim);

/**
 * portsig_action_unclaim() - stop being asked
 * @claim: the claim; over once this returned 0
 *
 * From the first call on no new delivery asks @claim.  0 says that none is
 * still inside it either, so that what it used may be freed.  The handler
 * stays installed and only forwards; see portsig_action_restore().  A jump
 * out of a callback that had no context, or one more than 16 deep, is never
 * proved over: then EBUSY stays.
 *
 * Errors:  EBUSY   a thread is still inside the callback, or left it by a
 *                  jump and its loan is not proved over; call again later
 *          EINVAL  @claim is NULL or over
 *          ENOMEM  no memory; it is still asked
 * Context: normal
 * Threads: safe; the signal may be arriving meanwhile
 * Source:  portsig
 */
PORTSIG_API int portsig_action_unclaim(struct portsig_claim *claim);

/**
 * portsig_action_restore() - take our handler out
 * @signo: signal number
 *
 * Puts the displaced action back.  POSIX has no compare-and-swap of actions:
 * if another thread installs a handler between our look and our swap, theirs
 * is lost, so call it where nobody does.
 *
 * Errors:  EBUSY   the signal is still claimed
 *          ENOENT  our handler is not in front; nothing was changed
 *          EINVAL  @signo is no signal
 * Context: normal
 * Threads: safe but for the race above
 * Source:  POSIX.1-2017 sigaction()
 */
PORTSIG_API int portsig_action_restore(int signo);

/**
 * portsig_action_check() - is our handler in front?
 * @signo: signal number
 *
 * Errors:  ENOENT  somebody else's action, or none, is installed now
 *          EINVAL  @signo is no signal
 * Context: any; one system call
 * Threads: safe; true only until somebody installs another
 * Source:  POSIX.1-2017 sigaction()
 */
PORTSIG_API int portsig_action_check(int signo);

/**
 * struct portsig_action_counts - what became of the signals delivered to us
 * @handled:   ended by a claim's HANDLED
 * @forwarded: handed to a displaced handler
 * @ignored:   found SIG_IGN, or a default that ignores, underneath
 * @defaulted: went to a default that ends or stops the process
 * @discarded: sent to PID 1, where the kernel would have dropped them
 * @wrong_stack: not delivered on the signal stack although there is one
 */
struct portsig_action_counts {
	unsigned long handled, forwarded, ignored, defaulted;
	unsigned long discarded, wrong_stack;
};

/**
 * portsig_action_counts_get() - read the dispatcher's counters
 * @out: out
 *
 * Errors:  EINVAL  @out is NULL
 * Context: any
 * Threads: safe; a snapshot
 * Source:  portsig
 */
PORTSIG_API int portsig_action_counts_get(struct portsig_action_counts *out);

#ifdef __cplusplus
}
#endif

#endif /* PORTSIG_ACTION_H */
