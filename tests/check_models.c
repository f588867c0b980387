/* SPDX-License-Identifier: MIT */
/*
 * The models of all systems against a table that was put down by hand from
 * the rules, and then each rule of each model turned round: the table has to
 * notice every one.
 */
#include "config.h"

#include <stdio.h>

#include "harness.h"
#include "models/table.h"

static const struct {
	const struct model *m;
	const struct scene_row *tables[3];
	unsigned column;
} systems[] = {
	{ &model_linux, { table_calls, table_signals, table_autodisarm }, 0 },
	{ &model_musl, { table_musl, NULL, NULL }, 0 },
	{ &model_freebsd, { table_calls, table_signals, NULL }, 1 },
	{ &model_openbsd, { table_calls, table_signals, NULL }, 2 },
	{ &model_darwin, { table_calls, table_signals, NULL }, 3 },
	{ &model_solaris, { table_calls, table_signals, NULL }, 4 },
	{ &model_netbsd, { table_calls, table_signals, NULL }, 5 },
	{ &model_dragonfly, { table_calls, table_signals, NULL }, 6 },
	{ &model_haiku, { table_calls, table_signals, NULL }, 7 },
};
enum { MODELS = sizeof(systems) / sizeof(systems[0]) };

/* The first row that system I gets wrong, or NULL; GOT is what it said. */
static const struct scene_row *
wrong_row(int i, const struct scene_row *row, long *got)
{
	struct scene s;

	for (; row != NULL && row->name != NULL; row++) {
		if (row->answer[systems[i].column] == NOT_ASKED)
			continue;
		scene_begin_with(&s, systems[i].m);
		*got = row->scene(&s);
		if (*got != row->answer[systems[i].column])
			return row;
	}
	return NULL;
}

static const struct scene_row *
wrong(int i, long *got)
{
	const struct scene_row *row = NULL;
	int n;

	for (n = 0; n < 3 && row == NULL; n++)
		row = wrong_row(i, systems[i].tables[n], got);
	return row;
}

START_TEST(models_answer_as_the_rules_say)
{
	const struct scene_row *row;
	long got = 0;

	ck_assert(model_flip(systems[_i].m, NULL));
	row = wrong(_i, &got);
	ck_assert_msg(row == NULL, "%s: %s: %ld, not %ld", systems[_i].m->name,
	    row == NULL ? "" : row->name, got,
	    row == NULL ? 0 : row->answer[systems[_i].column]);
}
END_TEST

START_TEST(every_rule_turned_round_is_noticed)
{
	const struct model *m = systems[_i].m;
	unsigned n, rules, unseen = 0;
	const char *flip;
	long got;

	for (rules = 0; m->rules[rules].tag != NULL; rules++)
		continue;
	for (n = 0; (flip = model_flip_name(m, n)) != NULL; n++) {
		ck_assert(model_flip(m, flip));
		if (wrong(_i, &got) != NULL)
			continue;
		printf("%s: %s is not noticed\n", m->name, flip);
		unseen++;
	}
	printf("%s: %u rules, %u flips, %u noticed\n", m->name, rules, n,
	    n - unseen);
	fflush(stdout);
	ck_assert_uint_gt(n, 0);
	ck_assert_uint_eq(unseen, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("models");
	TCase *tc = tcase_create("table");

	tcase_add_checked_fixture(tc, harness_reset, NULL);
	tcase_add_loop_test(tc, models_answer_as_the_rules_say, 0, MODELS);
	tcase_add_loop_test(tc, every_rule_turned_round_is_noticed, 0, MODELS);
	suite_add_tcase(s, tc);
	return harness_main(s);
}
