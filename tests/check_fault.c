/* SPDX-License-Identifier: MIT */
/*
 * [P6] to [P8]: what real faults say of themselves, and what signals say that
 * somebody sent.
 */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "frame_fixture.h"

static unsigned char area[8192] __attribute__((aligned(16)));
enum { ASKED = 4104 };			/* of it, and in another page than 16 */

/* The part of an address that is told. */
static uintptr_t
told_of(volatile unsigned char *p)
{
	return (uintptr_t)p & ~(uintptr_t)LIBC_ADDRESS_BITS;
}

static void
ask_and_return(int signo, siginfo_t *info, void *frame)
{
	ask(signo, info, frame);
}

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
	{ UNMAPPED, do_read, PORTSIG_ACCESS_READ },
	{ UNMAPPED, do_write, PORTSIG_ACCESS_WRITE },
	{ UNMAPPED, do_fetch, PORTSIG_ACCESS_EXEC },
	{ PROT_READ | PROT_WRITE, do_fetch, PORTSIG_ACCESS_EXEC },
};
/* The last one is none where all that can be read can be executed. */
enum { FAULTS = sizeof(faults) / sizeof(faults[0]) - !LIBC_NX };

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
	ck_assert_uint_eq(told.address, told_of(p + 124));
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
	ck_assert_uint_eq(told.address, told_of(p + page + 8));
	ck_assert_uint_eq(told.access, LIBC_BUS_ACCESS);
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
	{ SIGBUS, BUS_ADRALN, LIBC_ALIGN_ERR, LIBC_ALIGN_AT },
	{ SIGBUS, BUS_ADRERR, 0, true },
	{ SIGBUS, 4, 0, true },			/* BUS_MCEERR_AR */
	{ SIGBUS, 5, 0, false },		/* BUS_MCEERR_AO */
	{ SIGBUS, 128, ENOENT, LIBC_BUS_AT },
	{ SIGFPE, FPE_INTDIV, ENOENT, !LIBC_ILLEGAL_PAST },
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
	/* an empty frame: no page fault of which it could be told */
	ck_assert_uint_eq(told.access, told.address_err == 0 && told.pc_is_at ?
	    LIBC_EMPTY_ACCESS : PORTSIG_ACCESS_UNKNOWN);
	ck_assert_int_eq(told.is_kernel, codes[_i].signo != SIGUSR1);
}
END_TEST

static const struct {
	uint64_t cause;
	bool at_pc;
	unsigned access;
} causes[] = { LIBC_CAUSES };
enum { CAUSES = sizeof(causes) / sizeof(causes[0]) };

START_TEST(p7_each_cause_of_a_page_fault_is_told_apart)
{
	static LIBC_CONTEXT uc;
	siginfo_t info;

	memset(&info, 0, sizeof(info));
	info.si_code = SEGV_ACCERR;
	info.si_addr = &area[ASKED];
	LIBC_SET_CAUSE(&uc, causes[_i].cause);
	portsig_frame_set_pc(&uc,
	    (uintptr_t)&area[causes[_i].at_pc ? ASKED : 16]);
	ask(SIGSEGV, &info, &uc);
	ck_assert_uint_eq(told.address, (uintptr_t)&area[ASKED]);
	ck_assert_uint_eq(told.access, causes[_i].access);
}
END_TEST

static void
do_store(volatile unsigned char *p)
{
	(void)p;
	libc_frame_store();
}

START_TEST(p7_code_that_writes_onto_itself_writes)
{
	fault(do_store, NULL);
	ck_assert_int_eq(told.signo, SIGSEGV);
	ck_assert_uint_eq(told.address, told.pc);
	ck_assert_uint_eq(told.access, PORTSIG_ACCESS_WRITE);
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
	ck_assert_int_eq(told.signo, LIBC_TRAP_SIGNO);
	ck_assert(told.is_kernel);
	ck_assert_int_eq(told.pc_is_at, LIBC_TRAP_PAST == 0);
	ck_assert_int_eq(told.address_err, ENOENT);
	ck_assert_uint_eq(told.access, PORTSIG_ACCESS_UNKNOWN);
}
END_TEST

START_TEST(p8_illegal_instruction_is_the_kernels)
{
	fault(do_illegal, NULL);
	ck_assert_int_eq(told.signo, SIGILL);
	ck_assert(told.is_kernel);
	ck_assert_int_eq(told.pc_is_at, !LIBC_ILLEGAL_PAST);
	ck_assert_int_eq(told.address_err, ENOENT);
	ck_assert_uint_eq(told.access, PORTSIG_ACCESS_UNKNOWN);
}
END_TEST

static void
do_divide(volatile unsigned char *p)
{
	(void)p;
	libc_frame_divide();
}

START_TEST(p8_division_by_zero_is_the_kernels)
{
	on_signal(SIGFPE, ask_and_leave, 0);
	fault(do_divide, NULL);
	ck_assert_int_eq(told.signo, SIGFPE);
	ck_assert_int_eq(told.code, FPE_INTDIV);
	ck_assert(told.is_kernel);
	ck_assert_int_eq(told.pc_is_at, !LIBC_ILLEGAL_PAST);
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

static TCase *
add_case(Suite *s, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, harness_reset, NULL);
	suite_add_tcase(s, tc);
	return tc;
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
	tcase_add_loop_test(tc, p7_each_cause_of_a_page_fault_is_told_apart, 0,
	    CAUSES);
	harness_add_if(LIBC_STORE_ONTO_ITSELF, tc,
	    p7_code_that_writes_onto_itself_writes,
	    "this CPU does not tell it from a jump");
	tcase_add_loop_test(tc, p6_p7_p8_sent_signal_is_no_fault, 0, 3);
	tcase_add_test(tc, p8_a_process_can_forge_a_fault_to_itself);
	tcase_add_test(tc, p8_breakpoint_is_the_kernels_and_no_memory_fault);
	tcase_add_test(tc, p8_illegal_instruction_is_the_kernels);
	harness_add_if(LIBC_DIVIDE_TRAPS, tc,
	    p8_division_by_zero_is_the_kernels,
	    "this CPU does not mind");
	tcase_add_test(tc,
	    p8_returning_executes_the_faulting_instruction_again);
}

int
main(void)
{
	Suite *s = suite_create("fault");

	add_faults(s);
	return harness_main(s);
}
