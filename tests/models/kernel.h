/* SPDX-License-Identifier: MIT */
/*
 * A model as the kernel and libc of tests that run on Linux: the calls that
 * the tests and a system's directory under platform/ make.  Handlers really
 * run where the model says, on frames of Linux.
 */
#ifndef TESTS_MODELS_KERNEL_H
#define TESTS_MODELS_KERNEL_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* stack_t as the system has it: the offsets are config.h's. */
int model_sigaltstack(const void *new, void *old);
int model_sigaction(int signo, const struct sigaction *,
    struct sigaction *old);
/* The only way by which a signal is delivered as the model says. */
int model_raise(int signo);
int model_thread_create(pthread_t *, const pthread_attr_t *,
    void *(*fn)(void *), void *arg);
pid_t model_fork(void);
void model_note_jump(const void *env, bool saves_mask);
void model_jump(const void *env);

/*
 * What the model does with the setting that is in force: does a frame tell it,
 * on whichever stack it is, and is one seen that has no room.
 */
bool model_tells_setting(void);
bool model_checks_frame(void);

/* Has the kernel that this runs on what handlers are sent to places with? */
bool model_can_run(void);

#endif /* TESTS_MODELS_KERNEL_H */
