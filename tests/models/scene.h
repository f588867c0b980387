/* SPDX-License-Identifier: MIT */
/*
 * Small scenes for the table of check_models: each does something with one
 * model and gives back one number.
 */
#ifndef TESTS_MODELS_SCENE_H
#define TESTS_MODELS_SCENE_H

#include "model.h"

/* An area that ends and begins a page, and stack pointers elsewhere. */
#define LO ((uintptr_t)0x100000)
#define OTHER ((uintptr_t)0x400000)
#define OWN ((uintptr_t)0x7fff0000)
enum { SIZE = 0x10000, FRAME = 3000, OWN_SIZE = 0x800000, ONSTACK = 1 };
#define HI (LO + SIZE)

/* What a model was told of memory that its kernel maps anew. */
struct scene_remap {
	uintptr_t from;
	size_t size;
	int calls, scribbles;
	bool hole;
};
extern struct scene_remap scene_remap;

struct scene {
	const struct model *m;
	struct model_thread t;
	struct model_frame f, inner;
	struct model_stack old;
	uintptr_t sp;			/* at the next question */
	bool writable;
};

/* A thread that never had a signal stack; and one that has LO. */
void scene_begin(struct scene *, const struct model *);
void scene_begin_with(struct scene *, const struct model *);

/* The raw call, and the one through libc; OLD goes to s->old. */
int scene_set(struct scene *, uintptr_t sp, size_t size, int flags);
int scene_libc(struct scene *, uintptr_t sp, size_t size, int flags);
int scene_pass(struct scene *, const struct model_stack *new,
    struct model_stack *old);
/* Flags that a query tells. */
int scene_flags(struct scene *);

/* A signal, with a frame of SIZE bytes; the handler runs where it went. */
void scene_signal(struct scene *, struct model_frame *, bool onstack,
    size_t size);
/* SA_ONSTACK and a usual frame, into s->f. */
void scene_enter(struct scene *);
void scene_leave(struct scene *, const struct model_frame *);
/* Whether the next SA_ONSTACK signal would use the signal stack. */
int scene_next(struct scene *);

#endif /* TESTS_MODELS_SCENE_H */
