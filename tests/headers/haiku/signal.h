/* SPDX-License-Identifier: MIT */
/*
 * <signal.h> of Haiku: what the library uses of it, from the tables in
 * tests/facts.  There is no <ucontext.h>.
 */
#ifndef HEADERS_SIGNAL_H
#define HEADERS_SIGNAL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef unsigned long long sigset_t;
typedef int sig_atomic_t;
union sigval { int sival_int; void *sival_ptr; };

typedef struct {
	int si_signo, si_code, si_errno;
	pid_t si_pid;
	uid_t si_uid;
	void *si_addr;
	int si_status;
	long si_band;
	union sigval si_value;
} siginfo_t;

struct sigaction {
	union {
		void (*sa_handler)(int);
		void (*sa_sigaction)(int, siginfo_t *, void *);
	};
	sigset_t sa_mask;
	int sa_flags;
	void *sa_userdata;
};

typedef struct {
	void *ss_sp;
	size_t ss_size;
	int ss_flags;
} stack_t;

#include "machine.h"

typedef struct ucontext {
	struct ucontext *uc_link;
	sigset_t uc_sigmask;
	stack_t uc_stack;
	mcontext_t uc_mcontext;
} ucontext_t;

#define SIG_DFL		((void (*)(int))0)
#define SIG_IGN		((void (*)(int))1)
#define SIG_ERR		((void (*)(int))-1)

#define SS_ONSTACK	1
#define SS_DISABLE	2
#define MINSIGSTKSZ	8192
#define SIGSTKSZ	16384
#define SA_NOCLDSTOP	0x1
#define SA_NOCLDWAIT	0x2
#define SA_RESETHAND	0x4
#define SA_NODEFER	0x8
#define SA_RESTART	0x10
#define SA_ONSTACK	0x20
#define SA_SIGINFO	0x40
#define SIG_BLOCK	1
#define SIG_UNBLOCK	2
#define SIG_SETMASK	3
#define NSIG		65
#define SIGWINCH	20
#define SIGPOLL		23
#define SIGRTMIN	(__signal_get_sigrtmin())
#define SIGRTMAX	(__signal_get_sigrtmax())
#define SI_USER		0
#define SI_QUEUE	1
#define SI_TIMER	2
#define SI_ASYNCIO	3
#define SI_MESGQ	4
#define FPE_INTOVF	21
#define SEGV_MAPERR	30
#define SEGV_ACCERR	31
#define BUS_ADRALN	40
#define BUS_ADRERR	41
#define TRAP_BRKPT	50
#define TRAP_TRACE	51
enum {
	SIGHUP = 1, SIGINT, SIGQUIT, SIGILL, SIGCHLD, SIGABRT, SIGPIPE, SIGFPE,
	SIGKILL, SIGSTOP, SIGSEGV, SIGCONT, SIGTSTP, SIGALRM, SIGTERM, SIGTTIN,
	SIGTTOU, SIGUSR1, SIGUSR2, SIGKILLTHR = 21, SIGTRAP, SIGPROF = 24,
	SIGSYS, SIGURG, SIGVTALRM, SIGXCPU, SIGXFSZ, SIGBUS
};

int __signal_get_sigrtmin(void);
int __signal_get_sigrtmax(void);
int kill(pid_t, int);
int pthread_kill(pthread_t, int);
int pthread_sigmask(int, const sigset_t *, sigset_t *);
int raise(int);
int sigaction(int, const struct sigaction *, struct sigaction *);
int sigaddset(sigset_t *, int);
int sigaltstack(const stack_t *, stack_t *);
int sigdelset(sigset_t *, int);
int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigismember(const sigset_t *, int);
int sigqueue(pid_t, int, const union sigval);

#endif /* HEADERS_SIGNAL_H */
