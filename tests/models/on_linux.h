/* SPDX-License-Identifier: MIT */
/*
 * Put before a test's source by tests/models.sh: the test then sees another
 * system's stack_t and its numbers, and its calls go to the model.  The
 * MODEL_ macros come from tests/facts.
 */
#ifndef TESTS_MODELS_ON_LINUX_H
#define TESTS_MODELS_ON_LINUX_H

#include "config.h"
#undef _FORTIFY_SOURCE

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#include "kernel.h"

#if PORTSIG_SS_SP_KIND == 1
typedef void *model_sp_type;
#elif PORTSIG_SS_SP_KIND == 2
typedef char *model_sp_type;
#else
typedef uintptr_t model_sp_type;
#endif

typedef struct {
	model_sp_type ss_sp;
#if PORTSIG_SS_SIZE_OFFSET < PORTSIG_SS_FLAGS_OFFSET
	size_t ss_size;
	int ss_flags;
#else
	int ss_flags;
	size_t ss_size;
#endif
} model_stack_t;
_Static_assert(sizeof(model_stack_t) == PORTSIG_STACK_T_SIZE, "stack_t");
_Static_assert(offsetof(model_stack_t, ss_size) == PORTSIG_SS_SIZE_OFFSET,
    "ss_size");

#undef SS_ONSTACK
#undef SS_DISABLE
#undef MINSIGSTKSZ
#undef SIGSTKSZ
#undef _SC_MINSIGSTKSZ
#undef _SC_SIGSTKSZ
#define SS_ONSTACK MODEL_SS_ONSTACK
#define SS_DISABLE MODEL_SS_DISABLE
#define MINSIGSTKSZ MODEL_MINSIGSTKSZ
#define SIGSTKSZ MODEL_SIGSTKSZ

#define stack_t model_stack_t
#define sigaltstack(new, old) model_sigaltstack(new, old)
#define sigaction(signo, new, old) model_sigaction(signo, new, old)
#define raise(signo) model_raise(signo)
#define pthread_create(t, attr, fn, arg) model_thread_create(t, attr, fn, arg)
#define fork() model_fork()

/* A jump's two halves, each first to the model and then to libc. */
static inline int
model_real_jump(sigjmp_buf env, int value)
{
	siglongjmp(env, value);
}
#ifdef __GLIBC__
#define MODEL_REAL_SIGSETJMP(env, save) __sigsetjmp(env, save)
#else
#define MODEL_REAL_SIGSETJMP(env, save) (sigsetjmp)(env, save)
#endif
#undef sigsetjmp
#undef siglongjmp
#define sigsetjmp(env, save) \
	(model_note_jump(env, save), MODEL_REAL_SIGSETJMP(env, save))
#define siglongjmp(env, value) \
	(model_jump(env), model_real_jump(env, value))

#endif /* TESTS_MODELS_ON_LINUX_H */
