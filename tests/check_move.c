/* SPDX-License-Identifier: MIT */
/*
 * [P22], [P33], [P34]: the interrupted state moved to another stack, what is
 * called there, and the return through the copy.  check_unmoved has what
 * there is instead where that cannot be.
 */
#include "config.h"

/* its longjmp ends whoever jumps to another stack */
#undef _FORTIFY_SOURCE

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

#include "frame_fixture.h"
#include "machine_fixture.h"
#include "platform_fixture.h"

enum { KIB = 1024, GARBAGE_BYTE = 0xa5 };

static size_t area_size;	/* of the signal stack, and of another */
static unsigned char *area, *other;

/* What a hop did, by those that it went through. */
static struct portsig_os_moved first, second;
static struct {
	volatile sig_atomic_t move_err, signo, in_handler_errno;
	uintptr_t handler_at, fn_at, nested_at, frame;
	void *info, *copy;
	sigset_t mask;
	stack_t stack;
	unsigned long control_in_handler, control_in_fn;
	size_t size;
	unsigned fn_frame;
} seen;
static volatile bool seen_fn;

static void
set_up(void)
{
	harness_reset();
	area_size = 4 * portsig_os_altstack_min_size() + 64 * KIB;
	area = (unsigned char *)(uintptr_t)map(area_size,
	    PROT_READ | PROT_WRITE);
	other = (unsigned char *)(uintptr_t)map(area_size,
	    PROT_READ | PROT_WRITE);
	memset(&seen, 0, sizeof(seen));
	seen.move_err = UNSET;
	seen_fn = false;
}

static void
use_area(void)
{
	stack_t st;

	memset(&st, 0, sizeof(st));
	st.ss_sp = (void *)area;
	st.ss_size = area_size;
	ck_assert_int_eq(sigaltstack(&st, NULL), 0);
}

static void
call_of(struct portsig_os_call *call, void (*fn)(int, siginfo_t *, void *),
    const struct portsig_os_moved *m)
{
	call->fn = (void (*)(void))fn;
	call->arg[0] = (uintptr_t)seen.signo;
	call->arg[1] = (uintptr_t)m->info;
	call->arg[2] = (uintptr_t)m->frame;
}

/* Moves to below the interrupted stack pointer, and past a trap. */
static bool
move_first(int signo, siginfo_t *info, void *frame)
{
	if (signo == MACHINE_TRAP_SIGNO)
		machine_past_trap(frame);
	seen.signo = signo;
	seen.handler_at = (uintptr_t)&signo;
	seen.control_in_handler = machine_fp_control();
	errno = 4711;
	seen.size = portsig_os_frame_move_size(frame);
	seen.move_err = portsig_os_frame_move(frame, info,
	    portsig_os_frame_sp(frame), &first);
	seen.in_handler_errno = errno;
	return seen.move_err == 0;
}

static void (*land_on)(int, siginfo_t *, void *);

static void
hop(int signo, siginfo_t *info, void *frame)
{
	struct portsig_os_call call;

	if (!move_first(signo, info, frame))
		return;
	call_of(&call, land_on, &first);
	portsig_os_frame_land(frame, &first, &call);
}

static void
hop_on(int signo, void (*fn)(int, siginfo_t *, void *))
{
	land_on = fn;
	on_signal(signo, hop, SA_ONSTACK);
}

/* Registers */

static struct machine_state want, got, others, scratch;

static __attribute__((noinline)) void
look(int signo, siginfo_t *info, void *frame)
{
	volatile char local = 0;

	seen_fn = signo == seen.signo;
	seen.info = info;
	seen.copy = frame;
	seen.fn_at = (uintptr_t)&local;
	seen.fn_frame = (uintptr_t)__builtin_frame_address(0) %
	    MACHINE_STACK_ALIGN;
	seen.control_in_fn = machine_fp_control();
	(void)pthread_sigmask(SIG_BLOCK, NULL, &seen.mask);
	(void)sigaltstack(NULL, &seen.stack);
}

/* Leaves no register as it was, and nothing on the signal stack. */
static void
trash(int signo, siginfo_t *info, void *frame)
{
	look(signo, info, frame);
	machine_load(&others, &scratch);
	memset(area, GARBAGE_BYTE, area_size);
}

static void
hop_back_at_once(int signo, siginfo_t *info, void *frame)
{
	if (move_first(signo, info, frame))
		portsig_os_frame_resume(&first);
}

/* The copy is moved as well, and then no more than garbage. */
static void
move_again(int signo, siginfo_t *info, void *frame)
{
	trash(signo, info, frame);
	seen.move_err = portsig_os_frame_move(frame, info,
	    (uintptr_t)(other + area_size), &second);
	if (seen.move_err != 0)
		return;
	/* alignment and the red zone take less than the rest of its size */
	memset((void *)first.sp, GARBAGE_BYTE, seen.size - 256);
	portsig_os_frame_resume(&second);
}

/* The copy is landed beside as well: fn returns into another one. */
static void
land_again(int signo, siginfo_t *info, void *frame)
{
	struct portsig_os_call call;

	look(signo, info, frame);
	seen.move_err = portsig_os_frame_move(frame, info,
	    (uintptr_t)(other + area_size), &second);
	if (seen.move_err != 0)
		return;
	call_of(&call, trash, &second);
	portsig_os_frame_land(frame, &second, &call);
	seen_fn = false;
}

enum { WAYS = 4, MODES = 4 };

START_TEST(p22_every_register_is_right_again)
{
	static void (*const fn[WAYS])(int, siginfo_t *, void *) = { trash,
	    move_again, land_again, NULL };
	void (*f)(int, siginfo_t *, void *) = fn[_i / MODES];
	unsigned mode = (unsigned)_i % MODES, round;

	if (mode >= machine_modes())
		return;
	machine_seed = harness_random_seed();
	use_area();
	hop_on(MACHINE_TRAP_SIGNO, f);
	if (f == NULL)
		on_signal(MACHINE_TRAP_SIGNO, hop_back_at_once, SA_ONSTACK);
	for (round = 0; round < harness_rounds(200, 20000); round++) {
		machine_fill(&want, mode);
		machine_fill(&others, mode);
		machine_clear(&got, &want);
		machine_clear(&scratch, &want);
		seen.move_err = UNSET;
		seen_fn = f == NULL;
		machine_hold(&want, &got);
		ck_assert_int_eq(seen.move_err, 0);
		ck_assert(seen_fn);
		ck_assert_msg(machine_differ(&want, &got) == NULL,
		    "mode %u, round %u: %s", mode, round,
		    machine_differ(&want, &got));
	}
}
END_TEST

START_TEST(p22_what_differs_would_be_seen)
{
	unsigned mode;

	for (mode = 0; mode < machine_modes(); mode++) {
		machine_fill(&want, mode);
		machine_fill(&others, mode);
		ck_assert_ptr_ne(machine_differ(&want, &others), NULL);
		machine_clear(&got, &want);
		machine_load(&want, &got);
		ck_assert_msg(machine_differ(&want, &got) == NULL, "%u: %s",
		    mode, machine_differ(&want, &got));
	}
}
END_TEST

/* The signal mask, errno, the signal stack */

static void
block(int signo)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signo);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
}

static void
hop_with_mask(int signo, siginfo_t *info, void *frame)
{
	hop(signo, info, frame);
	portsig_os_frame_mask_add(frame, SIGUSR1);
	portsig_os_frame_mask_add(frame, SIGRTMAX);
	portsig_os_frame_mask_del(frame, SIGUSR2);
}

START_TEST(p33_fn_has_the_mask_put_in_the_frame_and_the_copy_its_own)
{
	int signo, after;
	sigset_t set;

	use_area();
	hop_on(SIGTERM, look);
	on_signal(SIGTERM, hop_with_mask, SA_ONSTACK);
	block(SIGUSR2);
	block(SIGHUP);
	ck_assert_int_eq(raise(SIGTERM), 0);
	ck_assert(seen_fn);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, NULL, &set), 0);
	for (signo = 1; signo <= SIGRTMAX; signo++) {
		if (portsig_os_signal_is_reserved(signo))
			continue;
		after = signo == SIGUSR2 || signo == SIGHUP;
		ck_assert_int_eq(sigismember(&set, signo), after);
		ck_assert_int_eq(sigismember(&seen.mask, signo),
		    signo == SIGHUP || signo == SIGUSR1 || signo == SIGRTMAX);
	}
}
END_TEST

START_TEST(p22_moving_leaves_errno_and_the_copy_reads_as_the_original)
{
	use_area();
	hop_on(SIGUSR1, look);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(seen.move_err, 0);
	ck_assert_int_eq(seen.in_handler_errno, 4711);
	ck_assert(seen_fn);
	ck_assert_ptr_eq(seen.info, first.info);
	ck_assert_ptr_eq(seen.copy, first.frame);
	ck_assert_int_eq(first.info->si_signo, SIGUSR1);
	ck_assert_int_eq(first.info->si_pid, getpid());
}
END_TEST

static void
note_where(int signo)
{
	seen.nested_at = (uintptr_t)&signo;
}

static void
install_note(void)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = note_where;
	sa.sa_flags = SA_ONSTACK;
	ck_assert_int_eq(sigaction(SIGUSR2, &sa, NULL), 0);
}

static uintptr_t
where_handlers_run(void)
{
	seen.nested_at = 0;
	ck_assert_int_eq(raise(SIGUSR2), 0);
	ck_assert_uint_ge(seen.nested_at, (uintptr_t)area);
	ck_assert_uint_lt(seen.nested_at, (uintptr_t)area + area_size);
	return seen.nested_at;
}

static void
take_another(int signo, siginfo_t *info, void *frame)
{
	look(signo, info, frame);
	(void)raise(SIGUSR2);
}

START_TEST(p33_the_whole_signal_stack_is_free_while_fn_runs)
{
	uintptr_t top;
	stack_t st;

	use_area();
	install_note();
	top = where_handlers_run();
	hop_on(SIGUSR1, take_another);
	seen.nested_at = 0;
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert(seen_fn);
	ck_assert_uint_eq(seen.nested_at, top);
	ck_assert_int_eq(seen.stack.ss_flags & (SS_ONSTACK | SS_DISABLE), 0);
	ck_assert_ptr_eq(seen.stack.ss_sp, (void *)area);
	ck_assert_uint_lt(seen.fn_at, first.sp);
	ck_assert_uint_gt(seen.fn_at, first.sp - 4096);
	ck_assert_int_eq(sigaltstack(NULL, &st), 0);
	ck_assert_ptr_eq(st.ss_sp, (void *)area);
	ck_assert_uint_eq(st.ss_size, area_size);
	ck_assert_int_eq(st.ss_flags, 0);
}
END_TEST

static void
jump_out(int signo, siginfo_t *info, void *frame)
{
	look(signo, info, frame);
	siglongjmp(out, 1);
}

START_TEST(p33_jumps_out_of_fn_leave_the_signal_stack_whole)
{
	unsigned n, rounds = harness_rounds(1000, 100000);
	uintptr_t top, fn_at = 0;
	volatile unsigned jumps = 0;

	use_area();
	install_note();
	top = where_handlers_run();
	hop_on(SIGUSR1, jump_out);
	for (n = 0; n < rounds; n++) {
		if (sigsetjmp(out, 1) == 0)
			ck_assert_msg(raise(SIGUSR1) == UNSET, "came back");
		jumps++;
		ck_assert(n == 0 || seen.fn_at == fn_at);
		fn_at = seen.fn_at;
	}
	ck_assert_uint_eq(jumps, rounds);
	ck_assert_uint_eq(where_handlers_run(), top);
}
END_TEST

/* fn begins as a handler does */

START_TEST(p33_fn_finds_the_fpu_and_the_alignment_as_handlers_do)
{
	unsigned called;

	use_area();
	hop_on(MACHINE_TRAP_SIGNO, look);
	machine_fill(&want, 0);
	machine_clear(&got, &want);
	machine_hold(&want, &got);
	ck_assert(seen_fn);
	ck_assert_uint_eq(seen.control_in_fn, seen.control_in_handler);
	called = seen.fn_frame;
	on_signal(MACHINE_TRAP_SIGNO, look, SA_ONSTACK);
	ck_assert_int_eq(raise(MACHINE_TRAP_SIGNO), 0);
	ck_assert_uint_eq(seen.fn_frame, called);
}
END_TEST

/* Faults */

static volatile unsigned char *volatile page;
static volatile uintptr_t faulted;

static void
repair(int signo, siginfo_t *info, void *frame)
{
	look(signo, info, frame);
	faulted = (uintptr_t)info->si_addr;
	(void)mprotect((void *)(uintptr_t)page, portsig_os_page_size(),
	    PROT_READ | PROT_WRITE);
	*page = 42;
}

START_TEST(p22_a_fault_repaired_by_fn_is_not_met_again)
{
	unsigned n;

	use_area();
	hop_on(SIGSEGV, repair);
	for (n = 0; n < harness_rounds(100, 10000); n++) {
		page = map(portsig_os_page_size(), PROT_NONE);
		faulted = 0;
		ck_assert_uint_eq(*page, 42);
		ck_assert_uint_eq(faulted, (uintptr_t)page);
		ck_assert_int_eq(munmap((void *)(uintptr_t)page,
		    portsig_os_page_size()), 0);
	}
}
END_TEST

static int feed[2];

static void
feed_it(int signo, siginfo_t *info, void *frame)
{
	look(signo, info, frame);
	seen.nested_at = (uintptr_t)write(feed[1], "x", 1);
}

START_TEST(p22_an_interrupted_system_call_goes_on)
{
	const struct itimerval soon = { { 0, 0 }, { 0, 20000 } };
	char c = 0;

	ck_assert_int_eq(pipe(feed), 0);
	use_area();
	land_on = feed_it;
	on_signal(SIGALRM, hop, SA_ONSTACK | SA_RESTART);
	ck_assert_int_eq(setitimer(ITIMER_REAL, &soon, NULL), 0);
	ck_assert_int_eq(read(feed[0], &c, 1), 1);
	ck_assert_int_eq(c, 'x');
	ck_assert(seen_fn);
	ck_assert_uint_eq(seen.nested_at, 1);
}
END_TEST

/* Room */

enum { OFFSETS = 130 };

static struct {
	size_t size, below, above;
	int err;
} room[OFFSETS];

/* Where bytes were written below NEW_SP, at each of its alignments. */
static void
measure(int signo, siginfo_t *info, void *frame)
{
	struct portsig_os_moved m;
	size_t n, at, top = area_size - OFFSETS;

	(void)signo;
	for (n = 0; n < OFFSETS; n++) {
		memset(other, GARBAGE_BYTE, area_size);
		room[n].size = portsig_os_frame_move_size(frame);
		room[n].err = portsig_os_frame_move(frame, info,
		    (uintptr_t)other + top + n, &m);
		at = 0;
		while (at < area_size && other[at] == GARBAGE_BYTE)
			at++;
		room[n].below = top + n - at;
		room[n].above = 0;
		for (at = top + n; at < area_size; at++)
			room[n].above += other[at] != GARBAGE_BYTE;
		if (m.sp != (uintptr_t)other + top + n - room[n].below)
			room[n].above += m.sp > (uintptr_t)other + top + n -
			    room[n].below ? 1000 : 0;
	}
}

START_TEST(p22_the_copy_takes_no_more_than_its_size)
{
	unsigned n;

	use_area();
	memset(room, 0xff, sizeof(room));
	on_signal(SIGUSR1, measure, SA_ONSTACK);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	for (n = 0; n < OFFSETS; n++) {
		ck_assert_int_eq(room[n].err, 0);
		ck_assert_uint_gt(room[n].size, sizeof(siginfo_t));
		ck_assert_uint_le(room[n].below, room[n].size);
		ck_assert_uint_gt(room[n].below, room[n].size - 256);
		ck_assert_uint_eq(room[n].above, 0);
	}
	ck_assert_uint_le(room[0].size, portsig_os_altstack_min_size() + 512);
}
END_TEST

static void *
raise_here(void *arg)
{
	use_area();
	hop_on(SIGUSR1, look);
	if (raise(SIGUSR1) != 0)
		return NULL;
	seen.frame = (uintptr_t)&arg;
	return arg;
}

START_TEST(p22_below_a_small_threads_stack)
{
	size_t size = PTHREAD_STACK_MIN + 8192 +
	    2 * portsig_os_altstack_min_size();
	pthread_attr_t attr;
	pthread_t t;
	void *result = NULL;

	size = (size + 4095) & ~(size_t)4095;
	ck_assert_int_eq(pthread_attr_init(&attr), 0);
	ck_assert_int_eq(pthread_attr_setstacksize(&attr, size), 0);
	ck_assert_int_eq(pthread_create(&t, &attr, raise_here, area), 0);
	ck_assert_int_eq(pthread_join(t, &result), 0);
	ck_assert_ptr_eq(result, area);
	ck_assert(seen_fn);
	ck_assert_uint_lt(seen.fn_at, seen.frame);
	ck_assert_uint_gt(seen.fn_at, seen.frame - size);
}
END_TEST

/* Where frames move: everything here needs it. */
static bool
can_move(void)
{
	return expect_here()->frame_moves && PORTSIG_MACHINE;
}

int
main(void)
{
	Suite *s = suite_create("move");
	TCase *tc = tcase_create("move");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, set_up, NULL);
	if (!can_move()) {
		harness_skip("all of it", "no frame is moved here");
		return harness_main(s);
	}
	printf("%u kinds of registers\n", machine_modes());
	tcase_add_loop_test(tc, p22_every_register_is_right_again, 0,
	    WAYS * MODES);
	tcase_add_test(tc, p22_what_differs_would_be_seen);
	tcase_add_test(tc,
	    p33_fn_has_the_mask_put_in_the_frame_and_the_copy_its_own);
	tcase_add_test(tc,
	    p22_moving_leaves_errno_and_the_copy_reads_as_the_original);
	tcase_add_test(tc, p33_the_whole_signal_stack_is_free_while_fn_runs);
	tcase_add_test(tc, p33_jumps_out_of_fn_leave_the_signal_stack_whole);
	tcase_add_test(tc,
	    p33_fn_finds_the_fpu_and_the_alignment_as_handlers_do);
	tcase_add_test(tc, p22_a_fault_repaired_by_fn_is_not_met_again);
	tcase_add_test(tc, p22_an_interrupted_system_call_goes_on);
	tcase_add_test(tc, p22_the_copy_takes_no_more_than_its_size);
	tcase_add_test(tc, p22_below_a_small_threads_stack);
	return harness_main(s);
}
