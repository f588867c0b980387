/* SPDX-License-Identifier: MIT */
/*
 * [P1] [P2] The thread slot as an ELF thread-local.  Initial-exec is one load
 * from the thread register; where a dlopened library may not have that, the
 * loader's block for it was made with the thread, so general-dynamic neither
 * allocates nor locks either (tests/facts/sigaltstack-rules, SLOT-1, SLOT-2).
 */
#ifndef POSIX_OS_SLOT_TLS_H
#define POSIX_OS_SLOT_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <portsig/portsig.h>

#if PORTSIG_THREAD_SLOT != 1
#error "configure says no thread-local: take posix/os_slot_table.h instead"
#endif

#if PORTSIG_TLS_INITIAL_EXEC || !defined(PIC)
#define PORTSIG_OS_TLS_MODEL "initial-exec"
#else
#define PORTSIG_OS_TLS_MODEL "global-dynamic"
#endif

/* Aligned so that its address has three low bits to spare. */
extern _Thread_local struct portsig_os_slot {
	_Alignas(8) void *value;
} portsig_os_slot __attribute__((visibility("hidden"),
    tls_model(PORTSIG_OS_TLS_MODEL)));

PORTSIG_SIGNAL_PATH static inline void *
portsig_os_slot_get(void)
{
	return *(void *volatile *)&portsig_os_slot.value;
}

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_slot_set(void *value)
{
	*(void *volatile *)&portsig_os_slot.value = value;
	return true;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_slot_clear(void)
{
	(void)portsig_os_slot_set(NULL);
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_slot_forked(void)
{
}

PORTSIG_SIGNAL_PATH static inline uintptr_t
portsig_os_thread_self(void)
{
	return (uintptr_t)&portsig_os_slot;
}

#endif /* POSIX_OS_SLOT_TLS_H */
