/* SPDX-License-Identifier: MIT */
/*
 * <signal.h> of DragonFly 5.9: what the library uses of it, from the tables in
 * tests/facts.
 */
#ifndef HEADERS_SIGNAL_H
#define HEADERS_SIGNAL_H

#include <sys/types.h>

typedef struct pthread *pthread_t;
typedef struct { uint32_t bits[4]; } sigset_t;
union sigval { int sival_int; void *sival_ptr; };

typedef struct {
	int si_signo, si_errno, si_code;
	pid_t si_pid;
	uid_t si_uid;
	int si_status;
	void *si_addr;
	union sigval si_value;
	long si_band;
	int spare[7];
} siginfo_t;

struct sigaction {
	union {
		void (*handler)(int);
		void (*action)(int, siginfo_t *, void *);
	} sa_u;
	int sa_flags;
	sigset_t sa_mask;
};
#define sa_handler	sa_u.handler
#define sa_sigaction	sa_u.action

typedef struct {
	void *ss_sp;
	size_t ss_size;
	int ss_flags;
} stack_t;

#define SIG_DFL		((void (*)(int))0)
#define SIG_IGN		((void (*)(int))1)
#define SIG_ERR		((void (*)(int))-1)
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
#define SIGXCPU		24
#define SIGXFSZ		25
#define SIGVTALRM	26
#define SIGPROF		27
#define SIGWINCH	28
#define SIGINFO		29
#define SIGUSR1		30
#define SIGUSR2		31
#define SIGTHR		32
#define SIGCKPT		33
#define SIGCKPTEXIT	34
#define NSIG		64

#define SIG_BLOCK	1
#define SIG_UNBLOCK	2
#define SIG_SETMASK	3
#define SA_ONSTACK	0x1
#define SA_RESTART	0x2
#define SA_RESETHAND	0x4
#define SA_NOCLDSTOP	0x8
#define SA_NODEFER	0x10
#define SA_NOCLDWAIT	0x20
#define SA_SIGINFO	0x40

#define SI_USER		0
#define SI_QUEUE	(-1)
#define SI_TIMER	(-2)
#define SI_ASYNCIO	(-3)
#define SI_MESGQ	(-4)
#define SEGV_MAPERR	1
#define SEGV_ACCERR	2
#define BUS_ADRALN	1
#define BUS_ADRERR	2
#define BUS_OBJERR	3
#define ILL_ILLOPC	1
#define FPE_INTOVF	1
#define FPE_INTDIV	2
#define FPE_FLTDIV	3
#define TRAP_BRKPT	1
#define TRAP_TRACE	2

#define SS_ONSTACK	1
#define SS_DISABLE	4
#define MINSIGSTKSZ	8192

int kill(pid_t, int);
int lwp_kill(pid_t, int, int);
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
int sigqueue(pid_t, int, union sigval);	/* which libc lacks */

#include <ucontext.h>

#endif /* HEADERS_SIGNAL_H */
