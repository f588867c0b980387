/* SPDX-License-Identifier: MIT */
/*
 * <signal.h> of Linux, as glibc 2.36 has it: what the library uses of it, from
 * the tables in tests/facts.  mips64 and sparc64 have numbers and orders of
 * their own.
 */
#ifndef HEADERS_SIGNAL_H
#define HEADERS_SIGNAL_H

#include <stddef.h>
#include <stdint.h>

typedef int pid_t;
typedef unsigned uid_t;
typedef unsigned long pthread_t;
typedef struct { unsigned long words[128 / sizeof(long)]; } sigset_t;
union sigval { int sival_int; void *sival_ptr; };

typedef struct {
	int si_signo;
#ifdef __mips__
	int si_code, si_errno;
#else
	int si_errno, si_code;
#endif
	union {
		uintptr_t align;
		unsigned char bytes[128 - (sizeof(long) == 8 ? 16 : 12)];
		struct { pid_t pid; uid_t uid; union sigval value; } rt;
		struct { void *addr; } fault;
	} fields;
} siginfo_t;
#define si_pid		fields.rt.pid
#define si_uid		fields.rt.uid
#define si_value	fields.rt.value
#define si_addr		fields.fault.addr

typedef struct {
	void *ss_sp;
#ifdef __mips__
	size_t ss_size;
	int ss_flags;
#else
	int ss_flags;
	size_t ss_size;
#endif
} stack_t;

struct sigaction {
#ifdef __mips__
	int sa_flags;
#endif
	union {
		void (*handler)(int);
		void (*action)(int, siginfo_t *, void *);
	} sa_u;
	sigset_t sa_mask;
#ifndef __mips__
	int sa_flags;
#endif
	void (*sa_restorer)(void);
#ifdef __mips__
	int sa_padding[2];
#endif
};
#define sa_handler	sa_u.handler
#define sa_sigaction	sa_u.action

#define SIG_DFL		((void (*)(int))0)
#define SIG_IGN		((void (*)(int))1)
#define SIG_ERR		((void (*)(int))-1)
#define SIGRTMIN	__libc_current_sigrtmin()
#define SIGRTMAX	__libc_current_sigrtmax()

#define SS_ONSTACK	1
#define SS_DISABLE	2
enum { SI_USER = 0, SI_QUEUE = -1, SI_TKILL = -6 };
enum {
	SIGHUP = 1, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT,
	SIGFPE = 8, SIGKILL, SIGSEGV = 11, SIGPIPE = 13, SIGALRM, SIGTERM
};

#if defined(__mips__)
enum { SIG_BLOCK = 1, SIG_UNBLOCK, SIG_SETMASK };
enum {
	SIGBUS = 10, SIGSYS = 12, SIGUSR1 = 16, SIGUSR2, SIGCHLD, SIGWINCH = 20,
	SIGURG, SIGSTOP = 23, SIGTSTP, SIGCONT, SIGTTIN, SIGTTOU
};
#elif defined(__sparc__)
enum { SIG_BLOCK = 1, SIG_UNBLOCK = 2, SIG_SETMASK = 4 };
enum {
	SIGBUS = 10, SIGSYS = 12, SIGURG = 16, SIGSTOP, SIGTSTP, SIGCONT,
	SIGCHLD, SIGTTIN, SIGTTOU, SIGWINCH = 28, SIGUSR1 = 30, SIGUSR2
};
#else
enum { SIG_BLOCK = 0, SIG_UNBLOCK, SIG_SETMASK };
enum {
	SIGBUS = 7, SIGUSR1 = 10, SIGUSR2 = 12, SIGCHLD = 17, SIGCONT, SIGSTOP,
	SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH = 28, SIGSYS = 31
};
#endif

#if defined(__sparc__)
#define SA_ONSTACK	0x1u
#define SA_RESTART	0x2u
#define SA_RESETHAND	0x4u
#define SA_NOCLDSTOP	0x8u
#define SA_NODEFER	0x20u
#define SA_NOCLDWAIT	0x100u
#define SA_SIGINFO	0x200u
#else
#define SA_NOCLDSTOP	0x1
#ifdef __mips__
#define SA_SIGINFO	0x8
#define SA_NOCLDWAIT	0x10000
#else
#define SA_NOCLDWAIT	0x2
#define SA_SIGINFO	0x4
#endif
#define SA_ONSTACK	0x08000000
#define SA_RESTART	0x10000000
#define SA_NODEFER	0x40000000
#define SA_RESETHAND	0x80000000
#endif

#if defined(__aarch64__)
#define MINSIGSTKSZ	5120
#elif defined(__powerpc64__) || defined(__sparc__) || defined(__loongarch__)
#define MINSIGSTKSZ	4096
#else
#define MINSIGSTKSZ	2048
#endif

int __libc_current_sigrtmin(void);
int __libc_current_sigrtmax(void);
int kill(pid_t, int);
int pthread_kill(pthread_t, int);
int pthread_sigmask(int, const sigset_t *restrict, sigset_t *restrict);
int raise(int);
int sigaction(int, const struct sigaction *restrict,
    struct sigaction *restrict);
int sigaddset(sigset_t *, int);
int sigdelset(sigset_t *, int);
int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigaltstack(const stack_t *restrict, stack_t *restrict);
int sigismember(const sigset_t *, int);

#endif /* HEADERS_SIGNAL_H */
