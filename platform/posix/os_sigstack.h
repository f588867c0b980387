/* SPDX-License-Identifier: MIT */
/*
 * [P10] ss_sp, whatever its type.  configure found which of three kinds it
 * is; the one store is written out for each, and a test instantiates all
 * three against stack types made up for the purpose.
 */
#ifndef POSIX_OS_SIGSTACK_H
#define POSIX_OS_SIGSTACK_H

#include <signal.h>
#include <stdint.h>

#include <portsig/portsig.h>

/*
 * Inlined at -O0 as well, so that there too it is a store and not a call.
 */
#define PORTSIG_OS_ALWAYS \
	PORTSIG_SIGNAL_PATH __attribute__((always_inline, unused))

/* Defines NAME_set and NAME_get for STACK, whose ss_sp is a pointer to TO. */
#define PORTSIG_OS_SIGSTACK_POINTER(name, stack, to) \
	PORTSIG_OS_ALWAYS static inline void \
	name##_set(stack *st, uintptr_t sp) \
	{ \
		st->ss_sp = (to *)sp; \
	} \
	PORTSIG_OS_ALWAYS static inline uintptr_t \
	name##_get(const stack *st) \
	{ \
		return (uintptr_t)st->ss_sp; \
	}

/* The same where ss_sp is an integer as wide as a pointer. */
#define PORTSIG_OS_SIGSTACK_INTEGER(name, stack) \
	PORTSIG_OS_ALWAYS static inline void \
	name##_set(stack *st, uintptr_t sp) \
	{ \
		st->ss_sp = sp; \
	} \
	PORTSIG_OS_ALWAYS static inline uintptr_t \
	name##_get(const stack *st) \
	{ \
		return (uintptr_t)st->ss_sp; \
	}

#if PORTSIG_SS_SP_KIND == 1
PORTSIG_OS_SIGSTACK_POINTER(portsig_os_sigstack, stack_t, void)
#elif PORTSIG_SS_SP_KIND == 2
PORTSIG_OS_SIGSTACK_POINTER(portsig_os_sigstack, stack_t, char)
#else
PORTSIG_OS_SIGSTACK_INTEGER(portsig_os_sigstack, stack_t)
#endif

#define portsig_os_set_signalstack_sp portsig_os_sigstack_set
#define portsig_os_get_signalstack_sp portsig_os_sigstack_get

#endif /* POSIX_OS_SIGSTACK_H */
