/* SPDX-License-Identifier: MIT */
/*
 * [P3] to [P9]: the frame, held against libc's own description of it and
 * against what real faults and real returns do.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <portsig/frame.h>
#include "harness.h"
#include "libc_frame.h"
#include "platform.h"

enum { UNSET = -1, ARGS = 9 };		/* no errno value; one too many */

/* What one signal's handler was told. */
struct told {
	int signo, code, address_err;
	uintptr_t address, pc, sp, fp, ra, arg[ARGS];
	unsigned access;
	bool is_kernel, pc_is_at;
};
static struct told told;
static sigjmp_buf out;

static unsigned char area[128 * 1024];

static void
ask(int signo, const siginfo_t *info, const void *frame)
{
	unsigned n;

	told.signo = signo;
	told.code = info->si_code;
	told.address = 0x5a5a;
	told.address_err = portsig_frame_fault_address(signo, info, frame,
	    &told.address);
	told.access = portsig_frame_fault_access(signo, info, frame);
	told.is_kernel = portsig_frame_fault_is_kernel(signo, info);
	told.pc_is_at = portsig_os_fault_pc_is_at(signo, info, frame);
	told.pc = portsig_frame_pc(frame);
	told.sp = portsig_frame_sp(frame);
	told.fp = portsig_frame_fp(frame);
	told.ra = portsig_frame_ra(frame);
	for (n = 0; n < ARGS; n++)
		told.arg[n] = portsig_frame_arg(frame, n);
}

static void
ask_and_return(int signo, siginfo_t *info, void *frame)
{
	ask(signo, info, frame);
}

static void
ask_and_leave(int signo, siginfo_t *info, void *frame)
{
	ask(signo, info, frame);
	siglongjmp(out, 1);
}

static void
on_signal(int signo, void (*fn)(int, siginfo_t *, void *), int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	memset(&told, 0, sizeof(told));
	sa.sa_sigaction = fn;
	sa.sa_flags = SA_SIGINFO | flags;
	sigemptyset(&sa.sa_mask);
	ck_assert_int_eq(sigaction(signo, &sa, NULL), 0);
}

static void
on_faults(void (*fn)(int, siginfo_t *, void *))
{
	on_signal(SIGSEGV, fn, 0);
	on_signal(SIGBUS, fn, 0);
	on_signal(SIGILL, fn, 0);
	on_signal(SIGTRAP, fn, 0);
}

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

START_TEST(p3_our_frame_is_laid_out_as_libcs)
{
	const char *f = (const char *)area;
	ucontext_t *uc = (ucontext_t *)(void *)area;
	struct portsig_os_frame *ours = (struct portsig_os_frame *)(void *)area;

	ck_assert_ptr_eq((char *)&ours->PORTSIG_OS_PC, (char *)&LIBC_PC(uc));
	ck_assert_ptr_eq((char *)&ours->PORTSIG_OS_SP, (char *)&LIBC_SP(uc));
	ck_assert_ptr_eq((char *)&ours->PORTSIG_OS_FP, (char *)&LIBC_FP(uc));
	ck_assert_ptr_eq((char *)&ours->stack_sp, (char *)&uc->uc_stack.ss_sp);
	ck_assert_ptr_eq((char *)&ours->stack_flags,
	    (char *)&uc->uc_stack.ss_flags);
	ck_assert_ptr_eq((char *)&ours->stack_size,
	    (char *)&uc->uc_stack.ss_size);
	ck_assert_ptr_eq((char *)ours->sigmask, (char *)&uc->uc_sigmask);
	ck_assert_uint_eq(sizeof(ours->sigmask), 8);
	ck_assert_ptr_eq((const char *)ours, f);
}
END_TEST

static struct told libcs;

static void
ask_both(int signo, siginfo_t *info, void *frame)
{
	const ucontext_t *uc = frame;
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
	on_signal(SIGTRAP, ask_and_leave, 0);
	if (sigsetjmp(out, 1) == 0)
		ck_assert_msg(raise(SIGUSR1) == UNSET, "raise returned");
	ck_assert_int_eq(told.signo, SIGTRAP);
	ck_assert_uint_eq(told.pc, (uintptr_t)libc_frame_trap +
	    LIBC_TRAP_PAST);
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

static int arg_is_register = UNSET;
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
	arg_is_register = portsig_frame_set_arg(frame, 0, 4711);
	if (portsig_frame_set_ra(frame, 0) == ENOTSUP) {
		sp -= sizeof(uintptr_t);
		((uintptr_t *)sp)[0] = 0;
		((uintptr_t *)sp)[1] = 4711;
	}
	portsig_frame_set_sp(frame, sp);
	portsig_frame_set_pc(frame, (uintptr_t)land);
}

static void
do_read(volatile unsigned char *p)
{
	(void)*p;
}

static void
do_write(volatile unsigned char *p)
{
	*p = 1;
}

static void
do_fetch(volatile unsigned char *p)
{
	((void (*)(void))(uintptr_t)p)();
}

static volatile unsigned char *
map(size_t size, int prot)
{
	void *p = mmap(NULL, size, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ck_assert_ptr_ne(p, MAP_FAILED);
	return p;
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

static void
fault(void (*touch)(volatile unsigned char *), volatile unsigned char *p)
{
	on_faults(ask_and_leave);
	if (sigsetjmp(out, 1) == 0) {
		touch(p);
		ck_abort_msg("no fault");
	}
}

enum { UNMAPPED = -1 };			/* no protection */

static const struct {
	int prot;
	void (*touch)(volatile unsigned char *);
	unsigned access;
} faults[] = {
	{ PROT_NONE, do_read, PORTSIG_ACCESS_READ },
	{ PROT_NONE, do_write, PORTSIG_ACCESS_WRITE },
	{ PROT_NONE, do_fetch, PORTSIG_ACCESS_EXEC },
	{ PROT_READ, do_write, PORTSIG_ACCESS_WRITE },
	{ PROT_READ | PROT_WRITE, do_fetch, PORTSIG_ACCESS_EXEC },
	{ UNMAPPED, do_read, PORTSIG_ACCESS_READ },
	{ UNMAPPED, do_write, PORTSIG_ACCESS_WRITE },
	{ UNMAPPED, do_fetch, PORTSIG_ACCESS_EXEC },
};
enum { FAULTS = sizeof(faults) / sizeof(faults[0]) };

/* 124: within the page, and where any CPU may have an instruction. */
START_TEST(p6_p7_p8_fault_tells_address_access_and_origin)
{
	size_t page = portsig_os_page_size();
	int prot = faults[_i].prot;
	volatile unsigned char *p;

	p = map(page, prot == UNMAPPED ? PROT_NONE : prot);
	if (prot == UNMAPPED)
		ck_assert_int_eq(munmap((void *)(uintptr_t)p, page), 0);
	fault(faults[_i].touch, p + 124);
	ck_assert_int_eq(told.signo, SIGSEGV);
	ck_assert_int_eq(told.address_err, 0);
	ck_assert_uint_eq(told.address, (uintptr_t)p + 124);
	ck_assert_uint_eq(told.access, faults[_i].access);
	ck_assert(told.is_kernel);
	ck_assert(told.pc_is_at);
	if (faults[_i].touch == do_fetch)
		ck_assert_uint_eq(told.pc, (uintptr_t)p + 124);
}
END_TEST

START_TEST(p6_past_the_end_of_a_file_is_a_fault_too)
{
	size_t page = portsig_os_page_size();
	FILE *f = tmpfile();
	volatile unsigned char *p;

	ck_assert_ptr_nonnull(f);
	p = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(f),
	    0);
	ck_assert_ptr_ne((void *)(uintptr_t)p, MAP_FAILED);
	fault(do_write, p + page + 8);
	ck_assert_int_eq(told.signo, SIGBUS);
	ck_assert_int_eq(told.address_err, 0);
	ck_assert_uint_eq(told.address, (uintptr_t)p + page + 8);
	ck_assert_uint_eq(told.access, PORTSIG_ACCESS_WRITE);
	ck_assert(told.is_kernel && told.pc_is_at);
	ck_assert_int_eq(fclose(f), 0);
}
END_TEST

/* After a fault whose address is known, so that a stale one would show. */
START_TEST(p6_address_that_the_kernel_does_not_know_is_enoent)
{
	fault(do_write, map(portsig_os_page_size(), PROT_NONE));
	fault(do_read, (volatile unsigned char *)LIBC_NO_ADDRESS);
	ck_assert_int_eq(told.signo, SIGSEGV);
	ck_assert_int_eq(told.address_err, ENOENT);
	ck_assert_uint_eq(told.address, 0x5a5a);
	ck_assert_uint_eq(told.access, PORTSIG_ACCESS_UNKNOWN);
	ck_assert(told.is_kernel && told.pc_is_at);
}
END_TEST

/* Made up, since few CPUs can be made to raise these. */
static const struct {
	int signo, code, address_err;
	bool pc_is_at;
} codes[] = {
	{ SIGSEGV, SEGV_MAPERR, 0, true },
	{ SIGSEGV, SEGV_ACCERR, 0, true },
	{ SIGSEGV, 8, ENOENT, false },		/* SEGV_MTEAERR */
	{ SIGSEGV, 9, 0, true },		/* SEGV_MTESERR */
	{ SIGSEGV, 10, ENOENT, true },		/* SEGV_CPERR */
	{ SIGSEGV, 128, ENOENT, true },		/* SI_KERNEL */
	{ SIGBUS, BUS_ADRALN, LIBC_ALIGN_ERR, true },
	{ SIGBUS, BUS_ADRERR, 0, true },
	{ SIGBUS, 4, 0, true },			/* BUS_MCEERR_AR */
	{ SIGBUS, 5, 0, false },		/* BUS_MCEERR_AO */
	{ SIGBUS, 128, ENOENT, true },
	{ SIGFPE, FPE_INTDIV, ENOENT, true },
	{ SIGSYS, 1, ENOENT, false },		/* SYS_SECCOMP */
	{ SIGUSR1, 128, ENOENT, false },
};
enum { CODES = sizeof(codes) / sizeof(codes[0]) };

START_TEST(p6_p8_each_code_of_the_kernels_is_told_apart)
{
	siginfo_t info;

	memset(&info, 0, sizeof(info));
	memset(&told, 0, sizeof(told));
	info.si_code = codes[_i].code;
	info.si_addr = &area[8];
	ask(codes[_i].signo, &info, area);
	ck_assert_int_eq(told.address_err, codes[_i].address_err);
	ck_assert_uint_eq(told.address, told.address_err == 0 ?
	    (uintptr_t)&area[8] : 0x5a5a);
	ck_assert_int_eq(told.pc_is_at, codes[_i].pc_is_at);
	ck_assert_int_eq(told.is_kernel, codes[_i].signo != SIGUSR1);
}
END_TEST

static int
send_by_raise(int signo)
{
	return raise(signo);
}

static int
send_by_kill(int signo)
{
	return kill(getpid(), signo);
}

static int
send_by_sigqueue(int signo)
{
	union sigval v = { .sival_ptr = area };

	return sigqueue(getpid(), signo, v);
}

static int (*const senders[])(int) = { send_by_raise, send_by_kill,
    send_by_sigqueue };

START_TEST(p6_p7_p8_sent_signal_is_no_fault)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGTRAP };
	int n;

	fault(do_write, map(portsig_os_page_size(), PROT_NONE));
	for (n = 0; n < 4; n++) {
		on_signal(signals[n], ask_and_return, 0);
		ck_assert_int_eq(senders[_i](signals[n]), 0);
		ck_assert_int_eq(told.signo, signals[n]);
		ck_assert_int_eq(told.address_err, ENOENT);
		ck_assert_uint_eq(told.address, 0x5a5a);
		ck_assert_uint_eq(told.access, PORTSIG_ACCESS_UNKNOWN);
		ck_assert(!told.is_kernel);
		ck_assert(!told.pc_is_at);
	}
}
END_TEST

START_TEST(p8_a_process_can_forge_a_fault_to_itself)
{
	siginfo_t info;

	memset(&info, 0, sizeof(info));
	info.si_signo = SIGSEGV;
	info.si_code = SEGV_MAPERR;
	info.si_addr = area;
	on_signal(SIGSEGV, ask_and_return, 0);
	ck_assert_int_eq(portsig_os_signal_resend(SIGSEGV, &info), 0);
	ck_assert(told.is_kernel);
	ck_assert_int_eq(told.address_err, 0);
	ck_assert_uint_eq(told.address, (uintptr_t)area);
}
END_TEST

static void
do_trap(volatile unsigned char *p)
{
	(void)p;
	__asm__ volatile(LIBC_TRAP);
}

static void
do_illegal(volatile unsigned char *p)
{
	(void)p;
	__asm__ volatile(LIBC_ILLEGAL);
}

START_TEST(p8_breakpoint_is_the_kernels_and_no_memory_fault)
{
	fault(do_write, map(portsig_os_page_size(), PROT_NONE));
	fault(do_trap, NULL);
	ck_assert_int_eq(told.signo, SIGTRAP);
	ck_assert(told.is_kernel);
	ck_assert_int_eq(told.pc_is_at, LIBC_TRAP_PAST == 0);
	ck_assert_int_eq(told.address_err, ENOENT);
	ck_assert_uint_eq(told.access, PORTSIG_ACCESS_UNKNOWN);
}
END_TEST

START_TEST(p8_illegal_instruction_is_the_kernels_and_pc_is_at_it)
{
	fault(do_illegal, NULL);
	ck_assert_int_eq(told.signo, SIGILL);
	ck_assert(told.is_kernel);
	ck_assert(told.pc_is_at);
	ck_assert_int_eq(told.address_err, ENOENT);
	ck_assert_uint_eq(told.access, PORTSIG_ACCESS_UNKNOWN);
}
END_TEST

static volatile unsigned char *repaired;

static void
repair(int signo, siginfo_t *info, void *frame)
{
	ask(signo, info, frame);
	if (mprotect((void *)(uintptr_t)repaired, portsig_os_page_size(),
	    PROT_READ | PROT_WRITE) != 0)
		_exit(99);
}

START_TEST(p8_returning_executes_the_faulting_instruction_again)
{
	repaired = map(portsig_os_page_size(), PROT_READ);
	on_signal(SIGSEGV, repair, 0);
	do_write(repaired + 9);
	ck_assert_uint_eq(repaired[9], 1);
	ck_assert_int_eq(((volatile struct told *)&told)->signo, SIGSEGV);
	ck_assert(told.pc_is_at);
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

static sigset_t frame_mask;
static bool rest_is_same;

/* The kernel's set is 8 bytes and what follows may be the siginfo. */
static void
change_mask(int signo, siginfo_t *info, void *frame)
{
	unsigned char *after, was[120];
	siginfo_t before = *info;

	(void)signo;
	after = (unsigned char *)((struct portsig_os_frame *)frame)->sigmask +
	    8;
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

	for (signo = 1; signo <= 64; signo++)
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
	tcase_add_test(tc, p5_a_fault_can_be_made_a_call);
	tc = add_case(s, "stack");
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

static void
add_faults(Suite *s)
{
	TCase *tc = add_case(s, "fault");

	tcase_add_loop_test(tc, p6_p7_p8_fault_tells_address_access_and_origin,
	    0, FAULTS);
	tcase_add_test(tc, p6_past_the_end_of_a_file_is_a_fault_too);
	harness_add_if(LIBC_NO_ADDRESS != 0, tc,
	    p6_address_that_the_kernel_does_not_know_is_enoent,
	    "this kernel tells every address");
	tcase_add_loop_test(tc, p6_p8_each_code_of_the_kernels_is_told_apart,
	    0, CODES);
	tcase_add_loop_test(tc, p6_p7_p8_sent_signal_is_no_fault, 0, 3);
	tcase_add_test(tc, p8_a_process_can_forge_a_fault_to_itself);
	tcase_add_test(tc, p8_breakpoint_is_the_kernels_and_no_memory_fault);
	tcase_add_test(tc,
	    p8_illegal_instruction_is_the_kernels_and_pc_is_at_it);
	tcase_add_test(tc,
	    p8_returning_executes_the_faulting_instruction_again);
}

int
main(void)
{
	Suite *s = suite_create("frame");

	add_registers(s);
	add_faults(s);
	return harness_main(s);
}
