/* SPDX-License-Identifier: MIT */
/*
 * What the dispatcher knows of a signal.  One struct per signal says all of
 * it, is published by one pointer, never changes after that and is never
 * freed, so a delivery that has loaded the pointer needs nothing else.
 */
#ifndef PORTSIG_ACTION_INTERNAL_H
#define PORTSIG_ACTION_INTERNAL_H

#include <signal.h>
#include <stdatomic.h>

#include <portsig/action.h>
#include "context_internal.h"

#pragma GCC visibility push(hidden)

enum { PORTSIG_SIGNALS = 129 };		/* one more than any system has */

enum portsig_claim_state {
	PORTSIG_CLAIM_OVER = 0,
	PORTSIG_CLAIM_LIVE,
	PORTSIG_CLAIM_CLOSING		/* nobody enters; some may be inside */
};

/* Never freed and never another's: see new_claim() in action.c. */
struct portsig_claim {
	/* enum portsig_claim_state */
	_Alignas(PORTSIG_LINE) _Atomic unsigned state;
	struct portsig_crowd inside;	/* deliveries without a hold */
	struct portsig_pool *pool;
	struct portsig_claim_options opt;
	int signo;
	struct portsig_claim *next;	/* all that this signal ever had */
};

struct portsig_action {
	_Alignas(PORTSIG_LINE) unsigned count;
	bool mask_differs;		/* ours blocks more than displaced */
	_Atomic unsigned reset;		/* SA_RESETHAND was spent */
	struct portsig_claim **claim;	/* newest first; behind this struct */
	struct portsig_claim *newest;	/* claim[0], or NULL */
	/* of the newest, so that a delivery need not go through it for them */
	struct portsig_pool *pool;
	struct portsig_place place;
	struct sigaction displaced;	/* forwarded to */
	struct sigaction ours;		/* what we installed for it */
	struct portsig_action *older;	/* all that ever were */
};

extern _Atomic(struct portsig_action *) portsig_actions[PORTSIG_SIGNALS];
extern _Atomic(struct portsig_claim *) portsig_claims[PORTSIG_SIGNALS];

/*
 * What callbacks get where the kernel gave no siginfo: the signal's number
 * and nothing else.  Displaced handlers get what the kernel gave.
 */
extern siginfo_t portsig_no_info[PORTSIG_SIGNALS];

enum portsig_outcome {
	PORTSIG_OUTCOME_HANDLED,
	PORTSIG_OUTCOME_FORWARDED,
	PORTSIG_OUTCOME_IGNORED,
	PORTSIG_OUTCOME_DEFAULTED,
	PORTSIG_OUTCOME_DISCARDED,
	PORTSIG_OUTCOME_WRONG_STACK,
	PORTSIG_OUTCOMES
};

/*
 * One delivery, on its way through the dispatcher.  The event and the loan are
 * those of the claim that is asked now, and there is one of each, so that the
 * frame is small and nothing is copied.
 */
struct portsig_delivery {
	struct portsig_action *action;
	unsigned flags;			/* PORTSIG_EVENT_*, of any claim */
	struct portsig_event ev;	/* signo, info, frame: of any */
	struct portsig_loan loan;	/* frame: of any; stack: its frame's */
};

/* dispatch.c: any */
void portsig_dispatch(int signo, siginfo_t *info, void *frame);
void portsig_outcome_count(enum portsig_outcome outcome);
bool portsig_action_is_ours(const struct sigaction *sa);

/* forward.c: any */
void portsig_forward(const struct portsig_delivery *d, int saved_errno);
void portsig_default(const struct portsig_delivery *d);

#pragma GCC visibility pop

#endif /* PORTSIG_ACTION_INTERNAL_H */
