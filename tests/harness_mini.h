/* SPDX-License-Identifier: MIT */
/*
 * What the tests use of Check, where there is no Check: musl, another CPU.
 * Each test in a process of its own with a time limit, its signal and its exit
 * status looked at, the same output.  With
 * harness_mini.c, some 200 lines of code.
 */
#ifndef TESTS_HARNESS_MINI_H
#define TESTS_HARNESS_MINI_H

#include <string.h>

struct harness_test {
	const char *name;
	void (*fn)(int);
};
typedef struct Suite {
	const char *name;
	int run, failures, errors;
} Suite, SRunner;
typedef struct TCase {
	const char *name;
	Suite *in;
	double timeout;
	void (*up)(void), (*down)(void);
} TCase;

extern Suite harness_suite;
TCase *tcase_create(const char *name);
void harness_add(const TCase *tc, const struct harness_test *t, int sig,
    int code, int from, int to);
void harness_run_all(Suite *s);
void harness_fail(const char *file, int line, const char *format, ...)
    __attribute__((noreturn, format(printf, 3, 4)));
#define suite_create(s) (harness_suite.name = (s), &harness_suite)
#define suite_add_tcase(s, tc) ((tc)->in = (s))
#define tcase_set_timeout(tc, s) ((tc)->timeout = (s))
#define tcase_add_checked_fixture(tc, f, g) ((tc)->up = (f), (tc)->down = (g))
#define srunner_create(s) (s)
#define srunner_run_all(sr, mode) harness_run_all(sr)
#define srunner_ntests_run(sr) ((sr)->run)
#define srunner_ntests_failed(sr) ((sr)->failures + (sr)->errors)
#define srunner_free(sr) ((void)(sr))

#define START_TEST(test) \
	static void test##_fn(int _i); \
	static const struct harness_test test[1] = { { #test, test##_fn } }; \
	static void test##_fn(int _i __attribute__((unused)))
#define END_TEST
#define tcase_add_test(tc, t) harness_add(tc, t, 0, 0, 0, 1)
#define tcase_add_test_raise_signal(tc, t, s) harness_add(tc, t, s, 0, 0, 1)
#define tcase_add_exit_test(tc, t, code) harness_add(tc, t, 0, code, 0, 1)
#define tcase_add_loop_test(tc, t, from, to) harness_add(tc, t, 0, 0, from, to)

#define ck_abort_msg(...) harness_fail(__FILE__, __LINE__, __VA_ARGS__)
#define ck_assert_msg(x, ...) ((x) ? (void)0 : ck_abort_msg(__VA_ARGS__))
#define ck_assert(x) ck_assert_msg(x, "Assertion '%s' failed", #x)
#define harness_compare(type, f, x, op, y) \
	do { \
		type harness_x = (x); \
		type harness_y = (y); \
		ck_assert_msg(harness_x op harness_y, \
		    "Assertion '%s' failed: %" f ", %" f, \
		    #x " " #op " " #y, harness_x, harness_y); \
	} while (0)
#define ck_assert_int_eq(x, y) harness_compare(intmax_t, "jd", x, ==, y)
#define ck_assert_int_ne(x, y) harness_compare(intmax_t, "jd", x, !=, y)
#define ck_assert_int_lt(x, y) harness_compare(intmax_t, "jd", x, <, y)
#define ck_assert_int_le(x, y) harness_compare(intmax_t, "jd", x, <=, y)
#define ck_assert_int_gt(x, y) harness_compare(intmax_t, "jd", x, >, y)
#define ck_assert_int_ge(x, y) harness_compare(intmax_t, "jd", x, >=, y)
#define ck_assert_uint_eq(x, y) harness_compare(uintmax_t, "ju", x, ==, y)
#define ck_assert_uint_ne(x, y) harness_compare(uintmax_t, "ju", x, !=, y)
#define ck_assert_uint_lt(x, y) harness_compare(uintmax_t, "ju", x, <, y)
#define ck_assert_uint_le(x, y) harness_compare(uintmax_t, "ju", x, <=, y)
#define ck_assert_uint_gt(x, y) harness_compare(uintmax_t, "ju", x, >, y)
#define ck_assert_uint_ge(x, y) harness_compare(uintmax_t, "ju", x, >=, y)
#define ck_assert_ptr_eq(x, y) harness_compare(const void *, "p", x, ==, y)
#define ck_assert_ptr_ne(x, y) harness_compare(const void *, "p", x, !=, y)
#define ck_assert_ptr_null(x) ck_assert_ptr_eq(x, NULL)
#define ck_assert_ptr_nonnull(x) ck_assert_ptr_ne(x, NULL)
#define ck_assert_str_eq(x, y) ck_assert(strcmp(x, y) == 0)
#define ck_assert_mem_eq(x, y, n) ck_assert(memcmp(x, y, n) == 0)

#endif /* TESTS_HARNESS_MINI_H */
