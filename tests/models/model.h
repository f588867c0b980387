/* SPDX-License-Identifier: MIT */
/*
 * Each kernel's and libc's sigaltstack as code that runs anywhere: one file to
 * a system, one function to a system call, and every decision marked with its
 * tag in tests/facts/sigaltstack-rules, so that it can be counted and turned
 * round from outside.
 */
#ifndef TESTS_MODELS_MODEL_H
#define TESTS_MODELS_MODEL_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The content of a stack_t, whatever the order of its members. */
struct model_stack {
	uintptr_t sp;
	size_t size;
	int flags;
};

/* A pointer that no kernel can read or write through. */
#define MODEL_BAD ((struct model_stack *)(uintptr_t)8)

/**
 * struct model_thread - what a kernel keeps for one thread
 * @set:     the setting, in that kernel's own terms
 * @own:     the thread's own stack, where the kernel is told
 * @enabled: the bit for "has one", where it is kept beside @set
 */
struct model_thread {
	struct model_stack set, own;
	bool enabled;
};

/**
 * struct model_frame - what one delivery writes, and its return reads
 * @sp:        stack pointer of the interrupted code
 * @moved:     the frame goes to the signal stack: below @top, else below @sp
 * @at:        about where the frame is, and so the handler's stack pointer
 * @uc:        uc_stack; a handler may change it
 * @on:        the bit that the return restores, where there is one
 * @killed_by: the signal that the thread gets instead, or 0
 */
struct model_frame {
	uintptr_t sp, top, at;
	struct model_stack uc;
	bool moved, on;
	int killed_by;
};

/* A jmp_buf, as far as signal stacks go, and by which call it was filled. */
enum model_jump_kind {
	MODEL_SIGSETJMP,	/* sigsetjmp(env, 1) and siglongjmp */
	MODEL_PLAIN,		/* _setjmp, sigsetjmp(env, 0), their jumps */
	MODEL_SETCONTEXT	/* getcontext and setcontext */
};
struct model_jump {
	enum model_jump_kind kind;
	bool on;
	struct model_stack uc;
};

/**
 * struct model_delivery - what a delivery is asked
 * @onstack:  the action has SA_ONSTACK
 * @size:     bytes of the frame
 * @writable: the stack's memory can be written
 */
struct model_delivery {
	uintptr_t sp;
	size_t size;
	bool onstack, writable;
};

/* MODEL_IF is a condition, MODEL_DOES an effect, MODEL_VALUE a number. */
enum model_kind { MODEL_IF, MODEL_DOES, MODEL_VALUE };

/**
 * struct model_rule - one decision
 * @tag:  a tag of tests/facts/sigaltstack-rules; a letter behind it tells
 *        several decisions of one rule apart
 */
struct model_rule {
	const char *tag;
	enum model_kind kind;
};

/* How often a rule held, and how often it was asked and did not. */
struct model_hits {
	unsigned long yes, no;
};

enum { MODEL_RULES = 48 };		/* at most, in one model */

/**
 * struct model - one system
 * @ss_disable:     SS_DISABLE there; SS_ONSTACK is 1 everywhere
 * @header_minimum: MINSIGSTKSZ, bytes
 * @rules:          ends with a tag of NULL
 * @sigaltstack: the system call; 0 or an errno value
 * @libc:        the function that programs call
 * @jump:        what is left of the kernel's notes after a jump out of a
 *               handler
 */
struct model {
	const char *name;
	int ss_disable;
	size_t header_minimum;
	const struct model_rule *rules;
	int (*sigaltstack)(struct model_thread *, uintptr_t sp,
	    const struct model_stack *new, struct model_stack *old);
	int (*libc)(struct model_thread *, uintptr_t sp,
	    const struct model_stack *new, struct model_stack *old);
	void (*deliver)(struct model_thread *, const struct model_delivery *,
	    struct model_frame *);
	void (*return_from)(struct model_thread *, const struct model_frame *);
	void (*save_for_jump)(struct model_thread *, struct model_jump *);
	void (*jump)(struct model_thread *, const struct model_jump *);
	void (*new_thread)(const struct model_thread *by,
	    struct model_thread *);
	void (*fork)(const struct model_thread *parent, struct model_thread *);
	void (*exec)(struct model_thread *);
};

/*
 * Called by a model whose kernel maps memory anew: false if the range has a
 * hole.  NULL: nobody wants to know.
 */
extern bool (*model_remap)(uintptr_t from, size_t size, bool scribble);

/* Whether this CPU's kernel looks if a frame fits, wherever it begins. */
extern const bool model_linux_checks_frames;

extern const struct model model_linux, model_musl, model_darwin,
    model_solaris, model_freebsd, model_netbsd, model_openbsd,
    model_dragonfly, model_haiku;

/*
 * In a model: IF(tag, condition), DOES(tag) before an effect, VALUE(tag, the
 * number, another one).  They read the rule's name in that file's own enum.
 */
#define IF(tag, cond) model_if(rules, tag, cond)
#define DOES(tag) model_does(rules, tag)
#define VALUE(tag, usual, other) model_value(rules, tag, usual, other)
bool model_if(const struct model_rule *, unsigned rule, bool cond);
bool model_does(const struct model_rule *, unsigned rule);
size_t model_value(const struct model_rule *, unsigned rule, size_t usual,
    size_t other);

/* copyin() and copyout(): 0, or EFAULT for MODEL_BAD. */
int model_read(struct model_stack *to, const struct model_stack *from);
int model_write(struct model_stack *to, const struct model_stack *from);

/* lo <= sp < hi, the way the BSDs ask it. */
bool model_contains(const struct model_stack *, uintptr_t sp);

/*
 * Chooses the model whose rules are counted, and turns one of them round.  FLIP
 * is "XNU-3c" for effects and numbers, and for conditions "XNU-3c never" or
 * "XNU-3c always"; NULL turns none.  False if M has no such rule.
 * model_flip_name() tells the Nth that there is, or NULL.
 */
bool model_flip(const struct model *m, const char *flip);
const char *model_flip_name(const struct model *m, unsigned n);
int model_print_flips(const struct model *m);	/* 0, for main() */

/* Makes the counts shared with children that are forked from here on. */
void model_share_hits(void);
struct model_hits model_hits_of(const struct model *m, unsigned rule);

#endif /* TESTS_MODELS_MODEL_H */
