/* SPDX-License-Identifier: MIT */
/*
 * The contract on signals and processes, promise by promise: [P17] to [P31],
 * but for [P27] (check_exit_hook) and [P29] (check_platform).
 */
#include "config.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "platform_fixture.h"
#include "raw_clone.h"

START_TEST(p17_libcs_own_signals_are_reserved)
{
	int signo;

	for (signo = -1; signo < 200; signo++)
		ck_assert_msg(portsig_os_signal_is_reserved(signo) ==
		    (signo >= expect_here()->reserved_from &&
		    signo < SIGRTMIN), "signal %d", signo);
}
END_TEST

/* libc refuses what it keeps, which no table of ours can get wrong. */
START_TEST(p17_reserved_is_what_sigaction_refuses)
{
	struct sigaction old;
	int signo;

	for (signo = 1; signo <= SIGRTMAX; signo++)
		ck_assert_msg((sigaction(signo, NULL, &old) != 0) ==
		    portsig_os_signal_is_reserved(signo), "signal %d", signo);
}
END_TEST

START_TEST(p18_defaults_are_those_of_posix)
{
	static const struct {
		int signo;
		enum portsig_os_default does;
	} table[] = {
		{ SIGCHLD, PORTSIG_OS_DEFAULT_IGNORE },
		{ SIGURG, PORTSIG_OS_DEFAULT_IGNORE },
		{ SIGCONT, PORTSIG_OS_DEFAULT_IGNORE },
		{ SIGWINCH, PORTSIG_OS_DEFAULT_IGNORE },
		{ SIGTSTP, PORTSIG_OS_DEFAULT_STOP },
		{ SIGTTIN, PORTSIG_OS_DEFAULT_STOP },
		{ SIGTTOU, PORTSIG_OS_DEFAULT_STOP },
		{ SIGSTOP, PORTSIG_OS_DEFAULT_STOP },
		{ SIGTERM, PORTSIG_OS_DEFAULT_END },
		{ SIGSEGV, PORTSIG_OS_DEFAULT_END },
		{ SIGALRM, PORTSIG_OS_DEFAULT_END },
		{ SIGIO, PORTSIG_OS_DEFAULT_END },
	};
	size_t n;

	for (n = 0; n < sizeof(table) / sizeof(table[0]); n++)
		ck_assert_msg(portsig_os_signal_default(table[n].signo) ==
		    table[n].does, "signal %d", table[n].signo);
}
END_TEST

/* In a group of its own, or the kernel would not stop it for a terminal. */
static void
take_default(int signo)
{
	struct rlimit none = { 0, 0 };

	if (setpgid(0, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0 ||
	    kill(getpid(), signo) != 0)
		_exit(1);
	_exit(42);
}

static enum portsig_os_default
what_default_does(int signo)
{
	int status;
	pid_t pid = fork();

	if (pid == 0)
		take_default(signo);
	ck_assert_int_eq(waitpid(pid, &status, WUNTRACED), pid);
	if (WIFSTOPPED(status)) {
		ck_assert_int_eq(kill(pid, SIGKILL), 0);
		ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
		return PORTSIG_OS_DEFAULT_STOP;
	}
	if (WIFSIGNALED(status))
		return PORTSIG_OS_DEFAULT_END;
	ck_assert_int_eq(WEXITSTATUS(status), 42);
	return PORTSIG_OS_DEFAULT_IGNORE;
}

START_TEST(p18_defaults_are_what_the_kernel_does)
{
	int signo;

	for (signo = 1; signo <= SIGRTMAX; signo++)
		if (!portsig_os_signal_is_reserved(signo))
			ck_assert_msg(portsig_os_signal_default(signo) ==
			    what_default_does(signo), "signal %d", signo);
}
END_TEST

/* Takes a blocked signal off the queue. */
static void
take_pending(int signo, siginfo_t *info)
{
	struct timespec none = { 0, 0 };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signo);
	ck_assert_int_eq(sigtimedwait(&set, info, &none), signo);
}

static void
queue_to_self(int signo, siginfo_t *info)
{
	union sigval value = { .sival_int = 31337 };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signo);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	ck_assert_int_eq(sigqueue(getpid(), signo, value), 0);
	take_pending(signo, info);
}

START_TEST(p19_resend_keeps_the_siginfo)
{
	siginfo_t info, again;

	queue_to_self(SIGUSR1, &info);
	errno = 4711;
	ck_assert_int_eq(portsig_os_signal_resend(SIGUSR1, &info), 0);
	ck_assert_int_eq(errno, 4711);
	take_pending(SIGUSR1, &again);
	ck_assert_mem_eq(&info, &again, sizeof(info));
	info.si_code = 1;		/* as if the kernel had sent it */
	ck_assert_int_eq(portsig_os_signal_resend(SIGUSR1, &info), 0);
	take_pending(SIGUSR1, &again);
	ck_assert_int_eq(again.si_code, 1);
}
END_TEST

static siginfo_t resent;

static void *
resend_here(void *arg)
{
	siginfo_t info;

	queue_to_self(SIGUSR1, &info);
	info.si_code = 1;
	*(int *)arg = portsig_os_signal_resend(SIGUSR1, &info);
	take_pending(SIGUSR1, &resent);
	return arg;
}

START_TEST(p19_any_thread_may_resend_what_the_kernel_sent)
{
	sigset_t set;
	int err = UNSET;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	run_thread(resend_here, &err);
	ck_assert_int_eq(err, 0);
	ck_assert_int_eq(resent.si_code, 1);
}
END_TEST

static int
resend(int signo, siginfo_t *info)
{
	return portsig_os_signal_resend(signo, info);
}

/* Lowers the limit where there is one, since others share what it limits. */
static int
send_until_refused(int (*fn)(int, siginfo_t *), siginfo_t *info)
{
	int err = 0, n;
#ifdef RLIMIT_SIGPENDING
	struct rlimit few = { 0, 0 };

	ck_assert_int_eq(setrlimit(RLIMIT_SIGPENDING, &few), 0);
#endif
	for (n = 0; n < 1000000 && err == 0; n++)
		err = fn(SIGRTMAX, info);
	return err;
}

START_TEST(p19_p20_full_queue_is_eagain)
{
	siginfo_t info;

	queue_to_self(SIGRTMAX, &info);
	errno = 4711;
	ck_assert_int_eq(send_until_refused(resend, &info), EAGAIN);
	ck_assert_int_eq(send_until_refused(portsig_os_signal_send, &info),
	    EAGAIN);
	ck_assert_int_eq(errno, 4711);
}
END_TEST

START_TEST(p20_send_reaches_the_process_with_the_siginfo)
{
	siginfo_t info, again;

	queue_to_self(SIGUSR1, &info);
	ck_assert_int_eq(portsig_os_signal_send(SIGUSR1, &info), 0);
	take_pending(SIGUSR1, &again);
	ck_assert_int_eq(again.si_value.sival_int, 31337);
}
END_TEST

static int
is_init(void)
{
	return portsig_os_process_is_init();
}

/* The first child of a new PID namespace is its PID 1. */
static int
is_init_in_namespace(void)
{
	if (unshare(CLONE_NEWPID) != 0)
		return 77;
	return in_child(is_init);
}

START_TEST(p21_only_pid_1_is_init)
{
	int in_namespace = in_child(is_init_in_namespace);

	ck_assert_int_eq(is_init(), getpid() == 1);
	if (in_namespace == 77)
		harness_skip("p21 in a namespace", "unshare is not permitted");
	else
		ck_assert_int_eq(in_namespace, 1);
}
END_TEST

START_TEST(p23_fence_works_once_made_ready_or_never)
{
	int err = portsig_os_fence_init();

	ck_assert(err == 0 || err == ENOTSUP);
	ck_assert_int_eq(portsig_os_fence_others(), err);
}
END_TEST

static _Atomic unsigned *word;

static int
word_is_wiped(void)
{
	return *word == 0 ? 42 : 1;
}

START_TEST(p24_fork_word_is_wiped_in_children_alone)
{
	_Atomic unsigned *again;
	int status;
	pid_t pid;

	ck_assert_int_eq(portsig_os_fork_word(&word), 0);
	*word = 7;
	ck_assert_int_eq(portsig_os_fork_word(&again), 0);
	ck_assert_ptr_eq((void *)again, (void *)word);
	ck_assert_int_eq(in_child(word_is_wiped), 42);
	pid = raw_clone();
	if (pid == 0)
		_exit(word_is_wiped());
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 42);
	ck_assert_uint_eq(*word, 7);
}
END_TEST

static void *
is_first(void *arg)
{
	*(int *)arg = portsig_os_thread_is_first();
	return arg;
}

static int
thread_is_first(void)
{
	return portsig_os_thread_is_first();
}

START_TEST(p25_the_thread_that_a_process_began_with_is_first)
{
	int other = UNSET;

	ck_assert(portsig_os_thread_is_first());
	run_thread(is_first, &other);
	ck_assert_int_eq(other, 0);
	ck_assert_int_eq(in_child(thread_is_first), 1);
}
END_TEST

START_TEST(p26_name_is_known_to_expect)
{
	ck_assert_str_eq(portsig_os_name, expect_here()->name);
}
END_TEST

static siginfo_t got;

static void
keep_info(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)frame;
	got = *info;
}

START_TEST(p28_directed_is_told_where_the_system_tells)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = keep_info;
	sa.sa_flags = SA_SIGINFO;
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
	ck_assert_int_eq(pthread_kill(pthread_self(), SIGUSR1), 0);
	ck_assert(portsig_os_signal_is_directed(SIGUSR1, &got));
	ck_assert_int_eq(kill(getpid(), SIGUSR1), 0);
	ck_assert(!portsig_os_signal_is_directed(SIGUSR1, &got));
}
END_TEST

static siginfo_t to_send;

static void *
send_again(void *arg)
{
	siginfo_t info = to_send;

	*(int *)arg = portsig_os_signal_send(SIGUSR1, &info);
	return arg;
}

START_TEST(p20_p31_any_thread_may_send_what_kill_sent)
{
	siginfo_t again, other;
	int err = UNSET;

	queue_to_self(SIGUSR1, &other);
	ck_assert_int_eq(kill(getpid(), SIGUSR1), 0);
	take_pending(SIGUSR1, &to_send);
	ck_assert_int_eq(to_send.si_code, SI_USER);
	run_thread(send_again, &err);
	ck_assert_int_eq(err, 0);
	take_pending(SIGUSR1, &again);
	ck_assert(portsig_os_signal_is_resent(&to_send, &again));
	ck_assert(!portsig_os_signal_is_resent(&other, &again));
	ck_assert(!portsig_os_signal_is_resent(&to_send, &other));
}
END_TEST

START_TEST(p30_real_time_signals_queue)
{
	ck_assert(portsig_os_signal_is_queued(SIGRTMIN));
	ck_assert(portsig_os_signal_is_queued(SIGRTMAX));
	ck_assert(!portsig_os_signal_is_queued(SIGRTMAX + 1));
}
END_TEST

/* Whether a signal that is sent twice while it is blocked comes twice. */
static bool
does_queue(int signo)
{
	struct timespec none = { 0, 0 };
	siginfo_t info;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signo);
	ck_assert_int_eq(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	ck_assert_int_eq(kill(getpid(), signo), 0);
	ck_assert_int_eq(kill(getpid(), signo), 0);
	take_pending(signo, &info);
	return sigtimedwait(&set, &info, &none) == signo;
}

START_TEST(p30_is_what_the_kernel_does)
{
	static const int signos[] = { SIGUSR1, SIGUSR2, SIGSEGV, SIGTERM };
	size_t n;

	for (n = 0; n < sizeof(signos) / sizeof(signos[0]); n++)
		ck_assert_msg(portsig_os_signal_is_queued(signos[n]) ==
		    does_queue(signos[n]), "signal %d", signos[n]);
}
END_TEST

static void
add_signals(Suite *s)
{
	static const char why[] = "valgrind has defaults and queues of its own";
	bool by_kernel = getenv("PORTSIG_VALGRIND") == NULL;
	TCase *tc = add_case(s, "signal");

	tcase_add_test(tc, p17_libcs_own_signals_are_reserved);
	tcase_add_test(tc, p17_reserved_is_what_sigaction_refuses);
	tcase_add_test(tc, p18_defaults_are_those_of_posix);
	harness_add_if(by_kernel, tc, p18_defaults_are_what_the_kernel_does,
	    why);
	tcase_add_test(tc, p19_resend_keeps_the_siginfo);
	tcase_add_test(tc, p19_any_thread_may_resend_what_the_kernel_sent);
	harness_add_if(by_kernel, tc, p19_p20_full_queue_is_eagain, why);
	tcase_add_test(tc, p20_send_reaches_the_process_with_the_siginfo);
	tcase_add_test(tc, p20_p31_any_thread_may_send_what_kill_sent);
	tcase_add_test(tc, p28_directed_is_told_where_the_system_tells);
	harness_add_if(SIGRTMIN <= SIGRTMAX, tc, p30_real_time_signals_queue,
	    "there are no real-time signals");
	harness_add_if(by_kernel, tc, p30_is_what_the_kernel_does, why);
	tc = add_case(s, "process");
	tcase_add_test(tc, p21_only_pid_1_is_init);
	tcase_add_test(tc, p23_fence_works_once_made_ready_or_never);
	tcase_add_test(tc, p24_fork_word_is_wiped_in_children_alone);
	tcase_add_test(tc, p25_the_thread_that_a_process_began_with_is_first);
	tcase_add_test(tc, p26_name_is_known_to_expect);
}

int
main(void)
{
	Suite *s = suite_create("system");

	add_signals(s);
	return harness_main(s);
}
