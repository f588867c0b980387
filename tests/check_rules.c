/* SPDX-License-Identifier: MIT */
/*
 * [P14]: the rules of signal stacks that take a handler, a return or a crash
 * to see, each held against what the kernel does.  check_platform has those
 * of threads and forks.
 */
#include "config.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "platform.h"

enum { UNSET = -1, AREA = 1024 * 1024, BOTTOM = AREA / 2 };

static unsigned char *area;		/* shared with children */
static sigjmp_buf out;
static volatile sig_atomic_t seen = UNSET;

static void
make_area(void)
{
	harness_reset();
	area = mmap(NULL, AREA, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(area, MAP_FAILED);
}

static void
on_signal(int signo, void (*fn)(int, siginfo_t *, void *), int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = fn;
	sa.sa_flags = SA_SIGINFO | flags;
	sigemptyset(&sa.sa_mask);
	ck_assert_int_eq(sigaction(signo, &sa, NULL), 0);
}

static void
set_stack(void *base, size_t size)
{
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)base, size);
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
}

/* Without the mask and whatever libc puts back along with it. */
static void
leave(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	(void)frame;
	_longjmp(out, 1);
}

START_TEST(p14_by_sp_is_whether_a_jump_leaves_the_stack)
{
	stack_t now;

	set_stack(area, AREA);
	on_signal(SIGUSR1, leave, SA_ONSTACK | SA_NODEFER);
	if (_setjmp(out) == 0)
		ck_assert_msg(raise(SIGUSR1) == UNSET, "raise returned");
	ck_assert_int_eq(sigaltstack(NULL, &now), 0);
	ck_assert_int_eq((now.ss_flags & SS_ONSTACK) == 0,
	    portsig_os_altstack_rules.by_sp);
}
END_TEST

static void
compare_frame(int signo, siginfo_t *info, void *frame)
{
	const ucontext_t *uc = frame;

	(void)signo;
	(void)info;
	seen = (unsigned char *)uc->uc_stack.ss_sp == area &&
	    uc->uc_stack.ss_size == AREA;
}

START_TEST(p14_uc_stack_set_is_whether_the_frame_tells)
{
	set_stack(area, AREA);
	on_signal(SIGUSR1, compare_frame, 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(seen, portsig_os_altstack_rules.uc_stack_set);
}
END_TEST

static void
edit_frame(int signo, siginfo_t *info, void *frame)
{
	ucontext_t *uc = frame;

	(void)signo;
	(void)info;
	portsig_os_altstack_fill(&uc->uc_stack, (uintptr_t)area + BOTTOM,
	    BOTTOM);
}

START_TEST(p14_restored_is_whether_returning_sets_it)
{
	stack_t now;

	set_stack(area, AREA);
	on_signal(SIGUSR1, edit_frame, 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(portsig_os_altstack(NULL, &now), 0);
	ck_assert_ptr_eq((void *)now.ss_sp,
	    portsig_os_altstack_rules.restored ? area + BOTTOM : area);
}
END_TEST

/* Once more, until a frame has gone below the stack. */
static void
nest(int signo, siginfo_t *info, void *frame)
{
	(void)info;
	(void)frame;
	if ((uintptr_t)&signo >= (uintptr_t)area + BOTTOM)
		(void)raise(signo);
}

static void
nest_in_child(void *arg)
{
	(void)arg;
	set_stack(area + BOTTOM, portsig_os_altstack_min_size() + 512);
	on_signal(SIGUSR1, nest, SA_ONSTACK | SA_NODEFER);
	(void)raise(SIGUSR1);
}

static bool
is_untouched(void)
{
	size_t n;

	for (n = 0; n < BOTTOM; n++)
		if (area[n] != 0x3c)
			return false;
	return true;
}

START_TEST(p14_checked_is_whether_a_frame_that_does_not_fit_is_written)
{
	int status;

	memset(area, 0x3c, AREA);
	status = harness_child_status(nest_in_child, NULL);
	ck_assert_int_eq(is_untouched(), portsig_os_altstack_rules.checked);
	ck_assert_int_eq(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV,
	    portsig_os_altstack_rules.checked);
}
END_TEST

START_TEST(p14_extra_flags_are_all_that_the_kernel_takes)
{
	unsigned bit, known = SS_ONSTACK | SS_DISABLE;
	stack_t st;
	int n;

	for (n = 0; n < 32; n++) {
		bit = 1u << n;
		if ((bit & known) != 0)
			continue;
		portsig_os_altstack_fill(&st, (uintptr_t)area, AREA);
		st.ss_flags = (int)bit;
		ck_assert_msg((sigaltstack(&st, NULL) == 0) ==
		    (((unsigned)portsig_os_altstack_rules.extra_flags & bit)
		    != 0), "bit %d", n);
	}
}
END_TEST

START_TEST(p14_extra_flags_are_taken_and_handed_back)
{
	int extra = portsig_os_altstack_rules.extra_flags;
	stack_t st, now;

	portsig_os_altstack_fill(&st, (uintptr_t)area, AREA);
	st.ss_flags = extra;
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
	ck_assert_int_eq(portsig_os_altstack(NULL, &now), 0);
	ck_assert_int_eq(now.ss_flags, extra);
	ck_assert_int_eq(portsig_os_altstack(&now, NULL), 0);
	portsig_os_altstack_fill_disabled(&st);
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
	ck_assert_int_eq(portsig_os_altstack_restore(&now), 0);
	ck_assert_int_eq(portsig_os_altstack(NULL, &st), 0);
	ck_assert_int_eq(st.ss_flags, extra);
	ck_assert_ptr_eq((void *)st.ss_sp, area);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rules");
	TCase *tc = tcase_create("p14");

	tcase_add_checked_fixture(tc, make_area, NULL);
	suite_add_tcase(s, tc);
	tcase_add_test(tc, p14_by_sp_is_whether_a_jump_leaves_the_stack);
	tcase_add_test(tc, p14_uc_stack_set_is_whether_the_frame_tells);
	tcase_add_test(tc, p14_restored_is_whether_returning_sets_it);
	tcase_add_test(tc,
	    p14_checked_is_whether_a_frame_that_does_not_fit_is_written);
	tcase_add_test(tc, p14_extra_flags_are_all_that_the_kernel_takes);
	tcase_add_test(tc, p14_extra_flags_are_taken_and_handed_back);
	return harness_main(s);
}
