/* SPDX-License-Identifier: MIT */
/*
 * [P10]: ss_sp whatever its type.  No system has all three kinds, so each is
 * instantiated against a stack type made up for it, with neighbours that must
 * not change; and the real one, which configure chose, with them.
 */
#include "config.h"

#include <stddef.h>
#include <string.h>

#include "harness.h"
#include "platform.h"

/* As on Linux, FreeBSD and most: flags in the middle. */
struct void_stack {
	unsigned long before;
	void *ss_sp;
	int ss_flags;
	size_t ss_size;
	unsigned long after;
};

/* As on DragonFly and older BSDs: size in the middle. */
struct char_stack {
	unsigned long before;
	char *ss_sp;
	size_t ss_size;
	int ss_flags;
	unsigned long after;
};

/* As where the kernel's own struct is exposed; the address comes last. */
struct integer_stack {
	unsigned long before;
	int ss_flags;
	size_t ss_size;
	unsigned long ss_sp;
	unsigned long after;
};

PORTSIG_OS_SIGSTACK_POINTER(of_void, struct void_stack, void)
PORTSIG_OS_SIGSTACK_POINTER(of_char, struct char_stack, char)
PORTSIG_OS_SIGSTACK_INTEGER(of_integer, struct integer_stack)

static const uintptr_t values[] = { 0, 1, 4096, (uintptr_t)-1,
    (uintptr_t)1 << (sizeof(uintptr_t) * 8 - 1), (uintptr_t)0x5aa55aa5 };

/* Are all bytes of S but those of the address still as they were filled? */
static bool
only_changed(const void *s, size_t size, size_t at, size_t width)
{
	const unsigned char *p = s;
	size_t n;

	for (n = 0; n < size; n++)
		if (p[n] != 0xc3 && (n < at || n >= at + width))
			return false;
	return true;
}

#define TRY(type, name) \
	do { \
		type st; \
		memset(&st, 0xc3, sizeof(st)); \
		name##_set(&st, values[_i]); \
		ck_assert((uintptr_t)st.ss_sp == values[_i]); \
		ck_assert(name##_get(&st) == values[_i]); \
		ck_assert(only_changed(&st, sizeof(st), \
		    offsetof(type, ss_sp), sizeof(st.ss_sp))); \
	} while (0)

START_TEST(p10_void_pointer_is_one_field_and_no_other)
{
	TRY(struct void_stack, of_void);
}
END_TEST

START_TEST(p10_char_pointer_is_one_field_and_no_other)
{
	TRY(struct char_stack, of_char);
}
END_TEST

START_TEST(p10_integer_is_one_field_and_no_other)
{
	TRY(struct integer_stack, of_integer);
}
END_TEST

START_TEST(p10_this_systems_stack_t_is_one_field_and_no_other)
{
	TRY(stack_t, portsig_os_sigstack);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("sigstack");
	TCase *tc = tcase_create("p10");
	int all = (int)(sizeof(values) / sizeof(values[0]));

	tcase_add_checked_fixture(tc, harness_reset, NULL);
	suite_add_tcase(s, tc);
	tcase_add_loop_test(tc, p10_void_pointer_is_one_field_and_no_other, 0,
	    all);
	tcase_add_loop_test(tc, p10_char_pointer_is_one_field_and_no_other, 0,
	    all);
	tcase_add_loop_test(tc, p10_integer_is_one_field_and_no_other, 0, all);
	tcase_add_loop_test(tc,
	    p10_this_systems_stack_t_is_one_field_and_no_other, 0, all);
	return harness_main(s);
}
