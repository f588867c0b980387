/* SPDX-License-Identifier: MIT */
/*
 * <sys/syscall.h> of Linux: the names that the library uses.  The numbers are
 * aarch64's, and of no account where nothing is linked.
 */
#ifndef HEADERS_SYS_SYSCALL_H
#define HEADERS_SYS_SYSCALL_H

#define SYS_tgkill		131
#define SYS_sigaltstack		132
#define SYS_rt_sigqueueinfo	138
#define SYS_rt_sigreturn	139
#define SYS_getpid		172
#define SYS_gettid		178
#define SYS_rt_tgsigqueueinfo	240
#define SYS_membarrier		283

#endif /* HEADERS_SYS_SYSCALL_H */
