/* SPDX-License-Identifier: MIT */
/*
 * What posix/os_signal_posix.c wants to know.  raise() is _lwp_kill() of the
 * calling thread's own number: illumos-gate usr/src/lib/libc/port/gen/raise.c,
 * port/threads/thr.c thr_kill().  pthread_kill() looks the thread up under a
 * lock.
 */
#ifndef SOLARIS_OS_RAISE_H
#define SOLARIS_OS_RAISE_H

#define PORTSIG_OS_SENDER_IS_TOLD 1

PORTSIG_SIGNAL_PATH static inline int
portsig_os_raise(int signo)
{
	return raise(signo);
}

#endif /* SOLARIS_OS_RAISE_H */
