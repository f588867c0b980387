/* SPDX-License-Identifier: MIT */
/* <OS.h> of Haiku: what the library uses of it. */
#ifndef HEADERS_OS_H
#define HEADERS_OS_H

#include <stddef.h>
#include <sys/types.h>

typedef pid_t thread_id, team_id, sem_id, status_t;
typedef enum { B_THREAD_RUNNING = 1 } thread_state;
typedef struct {
	thread_id thread;
	team_id team;
	char name[32];
	thread_state state;
	pid_t priority;
	sem_id sem;
	long long user_time, kernel_time;
	void *stack_base, *stack_end;
} thread_info;

status_t _get_thread_info(thread_id, thread_info *, size_t);
thread_id find_thread(const char *);

#endif /* HEADERS_OS_H */
