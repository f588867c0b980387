/* SPDX-License-Identifier: MIT */
/*
 * See kernel.h.  A handler is sent to the place that the model names by the
 * real kernel, which is told to forget the place at once (SS_AUTODISARM), so
 * that its own rules never come in.
 */
#include "config.h"
#undef _FORTIFY_SOURCE

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kernel.h"
#include "model.h"

#define AUTODISARM ((int)0x80000000u)
enum { SIGNALS = 128, JUMPS = 8 };

extern const struct model MODEL;
static const struct model *const m = &MODEL;

/* One of each for all threads, as the kernel has it. */
static struct sigaction action[SIGNALS];

static _Thread_local struct model_thread self;
static _Thread_local bool begun;
static _Thread_local struct {
	const void *env;
	struct model_jump jump;
} jumps[JUMPS];
static _Thread_local unsigned next_jump;

static bool
remap(uintptr_t from, size_t size, bool scribble)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int saved = errno;

	if (msync((void *)(from & ~(page - 1)), size, MS_ASYNC) != 0) {
		errno = saved;
		return false;
	}
	if (scribble)
		memset((void *)from, 0, size);
	return true;
}

/* About where the thread's own stack is. */
static void
set_own(struct model_thread *t)
{
	t->own.size = 65536;
	t->own.sp = (uintptr_t)__builtin_frame_address(0) - t->own.size;
}

/* The process's first thread is as exec left it. */
static struct model_thread *
this_thread(void)
{
	if (!begun) {
		begun = true;
		if (model_remap == NULL) {
			model_remap = remap;
			if (!model_flip(m, getenv("PORTSIG_MODEL_FLIP")))
				abort();
		}
		m->exec(&self);
		set_own(&self);
	}
	return &self;
}

static void
from_os(struct model_stack *to, const void *from)
{
	const unsigned char *p = from;

	memcpy(&to->sp, p + PORTSIG_SS_SP_OFFSET, sizeof(to->sp));
	memcpy(&to->size, p + PORTSIG_SS_SIZE_OFFSET, sizeof(to->size));
	memcpy(&to->flags, p + PORTSIG_SS_FLAGS_OFFSET, sizeof(to->flags));
}

static void
to_os(void *to, const struct model_stack *from)
{
	unsigned char *p = to;

	memcpy(p + PORTSIG_SS_SP_OFFSET, &from->sp, sizeof(from->sp));
	memcpy(p + PORTSIG_SS_SIZE_OFFSET, &from->size, sizeof(from->size));
	memcpy(p + PORTSIG_SS_FLAGS_OFFSET, &from->flags, sizeof(from->flags));
}

/* OLD is written to whatever the result, if the kernel did. */
static int
call(int (*fn)(struct model_thread *, uintptr_t, const struct model_stack *,
    struct model_stack *), const void *new, void *old)
{
	uintptr_t sp = (uintptr_t)__builtin_frame_address(0);
	struct model_stack given, told;
	int err;

	if (new != NULL)
		from_os(&given, new);
	if (old != NULL)
		from_os(&told, old);
	err = fn(this_thread(), sp, new == NULL ? NULL : &given,
	    old == NULL ? NULL : &told);
	if (old != NULL)
		to_os(old, &told);
	if (err == 0)
		return 0;
	errno = err;
	return -1;
}

int
model_sigaltstack(const void *new, void *old)
{
	return call(m->libc, new, old);
}

/* NetBSD's header calls it so. */
int __sigaltstack14(const void *new, void *old);

int
__sigaltstack14(const void *new, void *old)
{
	return call(m->libc, new, old);
}

/* For a backend that calls sigaltstack by number, and nothing else so. */
long portsig_model_syscall(long number, const void *new, void *old);

long
portsig_model_syscall(long number, const void *new, void *old)
{
	(void)number;			/* as tests/headers has it */
	return call(m->sigaltstack, new, old);
}

static void
real_stack(uintptr_t base, size_t size, int flags)
{
	stack_t st;

	memset(&st, 0, sizeof(st));
	st.ss_sp = (void *)base;
	st.ss_size = size;
	st.ss_flags = flags;
	if (syscall(SYS_sigaltstack, &st, NULL) != 0)
		abort();
}

static _Thread_local struct model_frame coming;

static void
on_signal(int signo, siginfo_t *info, void *frame)
{
	const struct sigaction *sa = &action[signo];
	struct model_frame f = coming;

	if (f.moved && (uintptr_t)&f - self.set.sp >= self.set.size)
		abort();		/* the real kernel went elsewhere */
	if ((sa->sa_flags & SA_SIGINFO) != 0)
		sa->sa_sigaction(signo, info, frame);
	else
		sa->sa_handler(signo);
	m->return_from(this_thread(), &f);
}

int
model_raise(int signo)
{
	struct model_thread *t = this_thread();
	const struct sigaction *sa = &action[signo];
	struct model_delivery d = {
	    (uintptr_t)__builtin_frame_address(0), 0,
	    (sa->sa_flags & SA_ONSTACK) != 0, true };

	if (sa->sa_handler == SIG_DFL || sa->sa_handler == SIG_IGN)
		return raise(signo);
	m->deliver(t, &d, &coming);
	if (coming.moved)
		real_stack(t->set.sp, coming.top - t->set.sp, AUTODISARM);
	else
		real_stack(0, 0, SS_DISABLE);
	return raise(signo);
}

int
model_sigaction(int signo, const struct sigaction *new, struct sigaction *old)
{
	struct sigaction real, was;

	if (signo < 1 || signo >= SIGNALS ||
	    sigaction(signo, NULL, &was) != 0) {
		errno = EINVAL;
		return -1;
	}
	if (old != NULL)
		*old = was.sa_sigaction == on_signal ? action[signo] : was;
	if (new == NULL)
		return 0;
	real = *new;
	if (new->sa_handler != SIG_DFL && new->sa_handler != SIG_IGN) {
		real.sa_sigaction = on_signal;
		real.sa_flags |= SA_SIGINFO | SA_ONSTACK;
	}
	action[signo] = *new;
	return sigaction(signo, &real, NULL);
}

struct start {
	struct model_thread by;
	void *(*fn)(void *);
	void *arg;
};

static void *
start_thread(void *p)
{
	struct start start = *(struct start *)p;

	free(p);
	begun = true;
	m->new_thread(&start.by, &self);
	set_own(&self);
	return start.fn(start.arg);
}

int
model_thread_create(pthread_t *thread, const pthread_attr_t *attr,
    void *(*fn)(void *), void *arg)
{
	struct start *start = malloc(sizeof(*start));

	if (start == NULL)
		return EAGAIN;
	start->by = *this_thread();
	start->fn = fn;
	start->arg = arg;
	return pthread_create(thread, attr, start_thread, start);
}

pid_t
model_fork(void)
{
	struct model_thread parent = *this_thread();
	pid_t pid = fork();

	if (pid == 0)
		m->fork(&parent, &self);
	return pid;
}

void
model_note_jump(const void *env, bool saves_mask)
{
	unsigned n;

	for (n = 0; n < JUMPS && jumps[n].env != env; n++)
		continue;
	if (n == JUMPS)
		n = next_jump++ % JUMPS;
	jumps[n].env = env;
	jumps[n].jump.kind = saves_mask ? MODEL_SIGSETJMP : MODEL_PLAIN;
	m->save_for_jump(this_thread(), &jumps[n].jump);
}

void
model_jump(const void *env)
{
	unsigned n;

	for (n = 0; n < JUMPS; n++) {
		if (jumps[n].env != env)
			continue;
		m->jump(this_thread(), &jumps[n].jump);
		return;
	}
	abort();
}

static bool
tells(const struct model_frame *f)
{
	return f->uc.sp == self.set.sp && f->uc.size == self.set.size;
}

bool
model_tells_setting(void)
{
	struct model_delivery d = {
	    (uintptr_t)__builtin_frame_address(0), 4096, false, true };
	struct model_thread t = *this_thread();
	struct model_frame f;
	bool off, on;

	m->deliver(&t, &d, &f);
	off = tells(&f);
	d.onstack = true;
	m->deliver(&t, &d, &f);
	on = tells(&f);
	d.sp = f.at;
	m->deliver(&t, &d, &f);
	return off && on && tells(&f);
}

bool
model_checks_frame(void)
{
	struct model_delivery d = { (uintptr_t)__builtin_frame_address(0),
	    this_thread()->set.size + 1, true, true };
	struct model_thread t = self;
	struct model_frame f;

	m->deliver(&t, &d, &f);
	return f.killed_by != 0;
}

bool
model_can_run(void)
{
	stack_t st;

	memset(&st, 0, sizeof(st));
	st.ss_sp = &st;
	st.ss_size = 1 << 20;
	st.ss_flags = AUTODISARM;
	if (syscall(SYS_sigaltstack, &st, NULL) != 0)
		return false;
	real_stack(0, 0, SS_DISABLE);
	return true;
}

/* XNU-7: by this one libc's jumps set and clear the bit. */
int __sigreturn(void *context, int flavour, uintptr_t token);

int
__sigreturn(void *context, int flavour, uintptr_t token)
{
	struct model_jump j = { .kind = MODEL_SIGSETJMP };

	(void)token;
	if (context != NULL)
		abort();
	j.on = flavour == 0x40000000;
	m->jump(this_thread(), &j);
	return 0;
}

/*
 * illumos, ILL-5: a context with nothing but a stack in it.  The type is that
 * system's.
 */
int model_getcontext(void *uc);
int model_setcontext(const void *uc);
int thr_stksegment(void *st);

int
model_getcontext(void *uc)
{
	memset(uc, 0, MODEL_UC_STACK + PORTSIG_STACK_T_SIZE);
	return 0;
}

int
model_setcontext(const void *uc)
{
	struct model_jump j = { .kind = MODEL_SETCONTEXT };
	unsigned long flags;

	memcpy(&flags, uc, sizeof(flags));
	if (flags != 2)
		abort();		/* more than UC_STACK */
	from_os(&j.uc, (const unsigned char *)uc + MODEL_UC_STACK);
	m->jump(this_thread(), &j);
	return 0;
}

int
thr_stksegment(void *st)
{
	struct model_stack own = this_thread()->own;

	own.sp += own.size;
	to_os(st, &own);
	return 0;
}

/* Where errno is, for what models.sh compiles as another system does. */
int *model_errno(void);

int *
model_errno(void)
{
	return &errno;
}
