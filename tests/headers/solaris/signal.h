/* SPDX-License-Identifier: MIT */
/*
 * <signal.h> of illumos in 2013, with the prototypes that it has by now: what
 * the library uses of it, from the tables in tests/facts.
 */
#ifndef HEADERS_SIGNAL_H
#define HEADERS_SIGNAL_H

#include <sys/types.h>

typedef struct { unsigned bits[4]; } sigset_t;
union sigval { int sival_int; void *sival_ptr; };

typedef struct {
	int si_signo, si_code, si_errno;
	union {
		uintptr_t align;
		unsigned char bytes[sizeof(long) == 8 ? 240 : 116];
		struct {
			pid_t pid;
			struct { uid_t uid; union sigval value; } sent;
		} kill;
		struct { void *addr; int trapno; caddr_t pc; } fault;
		struct {
			pid_t pid;
			struct { long utime; int status; long stime; } times;
		} child;
		struct { int fd; long band; } file;
		struct {
			caddr_t addr;
			long time[2];
			short syscall;
		} prof;
	} data;
} siginfo_t;
#define si_pid		data.kill.pid
#define si_uid		data.kill.sent.uid
#define si_value	data.kill.sent.value
#define si_addr		data.fault.addr
#define si_trapno	data.fault.trapno
#define si_pc		data.fault.pc
#define si_utime	data.child.times.utime
#define si_status	data.child.times.status
#define si_stime	data.child.times.stime
#define si_fd		data.file.fd
#define si_band		data.file.band
#define si_syscall	data.prof.syscall

typedef struct {
	void *ss_sp;
	size_t ss_size;
	int ss_flags;
} stack_t;

struct sigaction {
	int sa_flags;
	union {
		void (*handler)(int);
		void (*action)(int, siginfo_t *, void *);
	} sa_u;
	sigset_t sa_mask;
#ifndef _LP64
	int sa_resv[2];
#endif
};
#define sa_handler	sa_u.handler
#define sa_sigaction	sa_u.action

#define SIG_DFL		((void (*)(int))0)
#define SIG_IGN		((void (*)(int))1)
#define SIG_ERR		((void (*)(int))-1)
#define NSIG		73
#define _SIGRTMIN	41
#define _SIGRTMAX	72
#define SIGRTMIN	((int)_sysconf(40))
#define SIGRTMAX	((int)_sysconf(41))

#define SS_ONSTACK	1
#define SS_DISABLE	2
#define MINSIGSTKSZ	2048
#define SIGSTKSZ	8192

#define SA_ONSTACK	0x1
#define SA_RESETHAND	0x2
#define SA_RESTART	0x4
#define SA_SIGINFO	0x8
#define SA_NODEFER	0x10
#define SA_NOCLDWAIT	0x10000
#define SA_NOCLDSTOP	0x20000
enum { SIG_BLOCK = 1, SIG_UNBLOCK, SIG_SETMASK };

#define SI_NOINFO	32767
#define SI_DTRACE	2050
#define SI_RCTL		2049
#define SI_USER		0
#define SI_LWP		(-1)
#define SI_QUEUE	(-2)
#define FPE_INTOVF	2
#define TRAP_BRKPT	1

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
#define SIGUSR1		16
#define SIGUSR2		17
#define SIGCHLD		18
#define SIGPWR		19
#define SIGWINCH	20
#define SIGURG		21
#define SIGPOLL		22
#define SIGIO		SIGPOLL
#define SIGSTOP		23
#define SIGTSTP		24
#define SIGCONT		25
#define SIGTTIN		26
#define SIGTTOU		27
#define SIGWAITING	32
#define SIGLWP		33
#define SIGFREEZE	34
#define SIGTHAW		35
#define SIGCANCEL	36
#define SIGXRES		38
#define SIGJVM1		39
#define SIGJVM2		40

long _sysconf(int);
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
int sigqueue(pid_t, int, union sigval);

#endif /* HEADERS_SIGNAL_H */
