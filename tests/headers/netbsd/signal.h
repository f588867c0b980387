/* SPDX-License-Identifier: MIT */
/*
 * <signal.h> of NetBSD 10: what the library uses of it, from the tables in
 * tests/facts.  The names that libc exports are those of its renamings.
 */
#ifndef HEADERS_SIGNAL_H
#define HEADERS_SIGNAL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct thread *pthread_t;
typedef struct { unsigned bits[4]; } sigset_t;
union sigval { int sival_int; void *sival_ptr; };

typedef union {
	char bytes[128];
	struct {
		int signo, code, error;
		union {
			unsigned long long align[8];
			struct { pid_t pid; uid_t uid; union sigval value; } rt;
			struct { void *addr; int trap; } fault;
			struct { long band; int fd; } poll;
			struct {
				pid_t pid;
				uid_t uid;
				int status;
				unsigned utime, stime;
			} child;
		} reason;
	} info;
} siginfo_t;
#define si_signo	info.signo
#define si_code		info.code
#define si_errno	info.error
#define si_pid		info.reason.rt.pid
#define si_uid		info.reason.rt.uid
#define si_value	info.reason.rt.value
#define si_addr		info.reason.fault.addr
#define si_trap		info.reason.fault.trap
#define si_status	info.reason.child.status
#define si_utime	info.reason.child.utime
#define si_stime	info.reason.child.stime
#define si_band		info.reason.poll.band
#define si_fd		info.reason.poll.fd

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

#define SIG_DFL		((void (*)(int))0)
#define SIG_IGN		((void (*)(int))1)
#define SIG_ERR		((void (*)(int))-1)

#define SS_ONSTACK	1
#define SS_DISABLE	4
#define MINSIGSTKSZ	8192
#define SIGSTKSZ	40960
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
#define NSIG		64
#define SIGRTMIN	33
#define SIGRTMAX	63
#define SIGIO		23
#define SIGWINCH	28
#define SIGINFO		29
#define SIGPWR		32
#define SI_USER		0
#define SI_QUEUE	(-1)
#define SI_LWP		(-5)
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

#define pthread_sigmask	__libc_thr_sigsetmask

int kill(pid_t, int);
int pthread_kill(pthread_t, int);
int pthread_sigmask(int, const sigset_t *restrict, sigset_t *restrict);
int raise(int);
int sigaction(int, const struct sigaction *restrict,
    struct sigaction *restrict) __asm__("__sigaction_siginfo");
int sigaddset(sigset_t *, int) __asm__("__sigaddset14");
int sigaltstack(const stack_t *restrict, stack_t *restrict)
    __asm__("__sigaltstack14");
int sigdelset(sigset_t *, int) __asm__("__sigdelset14");
int sigemptyset(sigset_t *) __asm__("__sigemptyset14");
int sigfillset(sigset_t *) __asm__("__sigfillset14");
int sigismember(const sigset_t *, int) __asm__("__sigismember14");
int sigqueueinfo(pid_t, const siginfo_t *);

#endif /* HEADERS_SIGNAL_H */
