/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P5] and [P9]: the frame, held against libc's own description of it
 * and against what a thread goes on with.  check_fault has [P6] to [P8].
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "frame_fixture.h"

enum { UNSET = -1 };			/* no errno value */

static unsigned char area[128 * 1024] __attribute__((aligned(16)));

static void
set_stack(void *base, size_t size)
{
	stack_t st;

	memset(&st, 0, sizeof(st));
	st.ss_sp = base;
	st.ss_size = size;
	st.ss_flags = base != NULL ? 0 : SS_DISABLE;
	ck_assert_int_eq(sigaltstack(&st, NULL), 0);
}

/* Each word of a frame has a number of its own. */
START_TEST(p3_our_frame_is_laid_out_as_libcs)
{
	unsigned char *frame = &area[256];	/* some of it may be below */
	LIBC_CONTEXT *uc = (LIBC_CONTEXT *)(void *)frame;
	struct portsig_os_frame *ours =
	    (struct portsig_os_frame *)(void *)frame;
	uint32_t n;

	for (n = 0; n < 1024; n++)
		memcpy(&area[n * sizeof(n)], &n, sizeof(n));
	ck_assert_uint_eq(portsig_os_frame_pc(frame), (uintptr_t)LIBC_PC(uc));
	ck_assert_uint_eq(portsig_os_frame_sp(frame), (uintptr_t)LIBC_SP(uc));
	ck_assert_uint_eq(portsig_os_frame_fp(frame), (uintptr_t)LIBC_FP(uc));
	ck_assert_uint_eq(portsig_os_frame_ra(frame), (uintptr_t)LIBC_RA(uc));
	ck_assert_ptr_eq((char *)&ours->stack_sp,
	    (char *)&LIBC_STACK(uc).ss_sp);
	ck_assert_ptr_eq((char *)&ours->stack_flags,
	    (char *)&LIBC_STACK(uc).ss_flags);
	ck_assert_ptr_eq((char *)&ours->stack_size,
	    (char *)&LIBC_STACK(uc).ss_size);
	ck_assert_ptr_eq((char *)ours->sigmask, (char *)&LIBC_SIGMASK(uc));
	ck_assert_uint_eq(sizeof(ours->sigmask), SIGRTMAX > 64 ? 16 : 8);
}
END_TEST

static struct told libcs;

static void
ask_both(int signo, siginfo_t *info, void *frame)
{
	const LIBC_CONTEXT *uc = frame;
	const uintptr_t arg[] = LIBC_ARGS(uc);

	ask(signo, info, frame);
	libcs.pc = (uintptr_t)LIBC_PC(uc);
	libcs.sp = (uintptr_t)LIBC_SP(uc);
	libcs.fp = (uintptr_t)LIBC_FP(uc);
	libcs.ra = (uintptr_t)LIBC_RA(uc);
	memcpy(libcs.arg, arg, sizeof(arg));
}

START_TEST(p3_pc_sp_and_fp_are_those_that_libc_names)
{
	on_signal(SIGUSR1, ask_both, 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(told.signo, SIGUSR1);
	ck_assert_uint_ne(told.pc, 0);
	ck_assert_uint_eq(told.pc, libcs.pc);
	ck_assert_uint_eq(told.sp, libcs.sp);
	ck_assert_uint_eq(told.fp, libcs.fp);
	/* the raise is a callee's frame, below this one's locals */
	ck_assert_uint_lt(told.sp, (uintptr_t)&_i);
	ck_assert_uint_gt(told.sp, (uintptr_t)&_i - 65536);
}
END_TEST

START_TEST(p4_ra_and_arguments_are_those_that_libc_names)
{
	on_signal(SIGUSR1, ask_both, 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_eq(told.ra, libcs.ra);
	ck_assert_mem_eq(told.arg, libcs.arg, sizeof(told.arg));
	ck_assert_uint_eq(told.arg[ARGS - 1], 0);
}
END_TEST

static uintptr_t new_sp;
static int ra_err = UNSET, arg_err[ARGS];

static void
go_to_trap(int signo, siginfo_t *info, void *frame)
{
	unsigned n;

	(void)signo;
	(void)info;
	new_sp = (portsig_frame_sp(frame) - 1024) & ~(uintptr_t)15;
	portsig_frame_set_pc(frame, (uintptr_t)libc_frame_trap);
	portsig_frame_set_sp(frame, new_sp);
	portsig_frame_set_fp(frame, 0x1238);
	ra_err = portsig_frame_set_ra(frame, 0x4568);
	for (n = 0; n < ARGS; n++)
		arg_err[n] = portsig_frame_set_arg(frame, n, 1000 + n);
}

START_TEST(p5_what_is_set_is_what_the_thread_goes_on_with)
{
	unsigned n;

	on_signal(SIGUSR1, go_to_trap, 0);
	on_signal(LIBC_TRAP_SIGNO, ask_and_leave, 0);
	if (sigsetjmp(out, 1) == 0)
		ck_assert_msg(raise(SIGUSR1) == UNSET, "raise returned");
	ck_assert_int_eq(told.signo, LIBC_TRAP_SIGNO);
	ck_assert_uint_eq(told.pc, ((uintptr_t)libc_frame_trap &
	    ~(uintptr_t)LIBC_CODE_BITS) + LIBC_TRAP_PAST);
	ck_assert_uint_eq(told.sp, new_sp);
	ck_assert_uint_eq(told.fp, 0x1238);
	ck_assert_uint_eq(told.ra, ra_err == 0 ? 0x4568 : 0);
	ck_assert(ra_err == 0 || ra_err == ENOTSUP);
	for (n = 0; n < ARGS; n++) {
		ck_assert_uint_eq(told.arg[n],
		    arg_err[n] == 0 ? 1000 + n : 0);
		ck_assert(arg_err[n] == 0 || arg_err[n] == ENOTSUP);
	}
	ck_assert_int_eq(arg_err[ARGS - 1], ENOTSUP);
}
END_TEST

START_TEST(p5_new_pc_clears_what_would_refuse_it_and_no_other_flag)
{
	LIBC_CONTEXT *uc = (LIBC_CONTEXT *)(void *)area;
	uintptr_t pc = 4711 + (unsigned)_i;

	LIBC_FLAGS(uc) = 0x7fffffff;
	portsig_frame_set_pc(area, pc);
	ck_assert_uint_eq((uintptr_t)LIBC_PC(uc),
	    pc & ~(uintptr_t)LIBC_CODE_BITS);
	ck_assert_uint_eq((uintptr_t)LIBC_ENTRY(uc),
	    pc & ~(uintptr_t)LIBC_CODE_BITS);
	ck_assert_uint_eq((uintptr_t)LIBC_FLAGS(uc),
	    0x7fffffff & ~(uintptr_t)LIBC_CLEARED(pc));
}
END_TEST

/*
 * What libc's names read before and after argument N was set: not inlined, so
 * that the compiler sees both kinds of access and nothing of where UC is.
 */
static __attribute__((noinline)) bool
libc_sees(LIBC_CONTEXT *uc, unsigned n, uintptr_t value)
{
	const uintptr_t was[ARGS] = LIBC_ARGS(uc);
	int err = portsig_frame_set_arg(uc, n, value);
	const uintptr_t now[ARGS] = LIBC_ARGS(uc);

	return err == 0 ? was[n] != value && now[n] == value :
	    err == ENOTSUP && now[n] == 0;
}

START_TEST(p5_libcs_names_read_at_once_what_was_set)
{
	unsigned n;

	for (n = 0; n < ARGS; n++)
		ck_assert_msg(libc_sees((LIBC_CONTEXT *)(void *)area, n,
		    1000 + n), "argument %u", n);
}
END_TEST

static volatile uintptr_t landed;

static void
land(uintptr_t arg)
{
	landed = arg;
	siglongjmp(out, 1);
}

/* As if the faulting instruction had called land(4711). */
static void
enter_land(int signo, siginfo_t *info, void *frame)
{
	uintptr_t sp = (portsig_frame_sp(frame) - 1024) & ~(uintptr_t)15;

	ask(signo, info, frame);
	(void)portsig_frame_set_arg(frame, 0, 4711);
	if (portsig_frame_set_ra(frame, 0) == ENOTSUP) {
		sp -= sizeof(uintptr_t);
		((uintptr_t *)sp)[0] = 0;
		((uintptr_t *)sp)[1] = 4711;
	}
	portsig_frame_set_sp(frame, sp);
	portsig_frame_set_pc(frame, (uintptr_t)land);
}

START_TEST(p5_a_fault_can_be_made_a_call)
{
	volatile unsigned char *p = map(portsig_os_page_size(), PROT_NONE);

	on_faults(enter_land);
	if (sigsetjmp(out, 1) == 0) {
		do_read(p);
		ck_abort_msg("it went on after the fault");
	}
	ck_assert_uint_eq(landed, 4711);
	ck_assert_uint_eq(told.address, (uintptr_t)p);
}
END_TEST

static int stack_err = UNSET;
static uintptr_t stack_base;
static size_t stack_size;

static void
ask_stack(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	stack_err = portsig_os_frame_altstack(frame, &stack_base, &stack_size);
}

/* _i is SA_ONSTACK or not: the setting is told wherever the handler runs. */
START_TEST(p9_frame_tells_the_signal_stack_in_force)
{
	set_stack(area, sizeof(area));
	on_signal(SIGUSR1, ask_stack, _i ? SA_ONSTACK : 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(stack_err, 0);
	ck_assert_uint_eq(stack_base, (uintptr_t)area);
	ck_assert_uint_eq(stack_size, sizeof(area));
	set_stack(area + 16384, 65536);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_uint_eq(stack_base, (uintptr_t)area + 16384);
	ck_assert_uint_eq(stack_size, 65536);
}
END_TEST

START_TEST(p9_frame_without_a_signal_stack_is_enoent)
{
	stack_base = 1;
	on_signal(SIGUSR1, ask_stack, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(stack_err, ENOENT);
	ck_assert_uint_eq(stack_base, 1);
	set_stack(area, sizeof(area));
	set_stack(NULL, 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(stack_err, ENOENT);
	ck_assert_uint_eq(stack_base, 1);
}
END_TEST

/* LNX-14: gVisor says SS_ONSTACK there, and exec leaves a size of 0. */
START_TEST(p9_flags_but_for_disable_and_a_size_of_0_are_seen_through)
{
	LIBC_CONTEXT *uc = (LIBC_CONTEXT *)(void *)area;

	LIBC_STACK(uc).ss_sp = &area[4096];
	LIBC_STACK(uc).ss_size = 65536;
	LIBC_STACK(uc).ss_flags = SS_ONSTACK;
	ck_assert_int_eq(portsig_os_frame_altstack(uc, &stack_base,
	    &stack_size), 0);
	ck_assert_uint_eq(stack_base, (uintptr_t)&area[4096]);
	ck_assert_uint_eq(stack_size, 65536);
	LIBC_STACK(uc).ss_flags = SS_DISABLE;
	ck_assert_int_eq(portsig_os_frame_altstack(uc, &stack_base,
	    &stack_size), ENOENT);
	LIBC_STACK(uc).ss_flags = 0;
	LIBC_STACK(uc).ss_size = 0;
	ck_assert_int_eq(portsig_os_frame_altstack(uc, &stack_base,
	    &stack_size), ENOENT);
}
END_TEST

static sigset_t frame_mask;
static bool rest_is_same;

/* The kernel's set is short and what follows may be the siginfo. */
static void
change_mask(int signo, siginfo_t *info, void *frame)
{
	struct portsig_os_frame *f = frame;
	unsigned char *after, was[112];
	siginfo_t before = *info;

	(void)signo;
	after = (unsigned char *)f->sigmask + sizeof(f->sigmask);
	memcpy(was, after, sizeof(was));
	portsig_os_frame_mask_add(frame, SIGUSR2);
	portsig_os_frame_mask_add(frame, SIGRTMAX);
	portsig_os_frame_mask_add(frame, SIGHUP);
	portsig_os_frame_mask_del(frame, SIGHUP);
	portsig_os_frame_mask_del(frame, SIGTERM);
	portsig_os_frame_mask_get(frame, &frame_mask);
	rest_is_same = memcmp(was, after, sizeof(was)) == 0 &&
	    memcmp(&before, info, sizeof(before)) == 0;
}

START_TEST(p9_mask_changes_take_effect_on_return_and_nothing_else_does)
{
	sigset_t now;
	int signo;

	sigemptyset(&now);
	sigaddset(&now, SIGTERM);
	sigaddset(&now, SIGURG);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &now, NULL), 0);
	on_signal(SIGUSR1, change_mask, 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert(rest_is_same);
	ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, NULL, &now), 0);
	for (signo = 1; signo <= SIGRTMAX; signo++)
		ck_assert_msg(sigismember(&now, signo) == (signo == SIGUSR2 ||
		    signo == SIGURG || signo == SIGRTMAX), "%d", signo);
	ck_assert_int_eq(sigismember(&frame_mask, SIGUSR2), 1);
	ck_assert_int_eq(sigismember(&frame_mask, SIGRTMAX), 1);
	ck_assert_int_eq(sigismember(&frame_mask, SIGURG), 1);
	ck_assert_int_eq(sigismember(&frame_mask, SIGTERM), 0);
	ck_assert_int_eq(sigismember(&frame_mask, SIGHUP), 0);
}
END_TEST

/* libc's sigaddset refuses the signals it keeps, and says so in errno. */
START_TEST(p9_mask_with_libcs_own_signals_leaves_errno)
{
	struct portsig_os_frame *f = (struct portsig_os_frame *)(void *)area;
	int signo;

	for (signo = 1; signo <= SIGRTMAX; signo++)
		portsig_os_frame_mask_add(f, signo);
	errno = 4711;
	portsig_os_frame_mask_get(f, &frame_mask);
	ck_assert_int_eq(errno, 4711);
	for (signo = 1; signo <= SIGRTMAX; signo++)
		ck_assert(portsig_os_signal_is_reserved(signo) ||
		    sigismember(&frame_mask, signo) == 1);
}
END_TEST

static TCase *
add_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, harness_reset, NULL);
	suite_add_tcase(s, tc);
	return tc;
}

static void
add_registers(Suite *s)
{
	TCase *tc = add_case(s, "registers");

	tcase_add_test(tc, p3_our_frame_is_laid_out_as_libcs);
	tcase_add_test(tc, p3_pc_sp_and_fp_are_those_that_libc_names);
	tcase_add_test(tc, p4_ra_and_arguments_are_those_that_libc_names);
	tcase_add_test(tc, p5_what_is_set_is_what_the_thread_goes_on_with);
	tcase_add_loop_test(tc,
	    p5_new_pc_clears_what_would_refuse_it_and_no_other_flag, 0, 2);
	tcase_add_test(tc, p5_libcs_names_read_at_once_what_was_set);
	tcase_add_test(tc, p5_a_fault_can_be_made_a_call);
	tc = add_case(s, "stack");
	tcase_add_test(tc,
	    p9_flags_but_for_disable_and_a_size_of_0_are_seen_through);
	tcase_add_loop_test(tc, p9_frame_tells_the_signal_stack_in_force, 0,
	    2);
	harness_add_if(getenv("PORTSIG_VALGRIND") == NULL, tc,
	    p9_frame_without_a_signal_stack_is_enoent,
	    "valgrind goes on using a disabled stack");
	tc = add_case(s, "mask");
	tcase_add_test(tc,
	    p9_mask_changes_take_effect_on_return_and_nothing_else_does);
	tcase_add_test(tc, p9_mask_with_libcs_own_signals_leaves_errno);
}

int
main(void)
{
	Suite *s = suite_create("frame");

	add_registers(s);
	return harness_main(s);
}
