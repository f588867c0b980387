/* SPDX-License-Identifier: MIT */
/*
 * <signal.h> of OpenBSD 7.8: what the library uses of it, from the tables in
 * tests/facts.
 */
#ifndef HEADERS_SIGNAL_H
#define HEADERS_SIGNAL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "sigcontext.h"

typedef struct thread *pthread_t;
typedef unsigned sigset_t;
union sigval { int sival_int; void *sival_ptr; };

typedef struct {
	int si_signo, si_code, si_errno;
	union {
		int bytes[29];
		uintptr_t align;
		struct {
			pid_t pid;
			uid_t uid;
			union {
				union sigval value;
				struct {
					long long utime, stime;
					int status;
				} child;
			} data;
		} rt;
		struct { void *addr; int trapno; } fault;
	} reason;
} siginfo_t;
#define si_pid		reason.rt.pid
#define si_uid		reason.rt.uid
#define si_value	reason.rt.data.value
#define si_utime	reason.rt.data.child.utime
#define si_stime	reason.rt.data.child.stime
#define si_status	reason.rt.data.child.status
#define si_addr		reason.fault.addr
#define si_trapno	reason.fault.trapno

typedef struct {
	void *ss_sp;
	size_t ss_size;
	int ss_flags;
} stack_t;
typedef struct sigcontext ucontext_t;

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

#define SIG_DFL		((void (*)(int))0)
#define SIG_IGN		((void (*)(int))1)
#define SIG_ERR		((void (*)(int))-1)

#define SS_ONSTACK	1
#define SS_DISABLE	4
#if defined(__mips64__)
#define MINSIGSTKSZ	49152
#define SIGSTKSZ	81920
#elif defined(__sparc__) && defined(__arch64__)
#define MINSIGSTKSZ	24576
#define SIGSTKSZ	57344
#else
#define MINSIGSTKSZ	12288
#define SIGSTKSZ	28672
#endif
#define SA_ONSTACK	0x1
#define SA_RESTART	0x2
#define SA_RESETHAND	0x4
#define SA_NOCLDSTOP	0x8
#define SA_NODEFER	0x10
#define SA_NOCLDWAIT	0x20
#define SA_SIGINFO	0x40
#define SIG_BLOCK	1
#define SIG_UNBLOCK	2
#define SIG_SETMASK	3
#define NSIG		33
#define SIGIO		23
#define SIGWINCH	28
#define SIGINFO		29
#define SIGTHR		32
#define SI_USER		0
#define SI_QUEUE	(-2)
#define SI_LWP		(-1)
#define SI_NOINFO	32767
#define SEGV_MAPERR	1
#define SEGV_ACCERR	2
#define BUS_ADRALN	1
#define FPE_INTOVF	2
#define TRAP_BRKPT	1
#define TRAP_TRACE	2
enum {
	SIGHUP = 1, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGEMT, SIGFPE,
	SIGKILL, SIGBUS, SIGSEGV, SIGSYS, SIGPIPE, SIGALRM, SIGTERM, SIGURG,
	SIGSTOP, SIGTSTP, SIGCONT, SIGCHLD, SIGTTIN, SIGTTOU, SIGXCPU = 24,
	SIGXFSZ, SIGVTALRM, SIGPROF, SIGUSR1 = 30, SIGUSR2
};

int kill(pid_t, int);
int pthread_kill(pthread_t, int);
int pthread_sigmask(int, const sigset_t *restrict, sigset_t *restrict);
int raise(int);
int sigaction(int, const struct sigaction *restrict,
    struct sigaction *restrict);
int sigaddset(sigset_t *, int);
int sigaltstack(const stack_t *restrict, stack_t *restrict);
int sigdelset(sigset_t *, int);
int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigismember(const sigset_t *, int);
int thrkill(pid_t, int, void *);

#endif /* HEADERS_SIGNAL_H */
