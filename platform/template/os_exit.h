/* SPDX-License-Identifier: MIT */
/*
 * [P27] How many pthread keys a thread can set in a handler although it never
 * set them before: without a lock, without an allocation.
 *
 * PORT: read pthread_setspecific().  INT_MAX if all are in the thread, a
 * number if the first few are, 0 if the first one allocates or locks, if they
 * are freed while signals still reach the thread, or with os_slot_table.h.
 */
#ifndef TEMPLATE_OS_EXIT_H
#define TEMPLATE_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD 0

#endif /* TEMPLATE_OS_EXIT_H */
