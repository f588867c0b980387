/* SPDX-License-Identifier: MIT */
/*
 * What the landing of [P33] and the call of [P34] are for an unwinder, the
 * call itself, and what there is where a frame is not moved.
 */
#include "config.h"

/* its longjmp ends whoever jumps to another stack */
#undef _FORTIFY_SOURCE

#if PORTSIG_UNWINDER
#include <unwind.h>
#endif

#include "frame_fixture.h"
#include "machine_fixture.h"
#include "platform_fixture.h"

enum { AREA = 64 * 1024, DEPTH = 64 };

static unsigned char area[AREA] __attribute__((aligned(64)));
static unsigned char signal_area[2 * AREA] __attribute__((aligned(64)));

/* Where frames move, and something can look at how. */
static bool
can_unwind(void)
{
	return expect_here()->frame_moves && PORTSIG_MACHINE &&
	    PORTSIG_UNWINDER;
}

/* Unwinding */

static struct {
	uintptr_t pc[DEPTH], interrupted;
	volatile uintptr_t back;
	volatile unsigned depth;
} trace;

/* Without the bit by which arm tells Thumb code. */
static uintptr_t
code_at(uintptr_t pc)
{
	return pc & ~(uintptr_t)1;
}

#if PORTSIG_UNWINDER
static _Unwind_Reason_Code
note(struct _Unwind_Context *context, void *arg)
{
	(void)arg;
	if (trace.depth == DEPTH)
		return _URC_END_OF_STACK;
	trace.pc[trace.depth++] = code_at(_Unwind_GetIP(context));
	return _URC_NO_REASON;
}

static __attribute__((noinline)) void
unwind(void)
{
	trace.depth = 0;
	_Unwind_Backtrace(note, NULL);
}
#else
static void
unwind(void)
{
}
#endif

static void
unwind_in_fn(int signo, siginfo_t *info, void *frame)
{
	(void)info;
	trace.interrupted = code_at(portsig_frame_pc(frame));
	unwind();
	(void)signo;
}

static void
hop(int signo, siginfo_t *info, void *frame)
{
	struct portsig_os_moved m;
	struct portsig_os_call call;

	machine_past_trap(frame);
	if (portsig_os_frame_move(frame, info, portsig_os_frame_sp(frame),
	    &m) != 0)
		return;
	call.fn = (void (*)(void))unwind_in_fn;
	call.arg[0] = (uintptr_t)signo;
	call.arg[1] = (uintptr_t)m.info;
	call.arg[2] = (uintptr_t)m.frame;
	portsig_os_frame_land(frame, &m, &call);
}

static volatile int calls;

/* The one is in the middle of its body, the other at its first instruction. */
static __attribute__((noinline)) void
interrupted(void)
{
	calls++;
	__asm__ volatile(MACHINE_TRAP_IN_C ::: "memory");
	calls++;
}

static __attribute__((noinline)) void
caller(void (*fn)(void))
{
	calls++;
	fn();
	calls++;
}

/* Where fn() in caller() comes back to. */
static __attribute__((noinline)) void
note_back(void)
{
	trace.back = code_at((uintptr_t)__builtin_extract_return_addr(
	    __builtin_return_address(0)));
}

/* Its place in the trace, or DEPTH. */
static unsigned
find(uintptr_t pc)
{
	unsigned n = 0;

	while (n < trace.depth && trace.pc[n] != pc)
		n++;
	return n < trace.depth ? n : DEPTH;
}

static void
use_signal_area(void)
{
	stack_t st;

	memset(&st, 0, sizeof(st));
	st.ss_sp = (void *)signal_area;
	st.ss_size = sizeof(signal_area);
	ck_assert_int_eq(sigaltstack(&st, NULL), 0);
}

static void
unwinds_through(void (*fn)(void))
{
	unsigned at;

	use_signal_area();
	on_signal(MACHINE_TRAP_SIGNO, hop, SA_ONSTACK);
	caller(note_back);
	caller(fn);
	ck_assert_uint_gt(trace.depth, 0);
	at = find(trace.interrupted);
	ck_assert_msg(at < DEPTH, "no interrupted pc among %u", trace.depth);
	ck_assert_uint_eq(find(trace.back), at + 1);
	ck_assert_uint_gt(trace.depth, at + 2);
}

START_TEST(p33_an_unwinder_in_fn_reaches_the_interrupted_function)
{
	unwinds_through(interrupted);
}
END_TEST

/* It has no frame of its own and its return address may be in a register. */
START_TEST(p33_an_unwinder_in_fn_reaches_what_called_a_leaf)
{
	unwinds_through(machine_leaf);
}
END_TEST

/* Calls on another stack */

static struct {
	void *arg;
	uintptr_t at;
	unsigned frame;
	int nested_err;
} seen;

static void
look(void *arg)
{
	volatile char local = 0;

	seen.arg = arg;
	seen.at = (uintptr_t)&local;
	seen.frame = (uintptr_t)__builtin_frame_address(0) %
	    MACHINE_STACK_ALIGN;
	unwind();
}

static __attribute__((noinline)) int
call(uintptr_t sp, void (*fn)(void *), void *arg)
{
	int err;

	trace.back = code_at((uintptr_t)__builtin_extract_return_addr(
	    __builtin_return_address(0)));
	err = portsig_os_stack_call(sp, fn, arg);
	calls++;
	return err;
}

START_TEST(p34_a_call_runs_on_the_other_stack_and_comes_back)
{
	unsigned n, frame;

	look(NULL);
	frame = seen.frame;
	for (n = 0; n < 32; n++) {
		memset(&seen, 0, sizeof(seen));
		errno = 4711;
		ck_assert_int_eq(call((uintptr_t)area + AREA - n, look,
		    &seen), 0);
		ck_assert_int_eq(errno, 4711);
		ck_assert_ptr_eq(seen.arg, &seen);
		ck_assert_uint_ge(seen.at, (uintptr_t)area + AREA / 2);
		ck_assert_uint_lt(seen.at, (uintptr_t)area + AREA);
		ck_assert_uint_eq(seen.frame, frame);
		ck_assert(!PORTSIG_UNWINDER ||
		    find(trace.back) < DEPTH);
	}
}
END_TEST

static void
call_again(void *arg)
{
	seen.nested_err = call((uintptr_t)signal_area + AREA, look, arg);
}

START_TEST(p34_calls_nest)
{
	ck_assert_int_eq(call((uintptr_t)area + AREA, call_again, area), 0);
	ck_assert_int_eq(seen.nested_err, 0);
	ck_assert_ptr_eq(seen.arg, area);
	ck_assert_uint_lt(seen.at, (uintptr_t)signal_area + AREA);
	ck_assert_uint_gt(seen.at, (uintptr_t)signal_area);
}
END_TEST

static void
jump(void *arg)
{
	seen.arg = arg;
	siglongjmp(out, 1);
}

START_TEST(p34_a_call_may_be_jumped_out_of)
{
	if (sigsetjmp(out, 1) == 0)
		ck_assert_int_ne(call((uintptr_t)area + AREA, jump, area), 0);
	ck_assert_ptr_eq(seen.arg, area);
}
END_TEST

/* Where there is none of this: the same sources under other names */

int unmoved_call(uintptr_t, void (*)(void *), void *);
size_t unmoved_size(const void *);
int unmoved_move(const void *, const siginfo_t *, uintptr_t,
    struct portsig_os_moved *);
void unmoved_land(void *, const struct portsig_os_moved *,
    const struct portsig_os_call *);
_Noreturn void unmoved_resume(const struct portsig_os_moved *);

#define portsig_os_stack_call unmoved_call
#define portsig_os_frame_move_size unmoved_size
#define portsig_os_frame_move unmoved_move
#define portsig_os_frame_land unmoved_land
#define portsig_os_frame_resume unmoved_resume
#include "machine/none.c"
#include "posix/no_frame_move.c"

START_TEST(p22_where_frames_do_not_move_it_is_enotsup)
{
	struct portsig_os_moved m = { area, NULL, 4711 };
	siginfo_t info;

	ck_assert_int_eq(unmoved_move(area, &info, (uintptr_t)area, &m),
	    ENOTSUP);
	ck_assert_ptr_eq(m.frame, area);
	ck_assert_uint_eq(m.sp, 4711);
	ck_assert_uint_eq(unmoved_size(area), 0);
}
END_TEST

START_TEST(p33_where_frames_do_not_move_landing_ends_the_process)
{
	unmoved_land(area, NULL, NULL);
}
END_TEST

START_TEST(p33_where_frames_do_not_move_resuming_ends_the_process)
{
	unmoved_resume(NULL);
}
END_TEST

START_TEST(p34_on_an_unknown_cpu_a_call_is_enotsup)
{
	seen.arg = NULL;
	ck_assert_int_eq(unmoved_call((uintptr_t)area + AREA, look, area),
	    ENOTSUP);
	ck_assert_ptr_eq(seen.arg, NULL);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("landing");
	TCase *tc = add_case(s, "unwind");

	harness_add_if(can_unwind(), tc,
	    p33_an_unwinder_in_fn_reaches_the_interrupted_function,
	    "no frame is moved, or no unwinder");
	harness_add_if(can_unwind(), tc,
	    p33_an_unwinder_in_fn_reaches_what_called_a_leaf,
	    "no frame is moved, or no unwinder");
	tc = add_case(s, "call");
	harness_add_if(PORTSIG_MACHINE, tc,
	    p34_a_call_runs_on_the_other_stack_and_comes_back,
	    "no code for this CPU");
	harness_add_if(PORTSIG_MACHINE, tc, p34_calls_nest,
	    "no code for this CPU");
	harness_add_if(PORTSIG_MACHINE, tc, p34_a_call_may_be_jumped_out_of,
	    "no code for this CPU");
	tc = add_case(s, "unmoved");
	tcase_add_test(tc, p22_where_frames_do_not_move_it_is_enotsup);
	tcase_add_test_raise_signal(tc,
	    p33_where_frames_do_not_move_landing_ends_the_process, SIGABRT);
	tcase_add_test_raise_signal(tc,
	    p33_where_frames_do_not_move_resuming_ends_the_process, SIGABRT);
	tcase_add_test(tc, p34_on_an_unknown_cpu_a_call_is_enotsup);
	return harness_main(s);
}
