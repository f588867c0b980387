/* SPDX-License-Identifier: MIT */
/*
 * [P27] The keys of a thread are in its record, but a handler may not touch
 * them: a detached thread still takes signals when that is freed (SLOT-3).
 */
#ifndef HAIKU_OS_EXIT_H
#define HAIKU_OS_EXIT_H

#define PORTSIG_OS_KEYS_IN_THREAD 0

#endif /* HAIKU_OS_EXIT_H */
