/* SPDX-License-Identifier: MIT */
/*
 * [P27] The values of keys 1 to 8 are in the thread itself, those of others
 * in a block that libc's own allocator makes.  illumos-gate
 * usr/src/lib/libc/inc/thr_uberdata.h TSD_NFAST, port/threads/tsd.c.
 */
#ifndef SOLARIS_OS_EXIT_H
#define SOLARIS_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD 9

#endif /* SOLARIS_OS_EXIT_H */
