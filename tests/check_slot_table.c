/* SPDX-License-Identifier: MIT */
/*
 * The table of thread slots by itself, whatever keeps the slots here: with few
 * entries, and with threads that are played by this one, so that others do
 * something between any two instructions of a thread.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "single_step.h"

#undef PORTSIG_SLOT_ENTRIES
#define PORTSIG_SLOT_ENTRIES 16
#define portsig_os_slot_get table_get
#define portsig_os_slot_set table_set
#define portsig_os_slot_clear table_clear
#define portsig_os_slot_forked table_forked
#define portsig_os_slots_taken table_taken
#define portsig_os_thread_self real_self
#include "posix/os_slot_table.h"
#undef portsig_os_thread_self

static volatile uintptr_t played;	/* 0: the thread itself */

PORTSIG_SIGNAL_PATH static uintptr_t
portsig_os_thread_self(void)
{
	return played != 0 ? played : real_self();
}

#include "posix/os_slot_table.c"

enum { LAST = ENTRIES - 1, THREADS = 8, PATIENCE_MS = 10000 };

static char a, b, mark, left, theirs;	/* values */

/* The Nth identity of those whose home is that of the first. */
static uintptr_t
neighbour(unsigned n)
{
	uintptr_t id = 0x10000, first = id;

	while (n > 0)
		if (home(id += 64) == home(first))
			n--;
	return id;
}

static void
play(unsigned n)
{
	played = neighbour(n);
}

START_TEST(a_slot_is_null_until_set_and_takes_an_entry_until_null_again)
{
	ck_assert_ptr_null(table_get());
	ck_assert(table_set(NULL));
	ck_assert_uint_eq(table_taken(), 0);
	ck_assert(table_set(&a));
	ck_assert_ptr_eq(table_get(), &a);
	ck_assert(table_set(&b));
	ck_assert_ptr_eq(table_get(), &b);
	ck_assert_uint_eq(table_taken(), 1);
	ck_assert(table_set(NULL));
	ck_assert_ptr_null(table_get());
	ck_assert_uint_eq(table_taken(), 0);
}
END_TEST

START_TEST(a_full_table_takes_no_more_and_works_again)
{
	static char value[ENTRIES];
	unsigned n;

	for (n = 0; n < ENTRIES; n++) {
		play(n);
		ck_assert(table_set(&value[n]));
	}
	play(ENTRIES);
	ck_assert(!table_set(&a));
	ck_assert_ptr_null(table_get());
	ck_assert(table_set(NULL));
	for (n = 0; n < ENTRIES; n++) {
		play(n);
		ck_assert_ptr_eq(table_get(), &value[n]);
		ck_assert(table_set(&value[LAST - n]));
	}
	play(LAST / 2);
	ck_assert(table_set(NULL));
	play(ENTRIES);
	ck_assert(table_set(&a));
	for (n = 0; n < ENTRIES; n++) {
		play(n);
		ck_assert_ptr_eq(table_get(), n == LAST / 2 ? NULL :
		    &value[LAST - n]);
	}
	ck_assert_uint_eq(table_taken(), ENTRIES);
}
END_TEST

START_TEST(a_fork_leaves_the_forking_thread_alone)
{
	unsigned n;

	for (n = 0; n < ENTRIES; n++) {
		play(n);
		ck_assert(table_set(n == 3 ? &a : &b));
	}
	play(3);
	table_forked();
	ck_assert_ptr_eq(table_get(), &a);
	ck_assert_uint_eq(table_taken(), 1);
	for (n = 0; n < ENTRIES; n++) {
		play(n);
		ck_assert_ptr_eq(table_get(), n == 3 ? &a : NULL);
	}
}
END_TEST

/* What is stepped, from one value to another. */
enum action { GET, SET, CLEAR };

static const struct operation {
	const char *name;
	enum action action;
	void *from, *to;
} operations[] = {
	{ "get NULL", GET, NULL, NULL },
	{ "get", GET, &a, &a },
	{ "set from NULL", SET, NULL, &b },
	{ "set", SET, &a, &b },
	{ "set to NULL", SET, &a, NULL },
	{ "set NULL again", SET, NULL, NULL },
	{ "clear", CLEAR, &a, NULL },
};

enum { OPERATIONS = sizeof(operations) / sizeof(operations[0]), ME = 0,
	OTHER = 1 };

static struct {
	const struct operation *op;
	void (*fn)(void), (*later)(void);	/* at AT, and after it */
	unsigned long at, count, injections;	/* AT 0: after each one */
	bool new_seen;
	const char *wrong;
} step;

static bool other_first;	/* it has the entry that is next to hand */
static sigjmp_buf out;

static void
wrong(const char *what)
{
	if (step.wrong == NULL)
		step.wrong = what;
}

static void
on_trap(int signo)
{
	uintptr_t was = played;
	int saved = errno;

	(void)signo;
	step.count++;
	if (step.at == 0 || step.at == step.count) {
		step.injections++;
		step.fn();
	} else if (step.later != NULL && step.count > step.at) {
		step.later();
	}
	played = was;
	errno = saved;
}

/* Another thread takes what is free, or gives up what it took. */
static void
be_the_other(void)
{
	void *value;

	play(OTHER);
	value = table_get();
	if (value != NULL && value != &theirs)
		wrong("the other thread's value");
	if (!table_set(value == NULL ? &theirs : NULL))
		wrong("the other thread found no room");
	play(ME);
}

/* The value at each instruction is the old one, and then the new one. */
static void *
look_at_value(void)
{
	void *value = table_get();

	if (value == step.op->to)
		step.new_seen = step.op->from != step.op->to;
	else if (value != step.op->from || step.new_seen)
		wrong("a value that is neither old nor new");
	return value;
}

/* Leaves the slot as found, but not in between. */
static void
use(void)
{
	void *was = look_at_value();

	if (!table_set(&mark) || table_get() != &mark)
		wrong("set and get");
	if (!table_set(NULL) || table_get() != NULL)
		wrong("set to NULL and get");
	be_the_other();
	if (!table_set(was) || table_get() != was)
		wrong("put back");
	be_the_other();
	be_the_other();
}

/* As a handler that hooks the thread's end. */
static void
leave_something(void)
{
	if (table_get() == NULL && !table_set(&left))
		wrong("no room to leave something");
	be_the_other();
}

/* What was left is there until the operation sets another value. */
static void
look_at_what_is_left(void)
{
	void *value = table_get();

	if (value == &left)
		step.new_seen = true;
	else if (value != step.op->to && value != step.op->from)
		wrong("a value out of nowhere");
	else if (value == NULL && step.new_seen && step.op->to != NULL)
		wrong("what was left is gone");
}

static void
leave_nothing(void)
{
	if (!table_set(NULL))
		wrong("set to NULL");
	be_the_other();
}

static void
jump_out(void)
{
	siglongjmp(out, 1);
}

static void
do_it(const struct operation *op)
{
	void *got;

	if (op->action == GET) {
		got = table_get();
		if (step.fn == use && got != op->to)
			wrong("get");
	} else if (op->action == CLEAR) {
		table_clear();
	} else if (!table_set(op->to)) {
		wrong("set found no room");
	}
}

/* False: it was jumped out of. */
static bool
run(const struct operation *op, void (*fn)(void), unsigned long at)
{
	memset(&step, 0, sizeof(step));
	step.op = op;
	step.fn = fn;
	step.later = fn == leave_something ? look_at_what_is_left : NULL;
	step.at = at;
	play(OTHER);
	ck_assert(table_set(other_first ? &theirs : NULL));
	play(ME);
	ck_assert(table_set(op->from));
	if (sigsetjmp(out, 1) != 0)
		return false;
	step_on();
	do_it(op);
	step_off();
	ck_assert_msg(step.wrong == NULL, "%s, at %lu: %s", op->name, at,
	    step.wrong);
	return true;
}

/* Each handler alone goes in after every instruction if the time is there. */
static unsigned
stride(void)
{
	return harness_rounds(5, 1);
}

/* Has ME nothing but VALUE?  Empties the table. */
static void
assert_only(const struct operation *op, unsigned long at, const void *value)
{
	unsigned n;
	void *got;

	for (n = 0; n < ENTRIES; n++)
		ck_assert_msg(id_get(&table[n]) != 0 ||
		    value_get(&table[n]) == NULL, "%s, at %lu: a free entry "
		    "with a value", op->name, at);
	play(OTHER);
	ck_assert(table_set(NULL));
	play(ME);
	got = table_get();
	ck_assert_msg(got == value, "%s, at %lu: the value", op->name, at);
	ck_assert_msg(table_taken() == (value != NULL), "%s, at %lu: %u "
	    "entries", op->name, at, table_taken());
	ck_assert(table_set(NULL));
	ck_assert_uint_eq(table_taken(), 0);
}

static void
catch_traps(void)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = on_trap;
	ck_assert_int_eq(sigaction(SIGTRAP, &sa, NULL), 0);
}

START_TEST(a_handler_that_leaves_it_as_found_is_not_seen)
{
	const struct operation *op = &operations[_i / 2];
	unsigned long at;

	other_first = _i % 2 == 1;
	catch_traps();
	(void)run(op, use, 0);
	printf("%-16s %5lu instructions, a handler after each\n", op->name,
	    step.injections);
	ck_assert_uint_gt(step.injections, 20);
	assert_only(op, 0, op->to);
	for (at = 1; at == 1 || step.injections > 0; at += stride()) {
		(void)run(op, use, at);
		assert_only(op, at, op->to);
	}
	ck_assert_uint_gt(at, 20);
}
END_TEST

/* The thread has one entry all the same; what is in it is what came last. */
START_TEST(a_handler_that_leaves_something_makes_no_second_entry)
{
	static void (*const fns[])(void) = { leave_something, leave_nothing };
	const struct operation *op = &operations[_i / 4];
	unsigned long at;
	void *value;

	other_first = _i / 2 % 2 == 1;
	catch_traps();
	for (at = 1; at == 1 || step.injections > 0; at += stride()) {
		(void)run(op, fns[_i % 2], at);
		play(ME);
		value = table_get();
		ck_assert_msg(value == op->to || value == (_i % 2 == 0 ?
		    &left : NULL), "%s, at %lu: the value", op->name, at);
		assert_only(op, at, value);
	}
}
END_TEST

/* What was jumped out of keeps an entry at the most, and the slot works. */
START_TEST(a_jump_out_of_every_instruction_does_no_harm)
{
	const struct operation *op = &operations[_i];
	unsigned long at;
	void *value;

	catch_traps();
	for (at = 1; !run(op, jump_out, at); at += stride()) {
		play(ME);
		value = table_get();
		ck_assert(value == op->from || value == op->to);
		ck_assert(table_set(&mark));
		ck_assert_ptr_eq(table_get(), &mark);
		ck_assert(table_set(NULL));
		ck_assert_ptr_null(table_get());
		ck_assert_uint_le(table_taken(), 1);
		table_clear();
		ck_assert_uint_eq(table_taken(), 0);
	}
	ck_assert_uint_gt(at, 20);
}
END_TEST

/* The worst that jumps may leave: one entry held, and a new one beside it. */
START_TEST(the_end_of_a_thread_gives_up_all_it_has)
{
	struct entry *e = &table[home(neighbour(ME))];

	play(ME);
	announce(1);
	value_set(&e[1], &a);
	id_set(&e[1], neighbour(ME) | HELD);
	id_set(e, neighbour(ME) | NEW);
	ck_assert_ptr_eq(table_get(), &a);
	table_clear();
	ck_assert_uint_eq(table_taken(), 0);
	ck_assert_ptr_null(table_get());
}
END_TEST

static _Atomic unsigned misfits, handled;

static void
use_in_handler(int signo)
{
	void *was = table_get();

	(void)signo;
	if (!table_set(NULL) || table_get() != NULL || !table_set(&was) ||
	    table_get() != (void *)&was || !table_set(was))
		atomic_fetch_add(&misfits, 1);
	atomic_fetch_add(&handled, 1);
}

static void *
use_in_a_loop(void *arg)
{
	unsigned n, rounds = harness_rounds(20000, 1000000);
	char mine[2];

	for (n = 0; n < rounds; n++) {
		if (!table_set(&mine[n % 2]) || table_get() != &mine[n % 2])
			atomic_fetch_add(&misfits, 1);
		if (n % 8 == 0)
			kill(getpid(), SIGUSR1);
		if (n % 2 == 0 && (!table_set(NULL) || table_get() != NULL))
			atomic_fetch_add(&misfits, 1);
	}
	table_clear();
	return arg;
}

/* The threads signal one another, or themselves, in the middle of anything. */
START_TEST(threads_never_share_an_entry)
{
	pthread_t t[THREADS];
	struct sigaction sa;
	sigset_t set;
	unsigned n;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = use_in_handler;
	ck_assert_int_eq(sigaction(SIGUSR1, &sa, NULL), 0);
	for (n = 0; n < THREADS; n++)
		ck_assert_int_eq(pthread_create(&t[n], NULL, use_in_a_loop,
		    NULL), 0);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	ck_assert_int_eq(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	for (n = 0; n < THREADS; n++)
		ck_assert_int_eq(pthread_join(t[n], NULL), 0);
	ck_assert_uint_gt(handled, 0);
	ck_assert_uint_eq(misfits, 0);
	ck_assert_uint_eq(table_taken(), 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("slot_table");
	TCase *tc = tcase_create("table");

	tcase_add_checked_fixture(tc, harness_reset, NULL);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	tcase_add_test(tc,
	    a_slot_is_null_until_set_and_takes_an_entry_until_null_again);
	tcase_add_test(tc, a_full_table_takes_no_more_and_works_again);
	tcase_add_test(tc, a_fork_leaves_the_forking_thread_alone);
	tcase_add_test(tc, the_end_of_a_thread_gives_up_all_it_has);
	tcase_add_test(tc, threads_never_share_an_entry);
	if (!step_works) {
		harness_skip("the steps", "this CPU does not step itself");
		return harness_main(s);
	}
	tcase_add_loop_test(tc,
	    a_handler_that_leaves_it_as_found_is_not_seen, 0,
	    2 * OPERATIONS);
	tcase_add_loop_test(tc,
	    a_handler_that_leaves_something_makes_no_second_entry, 0,
	    4 * OPERATIONS);
	tcase_add_loop_test(tc,
	    a_jump_out_of_every_instruction_does_no_harm, 0, OPERATIONS);
	return harness_main(s);
}
