/* SPDX-License-Identifier: MIT */
/*
 * [P27] The values of all keys, 768 or 512, are in the thread itself.
 * libpthread-539 (Darwin) src/pthread_tsd.c, pthread_setspecific().
 */
#ifndef DARWIN_OS_EXIT_H
#define DARWIN_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD INT_MAX

#endif /* DARWIN_OS_EXIT_H */
