/* SPDX-License-Identifier: MIT */
/*
 * [P19] To this thread, for posix/os_signal_posix.c.  raise() is a system call
 * with the number that the kernel put in the thread's memory.
 * haiku src/system/libroot/posix/signal/raise.c raise(), send_signal.c.
 */
#ifndef HAIKU_OS_RAISE_H
#define HAIKU_OS_RAISE_H

#include <signal.h>

#include <portsig/portsig.h>

/* signal.cpp _user_send_signal(), and Signal::SetTo() if the queue is full */
#define PORTSIG_OS_SENDER_IS_TOLD 1

PORTSIG_SIGNAL_PATH static inline int
portsig_os_raise(int signo)
{
	return raise(signo);
}

#endif /* HAIKU_OS_RAISE_H */
