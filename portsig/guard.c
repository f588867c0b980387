/* SPDX-License-Identifier: MIT */
/*
 * A callback on a thread whose end nobody will tell us of, because to hook it
 * would allocate: libc's own record, on the stack, sees the callback left by
 * pthread_exit() or a cancellation.
 */
#include "config.h"

/*
 * With exceptions glibc makes the record an unwinder's business, and that
 * would be a library more; without, it is setjmp and a list of its own.
 */
#ifdef __clang__
#pragma clang diagnostic ignored "-Wbuiltin-macro-redefined"
#endif
#undef __EXCEPTIONS

#include <pthread.h>

#include "action_internal.h"

PORTSIG_SIGNAL_PATH enum portsig_verdict
portsig_guard(struct portsig_delivery *d, struct portsig_claim *claim,
    portsig_call_fn *call)
{
	volatile enum portsig_verdict verdict;

	pthread_cleanup_push(portsig_context_abandon, &d->loan);
	verdict = call(d, claim);
	pthread_cleanup_pop(0);
	return verdict;
}
