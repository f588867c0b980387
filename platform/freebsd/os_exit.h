/* SPDX-License-Identifier: MIT */
/*
 * [P27] libthr allocates the array of all keys' values when a thread first
 * sets one: freebsd-13.0 lib/libthr/thread/thr_spec.c, _thr_setspecific().
 * Old versions do it by calloc(); newer ones put signals off meanwhile, but
 * not those of faults.
 */
#ifndef FREEBSD_OS_EXIT_H
#define FREEBSD_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD 0

#endif /* FREEBSD_OS_EXIT_H */
