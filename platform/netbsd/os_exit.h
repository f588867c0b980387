/* SPDX-License-Identifier: MIT */
/*
 * [P27] None: the first value that a thread gives a key is put on a list under
 * a mutex that all threads share.  NetBSD-10
 * lib/libpthread/pthread_tsd.c pthread__add_specific().
 */
#ifndef NETBSD_OS_EXIT_H
#define NETBSD_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD 0

#endif /* NETBSD_OS_EXIT_H */
