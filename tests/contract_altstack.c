/* SPDX-License-Identifier: MIT */
/*
 * The contract on signal stacks, promise by promise: [P11] to [P14] and [P29].
 * check_platform asks the kernel that it runs on; tests/models.sh asks each
 * system's model, through that system's own directory under platform/.
 */
#include "config.h"
/* A fortified siglongjmp asks the kernel that this runs on. */
#undef _FORTIFY_SOURCE

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "contract_altstack.h"
#include "platform_fixture.h"

static unsigned char area[256 * 1024];
static volatile sig_atomic_t seen = UNSET, seen_more = UNSET;

static void
on_area(void (*fn)(void))
{
	run_on_stack(area, sizeof(area), fn);
}

START_TEST(p11_fill_leaves_nothing_to_chance)
{
	stack_t st, same;

	memset(&st, 0xff, sizeof(st));
	portsig_os_altstack_fill(&st, 0x1000, 0x2000);
	memset(&same, 0, sizeof(same));
	same.ss_sp = (void *)0x1000;
	same.ss_size = 0x2000;
	ck_assert_mem_eq(&st, &same, sizeof(st));
	memset(&st, 0xff, sizeof(st));
	portsig_os_altstack_fill_disabled(&st);
	ck_assert_int_eq(st.ss_flags, SS_DISABLE);
	ck_assert_uint_ge(st.ss_size, portsig_os_altstack_min_size());
}
END_TEST

static int
try_flags(int flags, size_t size)
{
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)area, size);
	st.ss_flags = flags;
	return portsig_os_altstack(&st, NULL);
}

START_TEST(p12_bad_settings_are_refused)
{
	size_t min = portsig_os_altstack_min_size();

	errno = 4711;
	ck_assert_int_eq(try_flags(SS_ONSTACK, sizeof(area)), EINVAL);
	ck_assert_int_eq(try_flags(SS_ONSTACK | SS_DISABLE, sizeof(area)),
	    EINVAL);
	ck_assert_int_eq(try_flags(0x40, sizeof(area)), EINVAL);
	ck_assert_int_eq(try_flags(0x40, 1), EINVAL);
	ck_assert_int_eq(try_flags(0, min - 1), ENOMEM);
	ck_assert_int_eq(try_flags(0, 0), ENOMEM);
	ck_assert_int_eq(try_flags(0, min), 0);
	ck_assert_int_eq(try_flags(SS_DISABLE, 0), 0);
	ck_assert_int_eq(errno, 4711);
}
END_TEST

START_TEST(p12_old_is_what_was_in_force)
{
	stack_t st, old;

	portsig_os_altstack_fill(&st, (uintptr_t)area, sizeof(area));
	ck_assert_int_eq(portsig_os_altstack(&st, &old), 0);
	ck_assert_int_ne(old.ss_flags & SS_DISABLE, 0);
	portsig_os_altstack_fill_disabled(&st);
	ck_assert_int_eq(portsig_os_altstack(&st, &old), 0);
	ck_assert_int_eq(old.ss_flags & SS_DISABLE, 0);
	ck_assert_ptr_eq((void *)old.ss_sp, area);
	ck_assert_uint_eq(old.ss_size, sizeof(area));
	ck_assert_int_eq(portsig_os_altstack(NULL, &old), 0);
	ck_assert_int_ne(old.ss_flags & SS_DISABLE, 0);
}
END_TEST

static void
disable_in_use(void)
{
	stack_t st;

	portsig_os_altstack_fill_disabled(&st);
	seen = portsig_os_altstack(&st, NULL);
}

START_TEST(p12_disable_in_use_is_eperm)
{
	on_area(disable_in_use);
	ck_assert_int_eq(seen, EPERM);
}
END_TEST

static void
replace_in_use(void)
{
	seen = try_flags(0, sizeof(area) / 2) == EPERM &&
	    try_flags(0, 1) == EPERM;
	seen_more = try_flags(0x40, sizeof(area)) == EPERM &&
	    try_flags(0x40, 1) == EPERM;
}

START_TEST(p12_eperm_comes_before_all_others)
{
	on_area(replace_in_use);
	ck_assert_int_eq(seen, 1);
	ck_assert_int_eq(seen_more, 1);
}
END_TEST

static int
try_with_old(int flags, size_t size, stack_t *old)
{
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)area, size);
	st.ss_flags = flags;
	memset(old, 0x5a, sizeof(*old));
	return portsig_os_altstack(&st, old);
}

static bool
is_untouched(const stack_t *old)
{
	stack_t same;

	memset(&same, 0x5a, sizeof(same));
	return memcmp(old, &same, sizeof(same)) == 0;
}

static void
old_in_use(void)
{
	stack_t old;

	seen = try_with_old(0, sizeof(area) / 2, &old) == EPERM &&
	    is_untouched(&old);
}

/* XNU-3, OBS-1: some kernels write it first. */
START_TEST(p12_old_is_untouched_on_failure)
{
	stack_t old;

	ck_assert_int_eq(try_with_old(0x40, sizeof(area), &old), EINVAL);
	ck_assert(is_untouched(&old));
	ck_assert_int_eq(try_with_old(0, 1, &old), ENOMEM);
	ck_assert(is_untouched(&old));
	on_area(old_in_use);
	ck_assert_int_eq(seen, 1);
}
END_TEST

static void
see_where(void)
{
	unsigned char here;
	stack_t old;

	seen = (uintptr_t)&here - (uintptr_t)area < sizeof(area);
	seen_more = portsig_os_altstack(NULL, &old) == 0 ?
	    old.ss_flags : UNSET;
}

START_TEST(p12_old_tells_that_it_is_in_use)
{
	on_area(see_where);
	ck_assert_int_eq(seen, 1);
	ck_assert_int_eq(seen_more & SS_DISABLE, 0);
}
END_TEST

/* The disabled stack's own address and size are no matter, before or after. */
START_TEST(p12_disabling_twice_and_enabling_again)
{
	stack_t st;

	portsig_os_altstack_fill_disabled(&st);
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
	on_area(see_where);
	ck_assert_int_eq(seen, 1);
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
	run_on_signal(see_where, SA_ONSTACK);
	ck_assert_int_eq(seen, 0);
}
END_TEST

static sigjmp_buf out;

static void
jump_out(void)
{
	siglongjmp(out, 1);
}

/* With the mask or without it, which is left blocked then. */
static void
jump_out_of_handler(int saves_mask)
{
	sigset_t empty;

	if (sigsetjmp(out, saves_mask) == 0)
		on_area(jump_out);
	sigemptyset(&empty);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &empty, NULL), 0);
}

/* NBS-4, DFL-3, XNU-7, ILL-6: some kernels do not notice. */
START_TEST(p12_after_a_jump_out_it_can_be_disabled)
{
	stack_t st, old;

	jump_out_of_handler(_i);
	portsig_os_altstack_fill_disabled(&st);
	ck_assert_int_eq(portsig_os_altstack(NULL, &old), 0);
	ck_assert_int_eq(old.ss_flags & SS_DISABLE, 0);
	ck_assert_int_eq(portsig_os_altstack(&st, NULL), 0);
	ck_assert_int_eq(portsig_os_altstack(NULL, &old), 0);
	ck_assert_int_ne(old.ss_flags & SS_DISABLE, 0);
}
END_TEST

START_TEST(p12_after_a_jump_out_it_can_be_replaced)
{
	jump_out_of_handler(_i);
	ck_assert_int_eq(try_flags(0, sizeof(area)), 0);
	seen = 0;
	on_area(see_where);
	ck_assert_int_eq(seen, 1);
}
END_TEST

START_TEST(p12_after_a_jump_out_it_can_be_restored)
{
	stack_t st;

	jump_out_of_handler(_i);
	portsig_os_altstack_fill(&st, (uintptr_t)area, sizeof(area) / 2);
	ck_assert_int_eq(portsig_os_altstack_restore(&st), 0);
	portsig_os_altstack_fill_disabled(&st);
	ck_assert_int_eq(portsig_os_altstack_restore(&st), 0);
}
END_TEST

static uintptr_t frame_bottom;

/* The frame ends with what a return needs, below the lower of the two. */
static void
measure(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	frame_bottom = (uintptr_t)info < (uintptr_t)frame ? (uintptr_t)info :
	    (uintptr_t)frame;
	frame_bottom -= sizeof(void *);
}

START_TEST(p13_a_signals_frame_fits_in_the_minimum)
{
	size_t size = portsig_os_altstack_min_size() + 4096;
	uintptr_t top = (uintptr_t)area + size;
	struct sigaction sa;

	ck_assert_uint_le(size, sizeof(area));
	ck_assert_int_eq(try_flags(0, size), 0);
	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = measure;
	sa.sa_flags = SA_ONSTACK | SA_SIGINFO;
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_gt(frame_bottom, (uintptr_t)area);
	ck_assert_uint_lt(frame_bottom, top);
	ck_assert_uint_le(top - frame_bottom, portsig_os_altstack_min_size());
}
END_TEST

START_TEST(p13_minimum_is_no_less_than_libcs_and_constant)
{
	size_t min = portsig_os_altstack_min_size();

#ifdef _SC_MINSIGSTKSZ
	ck_assert_uint_ge(min, (size_t)sysconf(_SC_MINSIGSTKSZ));
#endif
	ck_assert_uint_ge(min, expect_here()->kernel_minimum);
	ck_assert_uint_eq(portsig_os_altstack_min_size(), min);
}
END_TEST

static int
has_signal_stack(void)
{
	stack_t st;

	if (portsig_os_altstack(NULL, &st) != 0)
		return 2;
	return (st.ss_flags & SS_DISABLE) == 0;
}

static void *
thread_has_signal_stack(void *arg)
{
	*(int *)arg = has_signal_stack();
	return arg;
}

START_TEST(p14_rules_are_what_threads_and_forks_see)
{
	const struct portsig_os_altstack_rules *r = &portsig_os_altstack_rules;
	int inherited = UNSET;

	ck_assert_int_eq(try_flags(0, sizeof(area)), 0);
	run_thread(thread_has_signal_stack, &inherited);
	ck_assert_int_eq(inherited, r->inherited);
	ck_assert_int_eq(in_child(has_signal_stack), r->kept_by_fork);
}
END_TEST

/* The raw call, so that it is the kernel that answers. */
static void
replace_raw(void)
{
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)area, sizeof(area) / 2);
	seen = sigaltstack(&st, NULL) == 0 ? 0 : errno;
}

START_TEST(p14_rules_are_what_the_kernel_does_and_expect_says)
{
	const struct portsig_os_altstack_rules *r = &portsig_os_altstack_rules;

	on_area(replace_raw);
	ck_assert_int_eq(seen == 0, r->change_on_it);
	ck_assert_int_eq(seen, expect_here()->replace_on_it);
	ck_assert_int_eq(r->by_sp, expect_here()->by_sp);
	ck_assert_int_eq(r->inherited, expect_here()->inherited);
	ck_assert_int_eq(r->kept_by_fork, expect_here()->kept_by_fork);
}
END_TEST

static void
replace_off_it(void)
{
	seen = try_flags(0, sizeof(area) / 2);
}

/* The handler runs on the thread's own stack, and finds one in force. */
START_TEST(p14_restored_is_what_a_return_does)
{
	stack_t now;

	ck_assert_int_eq(try_flags(0, sizeof(area)), 0);
	run_on_signal(replace_off_it, 0);
	ck_assert_int_eq(seen, 0);
	ck_assert_int_eq(portsig_os_altstack(NULL, &now), 0);
	ck_assert_int_eq(now.ss_size == sizeof(area),
	    portsig_os_altstack_rules.restored);
}
END_TEST

START_TEST(p29_restore_takes_what_the_kernel_took)
{
	size_t size = expect_here()->kernel_minimum;
	stack_t st, now;

	portsig_os_altstack_fill(&st, (uintptr_t)area, size);
	if (size < portsig_os_altstack_min_size())
		ck_assert_int_eq(portsig_os_altstack(&st, NULL), ENOMEM);
	ck_assert_int_eq(portsig_os_altstack_restore(&st), 0);
	ck_assert_int_eq(portsig_os_altstack(NULL, &now), 0);
	ck_assert_ptr_eq((void *)now.ss_sp, area);
	ck_assert_uint_eq(now.ss_size, size);
	st.ss_size = size - 1;
	ck_assert_int_eq(portsig_os_altstack_restore(&st), ENOMEM);
}
END_TEST

static void
restore_in_use(void)
{
	stack_t st;

	portsig_os_altstack_fill(&st, (uintptr_t)area, sizeof(area) / 2);
	seen = portsig_os_altstack_restore(&st);
	portsig_os_altstack_fill_disabled(&st);
	seen_more = portsig_os_altstack_restore(&st);
}

START_TEST(p29_restore_in_use_is_eperm)
{
	on_area(restore_in_use);
	ck_assert_int_eq(seen, EPERM);
	ck_assert_int_eq(seen_more, EPERM);
}
END_TEST

static void
add_the_rest(TCase *tc)
{
	tcase_add_test(tc, p12_old_is_untouched_on_failure);
	tcase_add_test(tc, p12_disabling_twice_and_enabling_again);
	tcase_add_test(tc, p14_restored_is_what_a_return_does);
}

void
contract_altstack(Suite *s, enum contract_by by)
{
	TCase *tc = add_case(s, "altstack");

	tcase_add_test(tc, p11_fill_leaves_nothing_to_chance);
	tcase_add_test(tc, p12_bad_settings_are_refused);
	tcase_add_test(tc, p12_old_is_what_was_in_force);
	tcase_add_test(tc, p12_disable_in_use_is_eperm);
	tcase_add_test(tc, p12_eperm_comes_before_all_others);
	tcase_add_test(tc, p12_old_tells_that_it_is_in_use);
	tcase_add_loop_test(tc, p12_after_a_jump_out_it_can_be_disabled, 0, 2);
	tcase_add_loop_test(tc, p12_after_a_jump_out_it_can_be_replaced, 0, 2);
	tcase_add_loop_test(tc, p12_after_a_jump_out_it_can_be_restored, 0, 2);
	harness_add_if(by == CONTRACT_KERNEL, tc,
	    p13_a_signals_frame_fits_in_the_minimum, "frames of another");
	tcase_add_test(tc, p13_minimum_is_no_less_than_libcs_and_constant);
	tcase_add_test(tc, p14_rules_are_what_threads_and_forks_see);
	tcase_add_test(tc, p14_rules_are_what_the_kernel_does_and_expect_says);
	tcase_add_test(tc, p29_restore_takes_what_the_kernel_took);
	tcase_add_test(tc, p29_restore_in_use_is_eperm);
	if (by != CONTRACT_VALGRIND)
		add_the_rest(tc);
	else
		harness_skip("p12_old_is_untouched_on_failure and two more",
		    "valgrind's ways of a signal stack are its own");
}
