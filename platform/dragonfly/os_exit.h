/* SPDX-License-Identifier: MIT */
/*
 * [P27] libthread_xu maps the array of all keys' values when a thread first
 * sets one: a system call, and no lock.  dragonfly-5.9
 * lib/libthread_xu/thread/thr_spec.c, pthread_key_allocate_data().
 */
#ifndef DRAGONFLY_OS_EXIT_H
#define DRAGONFLY_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD INT_MAX

#endif /* DRAGONFLY_OS_EXIT_H */
