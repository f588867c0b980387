/* SPDX-License-Identifier: MIT */
/*
 * <signal.h> of macOS 15, with the ucontext_t that it brings: what the library
 * uses of it, from the tables in tests/facts.
 */
#ifndef HEADERS_SIGNAL_H
#define HEADERS_SIGNAL_H

#include <stddef.h>
#include <stdint.h>

typedef int pid_t;
typedef unsigned uid_t;
typedef struct opaque_pthread *pthread_t;
typedef uint32_t sigset_t;
union sigval { int sival_int; void *sival_ptr; };

typedef struct {
	int si_signo, si_errno, si_code;
	pid_t si_pid;
	uid_t si_uid;
	int si_status;
	void *si_addr;
	union sigval si_value;
	long si_band;
	unsigned long padding[7];
} siginfo_t;

typedef struct {
	void *ss_sp;
	size_t ss_size;
	int ss_flags;
} stack_t;

struct sigaction {
	union {
		void (*handler)(int);
		void (*action)(int, siginfo_t *, void *);
	} sa_u;
	sigset_t sa_mask;
	int sa_flags;
};
#define sa_handler	sa_u.handler
#define sa_sigaction	sa_u.action

#include "machine.h"

typedef struct ucontext {
	int uc_onstack;
	sigset_t uc_sigmask;
	stack_t uc_stack;
	struct ucontext *uc_link;
	size_t uc_mcsize;
	struct __darwin_mcontext64 *uc_mcontext;
} ucontext_t;

#define SIG_DFL		((void (*)(int))0)
#define SIG_IGN		((void (*)(int))1)
#define SIG_ERR		((void (*)(int))-1)
#define NSIG		32

#define SS_ONSTACK	1
#define SS_DISABLE	4
#define MINSIGSTKSZ	32768
#define SIGSTKSZ	131072

#define SA_ONSTACK	0x1
#define SA_RESTART	0x2
#define SA_RESETHAND	0x4
#define SA_NOCLDSTOP	0x8
#define SA_NODEFER	0x10
#define SA_NOCLDWAIT	0x20
#define SA_SIGINFO	0x40
enum { SIG_BLOCK = 1, SIG_UNBLOCK, SIG_SETMASK };

/* The kernel says 0, whatever these say. */
#define SI_USER		0x10001
#define SI_QUEUE	0x10002

#define SIGHUP		1
#define SIGINT		2
#define SIGQUIT		3
#define SIGILL		4
#define SIGTRAP		5
#define SIGABRT		6
#define SIGEMT		7
#define SIGFPE		8
#define SIGKILL		9
#define SIGBUS		10
#define SIGSEGV		11
#define SIGSYS		12
#define SIGPIPE		13
#define SIGALRM		14
#define SIGTERM		15
#define SIGURG		16
#define SIGSTOP		17
#define SIGTSTP		18
#define SIGCONT		19
#define SIGCHLD		20
#define SIGTTIN		21
#define SIGTTOU		22
#define SIGIO		23
#define SIGWINCH	28
#define SIGINFO		29
#define SIGUSR1		30
#define SIGUSR2		31

int kill(pid_t, int);
int pthread_kill(pthread_t, int);
int pthread_sigmask(int, const sigset_t *, sigset_t *);
int raise(int);
int sigaction(int, const struct sigaction *restrict,
    struct sigaction *restrict);
int sigaltstack(const stack_t *restrict, stack_t *restrict);
int sigaddset(sigset_t *, int);
int sigdelset(sigset_t *, int);
int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigismember(const sigset_t *, int);

#endif /* HEADERS_SIGNAL_H */
