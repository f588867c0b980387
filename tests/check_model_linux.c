/* SPDX-License-Identifier: MIT */
/*
 * The Linux model and the kernel that this runs on get the same random
 * sequences of everything that touches a signal stack, and have to answer
 * alike at every step.  PORTSIG_MODEL_FLIP turns a rule of the model round,
 * which has to be noticed.
 */
#include "config.h"
/* glibc's check of siglongjmp asks the kernel about AUTODISARM: LNX-22. */
#undef _FORTIFY_SOURCE

#include <sys/mman.h>
#include <ucontext.h>

#include "models/compare_fixture.h"
#include "models/spawn_fixture.h"

static bool
is_in_use(int n)
{
	unsigned l;

	for (l = 0; l <= level; l++)
		if (area_of[l] == n)
			return true;
	return false;
}

/* The area that A is in, or -1. */
static int
find_area(uintptr_t a)
{
	int n;

	for (n = 0; n < AREAS; n++)
		if (a - (uintptr_t)area[n] < area_size)
			return n;
	return -1;
}

/*
 * The kernel's own word on it: the next signal goes nowhere, or to a whole
 * area in which is nobody's frame.
 */
static bool
may_deliver(void)
{
	stack_t st;
	int n;

	if (syscall(SYS_sigaltstack, NULL, &st) != 0)
		abort();
	if ((st.ss_flags & (SS_ONSTACK | SS_DISABLE)) != 0)
		return true;
	n = find_area((uintptr_t)st.ss_sp);
	return n >= 0 && !is_in_use(n) && st.ss_size == area_size - 16;
}

/* Leaves the handler in one of three ways. */
static void
leave(struct model_frame *f, ucontext_t *uc)
{
	struct model_jump j = { .kind = MODEL_SIGSETJMP };

	if (one_in(4)) {
		choose(&f->uc);
		to_os(&uc->uc_stack, &f->uc);
	} else if (level > base && one_in(4)) {
		level -= 1 + below(level - base);
		m->jump(&self, &j);
		siglongjmp(env[level], 1);
	}
	level--;
	m->return_from(&self, f);
}

static void
on_signal(int signo, siginfo_t *info, void *frame)
{
	struct model_delivery d = { portsig_os_frame_sp(frame), frame_size,
	    signo == ON_IT, true };
	uintptr_t at = (uintptr_t)frame, top;
	ucontext_t *uc = frame;
	struct model_stack real;
	struct model_frame f;

	(void)info;
	m->deliver(&self, &d, &f);
	from_os(&real, &uc->uc_stack);
	compare("uc_stack", &real, &f.uc, 0, 0);
	top = f.moved ? f.top : f.sp;
	if (top - at > frame_size + 512)
		differ("place of the frame", &real, &f.uc, 0, 1);
	f.at = at;
	area_of[++level] = find_area(at);
	query("in a handler");
	ops(below(6));
	leave(&f, uc);
}

static void
op_raise(void)
{
	if (level >= DEPTH || !may_deliver())
		return;
	if (sigsetjmp(env[level], 1) == 0)
		raise(one_in(4) ? OFF_IT : ON_IT);
	query("after a handler");
}

static void
ops(unsigned count)
{
	while (count-- > 0 && fault[0] == '\0') {
		steps++;
		switch (may_spawn ? below(300) : 4 + below(296)) {
		case 0:
			op_thread();
			break;
		case 1:
			op_fork();
			break;
		case 2:
			op_exec();
			break;
		case 3:
			op_vfork();
			break;
		default:
			(one_in(3) ? op_raise : one_in(4) ? op_disable :
			    one_in(6) ? op_libc : op_set)();
			break;
		}
	}
}

static void
on(int signo, int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = on_signal;
	sa.sa_flags = SA_SIGINFO | SA_NODEFER | flags;
	sigaction(signo, &sa, NULL);
}

static volatile uintptr_t measured;

static void
measure(int signo, siginfo_t *info, void *frame)
{
	(void)signo;
	(void)info;
	measured = (uintptr_t)frame;
}

static void
prepare(void)
{
	struct sigaction sa;
	stack_t st;
	int n;

	area_size = (DEPTH + 2) * (portsig_os_altstack_min_size() + 8192);
	area_size = (area_size + 65535) & ~(size_t)65535;
	for (n = 0; n < AREAS; n++)
		area[n] = mmap(NULL, area_size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	portsig_os_altstack_fill(&st, (uintptr_t)area[0], area_size);
	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = measure;
	sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
	sigaction(ON_IT, &sa, NULL);
	sigaltstack(&st, NULL);
	raise(ON_IT);
	frame_size = (uintptr_t)area[0] + area_size - measured;
	portsig_os_altstack_fill_disabled(&st);
	sigaltstack(&st, NULL);
	on(ON_IT, SA_ONSTACK);
	on(OFF_IT, 0);
	self.set = (struct model_stack){ 0, 0, SS_DISABLE };
	area_of[0] = -1;
}

/* Each rule has to be asked often enough that a wrong one is seen. */
static void
print_hits(void)
{
	struct model_hits h;
	unsigned n;

	printf("rule      held    not\n");
	for (n = 0; m->rules[n].tag != NULL; n++) {
		h = model_hits_of(m, n);
		printf("%-8s %5lu %6lu\n", m->rules[n].tag, h.yes, h.no);
	}
}

static bool
is_hit_enough(unsigned rule)
{
	if (!model_linux_checks_frames &&
	    strcmp(m->rules[rule].tag, "LNX-12") == 0)
		return true;		/* not on this CPU, or not always */
	return model_hits_of(m, rule).yes >= harness_rounds(100, 100);
}

/* The first rule that chance did not ask for often enough, or -1. */
static int
find_neglected(void)
{
	int n;

	for (n = 0; m->rules[n].tag != NULL; n++)
		if (!is_hit_enough((unsigned)n))
			return n;
	return -1;
}

/* The usual number of rounds, and more if chance has left a rule out. */
START_TEST(random_sequences_get_the_kernels_answers)
{
	unsigned n, rounds = harness_rounds(300, 6000);
	const char *flip = getenv("PORTSIG_MODEL_FLIP");
	int neglected;

	ck_assert(model_flip(m, flip));
	model_share_hits();
	seed = state = harness_random_seed();
	/* or the program after exec would begin with a stack of UBSan's */
	ck_assert_int_eq(setenv("UBSAN_OPTIONS", "use_sigaltstack=0", 0), 0);
	prepare();
	for (n = 0; fault[0] == '\0' && (n < rounds || (flip == NULL &&
	    find_neglected() >= 0 && n < 20 * rounds)); n++) {
		ops(150);
		op_overflow();
	}
	printf("%lu steps\n", steps);
	print_hits();
	ck_assert_msg(fault[0] == '\0', "%s", fault);
	neglected = flip == NULL ? find_neglected() : -1;
	ck_assert_msg(neglected < 0, "%s was not hit often enough",
	    neglected < 0 ? "" : m->rules[neglected].tag);
}
END_TEST

/* In the program that op_exec() began; it tells like a child of fork. */
static int
go_on(char **argv)
{
	unsigned n;

	model_flip(m, getenv("PORTSIG_MODEL_FLIP"));
	self.set.sp = strtoul(argv[2], NULL, 0);
	self.set.size = strtoul(argv[3], NULL, 0);
	self.set.flags = (int)strtoul(argv[4], NULL, 0);
	seed = state = (uint32_t)strtoul(argv[5], NULL, 0);
	area_size = 65536;
	query("after exec");
	for (n = 0; n < 5; n++)
		op_set();
	tell(atoi(argv[6]));
	return 1;
}

int
main(int argc, char **argv)
{
	Suite *s = suite_create("model_linux");
	TCase *tc = tcase_create("random");

	program = argv[0];
	if (argc == 2 && strcmp(argv[1], "--flips") == 0)
		return model_print_flips(m);
	if (argc == 7 && strcmp(argv[1], "--exec") == 0)
		return go_on(argv);
	tcase_add_checked_fixture(tc, harness_reset, NULL);
	tcase_set_timeout(tc, 120);
	harness_add_if(!HARNESS_UNDER_TSAN && !HARNESS_UNDER_ASAN, tc,
	    random_sequences_get_the_kernels_answers,
	    "this sanitizer has its own notion of signal stacks");
	suite_add_tcase(s, tc);
	return harness_main(s);
}
