/* SPDX-License-Identifier: MIT */
/*
 * The store of signal stacks that attach takes from, so that most attaches
 * need no mapping.
 */
#ifndef PORTSIG_ALTSTACK_INTERNAL_H
#define PORTSIG_ALTSTACK_INTERNAL_H

#include <stddef.h>

#include <portsig/altstack.h>

#pragma GCC visibility push(hidden)

/*
 * After a jump: a kernel that keeps a bit for it may still believe the thread
 * to be on its signal stack, and deliver nothing there.  Context: any
 */
void portsig_altstack_unstick(void);

/*
 * In a child of fork whose thread is attached by HOLD: puts back what was in
 * force BEFORE, if there is nothing now.  Somebody else's only where the kernel
 * drops it; else they did.  Context: normal
 */
void portsig_altstack_put_back(const struct portsig_altstack_hold *hold,
    const struct portsig_altstack *before);

/*
 * A stack of SIZE bytes at least; *GOT is what it has.  ENOMEM.
 * Context: normal
 */
int portsig_store_take(size_t size, void **base, size_t *got);
/* Nothing may run or be delivered on it any more.  Context: normal */
void portsig_store_put(void *base, size_t size);
/* It may still be used, by the kernel or through a saved setting. */
void portsig_store_leak(void);

#pragma GCC visibility pop

#endif /* PORTSIG_ALTSTACK_INTERNAL_H */
