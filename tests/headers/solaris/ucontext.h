/* SPDX-License-Identifier: MIT */
/*
 * <ucontext.h> of illumos in 2013, from the tables in tests/facts: what the
 * library uses of it.
 */
#ifndef HEADERS_UCONTEXT_H
#define HEADERS_UCONTEXT_H

#include <signal.h>

#ifdef _LP64
typedef long greg_t;
#else
typedef int greg_t;
#endif

#ifdef __sparc__
#include "machine_sparc.h"
#else
#include "machine_x86.h"
#endif

#define UC_STACK	0x02

int getcontext(ucontext_t *);
int setcontext(const ucontext_t *);
int stack_getbounds(stack_t *);

#endif /* HEADERS_UCONTEXT_H */
