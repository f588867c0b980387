/* SPDX-License-Identifier: MIT */
/* The rows of the table of check_models. */
#ifndef TESTS_MODELS_TABLE_H
#define TESTS_MODELS_TABLE_H

#include "scene.h"

/* The systems, in the order of a row's answers. */
enum { SYSTEMS = 8, NOT_ASKED = -1000 };

/* The scene starts on a thread that has LO. */
struct scene_row {
	const char *name;
	long (*scene)(struct scene *);
	long answer[SYSTEMS];
};
#define ROW(scene, ...) { #scene, scene, { __VA_ARGS__ } }
#define ROW_END { NULL, NULL, { 0 } }

extern const struct scene_row table_calls[], table_signals[],
    table_autodisarm[], table_musl[];

#endif /* TESTS_MODELS_TABLE_H */
