/* SPDX-License-Identifier: MIT */
/*
 * Faults inside our own code: the process ends by the true signal, and no
 * runtime is asked to repair what it does not know.
 */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "claim_fixture.h"
#include "platform.h"

/* Shared with the child: how often its callback was asked. */
static volatile int *asked;

static enum portsig_verdict
count_asked(const struct portsig_event *ev, void *arg)
{
	(void)ev;
	(void)arg;
	if (++*asked > 100)
		_exit(99);		/* it would go on for ever */
	return PORTSIG_VERDICT_HANDLED;
}

static void
claim_faults(void)
{
	struct portsig_claim_options o = { .fn = count_asked };
	struct portsig_claim *c;

	ck_assert_int_eq(portsig_action_claim(pool, SIGSEGV, &o, &c), 0);
	ck_assert_int_eq(portsig_action_claim(pool, SIGBUS, &o, &c), 0);
	ck_assert_int_eq(portsig_action_claim(pool, SIGUSR1, &o, &c), 0);
}

static void *
page_of(int prot, int fd)
{
	void *p = mmap(NULL, portsig_os_page_size(), prot, fd < 0 ?
	    MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED, fd, 0);

	ck_assert_ptr_ne(p, MAP_FAILED);
	return p;
}

/* A page behind the end of its file: SIGBUS. */
static void *
page_of_nothing(void)
{
	FILE *f = tmpfile();

	ck_assert_ptr_nonnull(f);
	return page_of(PROT_READ | PROT_WRITE, fileno(f));
}

static void (*dispatcher(void))(int, siginfo_t *, void *)
{
	struct sigaction sa;

	ck_assert_int_eq(sigaction(SIGUSR1, NULL, &sa), 0);
	return sa.sa_sigaction;
}

static void
borrow_from_no_pool(void *bad)
{
	struct portsig_loan loan;

	(void)portsig_context_borrow(bad, NULL, &loan);
}

static void
return_no_loan(void *bad)
{
	portsig_context_return(bad);
}

static void
dispatch_no_siginfo(void *bad)
{
	static ucontext_t frame;

	frame.uc_stack.ss_flags = SS_DISABLE;
	dispatcher()(SIGUSR1, bad, &frame);
}

static void
dispatch_no_frame(void *bad)
{
	static siginfo_t info;

	dispatcher()(SIGUSR1, &info, bad);
}

/**
 * struct slip - a way to make our own code fault
 * @name:   as printed
 * @fn:     does it, given an address that nobody can read
 */
static const struct slip {
	const char *name;
	void (*fn)(void *);
} slips[] = {
	{ "borrow from no pool", borrow_from_no_pool },
	{ "return no loan", return_no_loan },
	{ "dispatch no siginfo", dispatch_no_siginfo },
	{ "dispatch no frame", dispatch_no_frame },
};

enum { SLIPS = sizeof(slips) / sizeof(slips[0]) };

START_TEST(a_fault_inside_our_path_ends_with_the_true_signal)
{
	const struct slip *slip = &slips[_i % SLIPS];
	bool bus = _i / SLIPS % 2 == 1, on_stack = _i / SLIPS / 2 == 1;
	struct rlimit none = { 0, 0 };
	void *bad = bus ? page_of_nothing() : page_of(PROT_NONE, -1);
	int status;
	pid_t pid;

	asked = mmap(NULL, sizeof(*asked), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne((void *)asked, MAP_FAILED);
	pid = fork();
	if (pid == 0) {
		setrlimit(RLIMIT_CORE, &none);
		if (on_stack && portsig_altstack_install(area, sizeof(area),
		    NULL) != 0)
			_exit(1);
		claim_faults();
		slip->fn(bad);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFSIGNALED(status), "%s: status %#x", slip->name,
	    (unsigned)status);
	ck_assert_int_eq(WTERMSIG(status), bus ? SIGBUS : SIGSEGV);
	ck_assert_int_eq(*asked, 0);
}
END_TEST

static volatile unsigned char *closed;

static enum portsig_verdict
open_it(const struct portsig_event *ev, void *arg)
{
	(void)arg;
	calls++;
	seen_flags = ev->flags;
	if (mprotect((void *)(uintptr_t)closed, portsig_os_page_size(),
	    PROT_READ) != 0)
		return PORTSIG_VERDICT_DEFAULT;
	return PORTSIG_VERDICT_HANDLED;
}

static enum portsig_verdict
read_closed(const struct portsig_event *ev, void *arg)
{
	(void)ev;
	(void)arg;
	seen_value = *closed;
	return PORTSIG_VERDICT_HANDLED;
}

START_TEST(a_fault_inside_a_callback_is_asked_about)
{
	struct portsig_claim_options fault = { .fn = open_it };
	struct portsig_claim_options usual = { .fn = read_closed };
	struct portsig_claim *c;

	closed = page_of(PROT_NONE, -1);
	ck_assert_int_eq(portsig_action_claim(pool, SIGSEGV, &fault, &c), 0);
	ck_assert_int_eq(portsig_action_claim(pool, SIGUSR1, &usual, &c), 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(seen_value, 0);
	ck_assert_uint_ne(seen_flags & PORTSIG_EVENT_FAULT, 0);
	ck_assert_uint_ne(seen_flags & PORTSIG_EVENT_NESTED, 0);
	assert_all_free(pool, 2);
}
END_TEST

static uintptr_t
pc_of(void (*fn)(void))
{
	return (uintptr_t)fn;
}

START_TEST(p32_the_librarys_marked_functions_are_ours_and_no_others)
{
	claim_faults();
	ck_assert(portsig_os_pc_is_ours((uintptr_t)dispatcher()));
	ck_assert(portsig_os_pc_is_ours(
	    pc_of((void (*)(void))portsig_context_borrow)));
	ck_assert(portsig_os_pc_is_ours(
	    pc_of((void (*)(void))portsig_context_return)));
	ck_assert(!portsig_os_pc_is_ours(
	    pc_of((void (*)(void))portsig_pool_create)));
	ck_assert(!portsig_os_pc_is_ours(pc_of((void (*)(void))count_asked)));
	ck_assert(!portsig_os_pc_is_ours(pc_of((void (*)(void))getpid)));
	ck_assert(!portsig_os_pc_is_ours(0));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("path");
	TCase *tc = add_action_case(s, "fault");

	tcase_add_loop_test(tc,
	    a_fault_inside_our_path_ends_with_the_true_signal, 0, 4 * SLIPS);
	tcase_add_test(tc, a_fault_inside_a_callback_is_asked_about);
	tcase_add_test(tc,
	    p32_the_librarys_marked_functions_are_ours_and_no_others);
	return harness_main(s);
}
