/* SPDX-License-Identifier: MIT */
/*
 * [P27] None: the first use of a key on a thread, even reading it, allocates a
 * record.  OpenBSD-7.4 lib/libc/thread/rthread_tls.c _rthread_findstorage().
 */
#ifndef OPENBSD_OS_EXIT_H
#define OPENBSD_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD 0

#endif /* OPENBSD_OS_EXIT_H */
