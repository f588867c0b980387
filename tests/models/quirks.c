/* SPDX-License-Identifier: MIT */
/*
 * What a runtime does with the core, where kernels differ most: jumps out of
 * handlers, threads made by threads that have a signal stack, fork.  Each
 * system has to come out right, whichever way its kernel goes.
 */
#include "config.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <portsig/altstack.h>
#include <portsig/altstack_internal.h>
#include "kernel.h"
#include "platform.h"
#include "quirks.h"

enum { AREA = 256 * 1024 };

static unsigned char *area;
static sigjmp_buf out;
static volatile uintptr_t seen;
static struct portsig_altstack_hold made, other;

static void
begin(void)
{
	harness_reset();
	area = mmap(NULL, AREA, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(area, MAP_FAILED);
}

static void
on_usr1(void (*fn)(int))
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = fn;
	sa.sa_flags = SA_ONSTACK;
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
}

static void
note(int signo)
{
	(void)signo;
	seen = (uintptr_t)&signo;
}

static void
jump(int signo)
{
	(void)signo;
	siglongjmp(out, 1);
}

static bool
signal_uses(const void *base, size_t size)
{
	on_usr1(note);
	seen = 0;
	if (raise(SIGUSR1) != 0 || seen == 0)
		return false;
	return seen - (uintptr_t)base < size;
}

/* What a jump without the mask leaves blocked, or a handler's thread has. */
static void
unblock(void)
{
	sigset_t empty;

	sigemptyset(&empty);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &empty, NULL), 0);
}

static void
leave_by_jump(int saves_mask)
{
	on_usr1(jump);
	if (sigsetjmp(out, saves_mask) == 0)
		raise(SIGUSR1);
	unblock();
}

START_TEST(detach_after_a_jump_out)
{
	struct portsig_altstack now;

	ck_assert_int_eq(portsig_altstack_attach(0, 0, &made), 0);
	leave_by_jump(_i);
	ck_assert_int_eq(portsig_altstack_detach(&made), 0);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_uint_eq(now.state, PORTSIG_ALTSTACK_DISABLED);
	ck_assert_uint_eq(portsig_altstack_leaked(), 0);
}
END_TEST

START_TEST(stand_in_after_a_jump_out_and_back)
{
	size_t min = portsig_altstack_min_size();
	struct portsig_altstack now;

	ck_assert_int_eq(portsig_altstack_install(area, min + 8192, NULL), 0);
	leave_by_jump(_i);
	ck_assert_int_eq(portsig_altstack_attach(100000,
	    PORTSIG_ALTSTACK_STAND_IN, &made), 0);
	ck_assert_uint_eq(made.held, PORTSIG_ALTSTACK_HELD_STOOD_IN);
	ck_assert(signal_uses(made.now.base, made.now.size));
	leave_by_jump(_i);
	ck_assert_int_eq(portsig_altstack_detach(&made), 0);
	ck_assert_int_eq(portsig_altstack_probe(&now), 0);
	ck_assert_ptr_eq(now.base, area);
	ck_assert(signal_uses(area, min + 8192));
}
END_TEST

/* What rewind does. */
START_TEST(signals_find_the_stack_again_after_a_jump_out)
{
	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	leave_by_jump(_i);
	portsig_altstack_unstick();
	ck_assert(signal_uses(area, AREA));
	ck_assert_int_eq(portsig_altstack_remove(), 0);
	portsig_altstack_unstick();
	ck_assert_int_eq(portsig_altstack_check(0), ENOENT);
}
END_TEST

static volatile int in_use;

static void
unstick_in_use(int signo)
{
	portsig_altstack_unstick();
	in_use = portsig_altstack_remove();
	note(signo);
}

START_TEST(a_stack_in_use_stays_in_use)
{
	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	on_usr1(unstick_in_use);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(in_use, EPERM);
}
END_TEST

START_TEST(install_after_a_jump_out)
{
	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	leave_by_jump(_i);
	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	ck_assert(signal_uses(area, AREA));
	ck_assert_int_eq(portsig_altstack_remove(), 0);
}
END_TEST

/* Older systems let it begin with its creator's: NBS-8, DFL-5. */
static void *
attach_in_thread(void *arg)
{
	unblock();
	ck_assert_int_eq(portsig_altstack_attach(0, PORTSIG_ALTSTACK_ADOPT,
	    &other), 0);
	ck_assert_uint_eq(other.held, portsig_os_altstack_rules.inherited ?
	    PORTSIG_ALTSTACK_HELD_STOOD_IN : PORTSIG_ALTSTACK_HELD_MADE);
	ck_assert_ptr_ne(other.now.base, made.now.base);
	ck_assert(signal_uses(other.now.base, other.now.size));
	ck_assert_int_eq(portsig_altstack_detach(&other), 0);
	return arg;
}

START_TEST(no_thread_shares_its_creators_stack)
{
	ck_assert_int_eq(portsig_altstack_attach(0, PORTSIG_ALTSTACK_ADOPT,
	    &made), 0);
	(void)harness_thread_run(attach_in_thread, NULL);
	ck_assert(signal_uses(made.now.base, made.now.size));
	ck_assert_int_eq(portsig_altstack_detach(&made), 0);
}
END_TEST

static pthread_t of_handler;

static void
make_thread(int signo)
{
	(void)signo;
	ck_assert_int_eq(pthread_create(&of_handler, NULL, attach_in_thread,
	    NULL), 0);
}

START_TEST(a_thread_made_in_a_handler_is_not_in_one)
{
	ck_assert_int_eq(portsig_altstack_attach(0, PORTSIG_ALTSTACK_ADOPT,
	    &made), 0);
	on_usr1(make_thread);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(pthread_join(of_handler, NULL), 0);
	ck_assert_int_eq(portsig_altstack_detach(&made), 0);
}
END_TEST

/* XNU-12: it may have none, and is told so. */
static int
child(void)
{
	int err = portsig_altstack_check(0);

	if (err != (portsig_os_altstack_rules.kept_by_fork ? 0 : ENOENT))
		return 1;
	if (portsig_altstack_detach(&made) != 0)
		return 2;
	if (portsig_altstack_check(0) != ENOENT)
		return 3;
	if (portsig_altstack_attach(0, 0, &made) != 0)
		return 4;
	return signal_uses(made.now.base, made.now.size) ? 42 : 5;
}

START_TEST(a_child_of_fork_can_detach_and_attach)
{
	int status;
	pid_t pid;

	ck_assert_int_eq(portsig_altstack_attach(0, 0, &made), 0);
	pid = fork();
	if (pid == 0)
		_exit(child());
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 42);
	ck_assert_int_eq(portsig_altstack_detach(&made), 0);
}
END_TEST

static struct portsig_altstack before;

static int
child_put_back(void)
{
	portsig_altstack_put_back(&made, &before);
	return signal_uses(made.now.base, made.now.size) &&
	    portsig_altstack_detach(&made) == 0 ? 42 : 1;
}

/* What the child of an attached thread does first. */
START_TEST(a_child_of_fork_has_its_stack_put_back)
{
	int status;
	pid_t pid;

	if (_i == 1)
		ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL),
		    0);
	ck_assert_int_eq(portsig_altstack_attach(0, 0, &made), 0);
	ck_assert_int_eq(portsig_altstack_probe(&before), 0);
	pid = fork();
	if (pid == 0)
		_exit(child_put_back());
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 42);
	ck_assert_int_eq(portsig_altstack_detach(&made), 0);
}
END_TEST

/* ILL-7, OBS-4, OBS-5: kernels round one way or the other. */
START_TEST(odd_areas_are_kept_to)
{
	static const size_t shift[] = { 0, 1, 8, 4095 };
	unsigned char *p = area + 4096 + shift[_i];
	size_t size = AREA - 8192 - 4096 - shift[_i] % 16;

	memset(area, 0x5a, AREA);
	ck_assert_int_eq(portsig_altstack_install(p, size, NULL), 0);
	ck_assert(signal_uses(p, size));
	for (p += size; p < area + AREA; p++)
		ck_assert_uint_eq(*p, 0x5a);
	for (p = area; p < area + 4096; p++)
		ck_assert_uint_eq(*p, 0x5a);
}
END_TEST

/* The rest of [P14], which natively takes the system's own frames. */
START_TEST(rules_are_what_the_model_does)
{
	const struct portsig_os_altstack_rules *r = &portsig_os_altstack_rules;

	ck_assert_int_eq(portsig_altstack_install(area, AREA, NULL), 0);
	ck_assert_int_eq(r->uc_stack_set, model_tells_setting());
	ck_assert_int_eq(r->checked, model_checks_frame());
}
END_TEST

void
quirks(Suite *s)
{
	TCase *tc = tcase_create("quirks");

	tcase_add_checked_fixture(tc, begin, NULL);
	suite_add_tcase(s, tc);
	tcase_add_loop_test(tc, detach_after_a_jump_out, 0, 2);
	tcase_add_loop_test(tc, stand_in_after_a_jump_out_and_back, 0, 2);
	tcase_add_loop_test(tc, install_after_a_jump_out, 0, 2);
	tcase_add_loop_test(tc, signals_find_the_stack_again_after_a_jump_out,
	    0, 2);
	tcase_add_test(tc, a_stack_in_use_stays_in_use);
	tcase_add_test(tc, no_thread_shares_its_creators_stack);
	tcase_add_test(tc, a_thread_made_in_a_handler_is_not_in_one);
	tcase_add_test(tc, a_child_of_fork_can_detach_and_attach);
	tcase_add_loop_test(tc, a_child_of_fork_has_its_stack_put_back, 0, 2);
	tcase_add_test(tc, rules_are_what_the_model_does);
	tcase_add_loop_test(tc, odd_areas_are_kept_to, 0, 4);
}
