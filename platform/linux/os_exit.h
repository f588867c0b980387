/* SPDX-License-Identifier: MIT */
/*
 * [P27] Of the keys that a thread can use without an allocation, the fewest:
 * glibc keeps the first 32 values in the thread itself, and allocates a block
 * for the others when a thread first sets one; musl has room for all.
 * glibc-2.36 nptl/pthread_setspecific.c, PTHREAD_KEY_2NDLEVEL_SIZE;
 * musl-1.2.3 src/thread/pthread_setspecific.c.
 */
#ifndef LINUX_OS_EXIT_H
#define LINUX_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD 32

#endif /* LINUX_OS_EXIT_H */
