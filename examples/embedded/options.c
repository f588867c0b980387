/* SPDX-License-Identifier: MIT */
/* Reads the command line, and says precisely what is wrong with it. */
#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "queue.h"

const char *const storm_names[] = { "default", "rt", "raw", NULL };
const char *const empty_names[] = { "call", "next", "defer", NULL };

static const char help[] =
"usage: embedded [option...]\n"
"\n"
"  --threads N    threads of the host, in malloc and free (100)\n"
"  --senders N    threads that send signals (10)\n"
"  --signals N    signals from each sender to each thread (100)\n"
"  --contexts N   contexts in the runtime's pool (one for each thread)\n"
"  --storm KIND   default: one outstanding signal for each thread, all arrive\n"
"                 rt: queued real-time signals, all arrive\n"
"                 raw: sent blindly, the kernel merges what is pending\n"
"  --empty WHAT   when no context is free\n"
"                 call: the handler runs without one (the default)\n"
"                 next: the host's own handler gets the signal\n"
"                 defer: it is sent again later; implies --storm rt, because\n"
"                 what pthread_kill() sent is bound to its thread\n"
"  --naive        malloc and snprintf in the handler; watch it break\n"
"  --quiet        no progress\n"
"  --seconds N    give up after so long (no limit)\n"
"  --help         this\n"
"\n"
"Without --contexts, --storm, --empty and --naive a second run with a pool\n"
"of 4 and a table of this machine's signal stack rules follow.\n"
"\n"
"Exit status: 0 everything held; 1 something did not, or nothing moved for\n"
"30 s, or --seconds were over; 2 bad option; 3 --naive broke, as it should.\n";

static int
complain(const char *what, const char *arg)
{
	fprintf(stderr, "embedded: %s: %s (see --help)\n", arg, what);
	return STATUS_USAGE;
}

static int
read_number(const char *name, const char *arg, unsigned max, unsigned *out)
{
	unsigned long value;
	char what[80], *end;

	errno = 0;
	value = strtoul(arg, &end, 10);
	snprintf(what, sizeof(what), "%s takes a number from 1 to %u", name,
	    max);
	if (*arg < '0' || *arg > '9' || *end != '\0' || errno != 0 ||
	    value < 1 || value > max)
		return complain(what, arg);
	*out = (unsigned)value;
	return OPTIONS_GO_ON;
}

static int
read_word(const char *name, const char *arg, const char *const *words,
    unsigned *out)
{
	char what[80];
	unsigned n;

	for (n = 0; words[n] != NULL; n++)
		if (strcmp(words[n], arg) == 0) {
			*out = n;
			return OPTIONS_GO_ON;
		}
	snprintf(what, sizeof(what), "%s takes %s, %s or %s", name, words[0],
	    words[1], words[2]);
	return complain(what, arg);
}

/* Sets *TAKES to where a number goes; its limit is the result, or 0. */
static unsigned
find_number(struct options *opt, const char *name, unsigned **takes)
{
	const struct { const char *name; unsigned *to, max; } all[] = {
		{ "--threads", &opt->threads, 1000 },
		{ "--senders", &opt->senders, 100 },
		{ "--signals", &opt->signals, 100000 },
		{ "--contexts", &opt->contexts, 10000 },
		{ "--seconds", &opt->seconds, 100000 },
	};
	unsigned n;

	for (n = 0; n < sizeof(all) / sizeof(all[0]); n++)
		if (strcmp(all[n].name, name) == 0) {
			*takes = all[n].to;
			return all[n].max;
		}
	return 0;
}

static int
read_value(struct options *opt, const char *name, const char *arg)
{
	unsigned *to = NULL, word = 0, max = find_number(opt, name, &to);
	int err;

	if (max == 0 && strcmp(name, "--storm") != 0 &&
	    strcmp(name, "--empty") != 0)
		return complain("no such option", name);
	if (arg == NULL)
		return complain("a value is missing", name);
	if (max != 0)
		return read_number(name, arg, max, to);
	if (strcmp(name, "--storm") == 0) {
		err = read_word(name, arg, storm_names, &word);
		opt->storm = (enum storm_kind)word;
	} else {
		err = read_word(name, arg, empty_names, &word);
		opt->empty = (enum when_empty)word;
	}
	return err;
}

/* The options without a value; false if ARG is none of them. */
static bool
read_flag(struct options *opt, const char *arg)
{
	if (strcmp(arg, "--naive") == 0)
		opt->naive = true;
	else if (strcmp(arg, "--quiet") == 0)
		opt->quiet = true;
	else
		return false;
	return true;
}

static int
settle(struct options *opt, bool storm_given, bool empty_given)
{
	if (empty_given && opt->empty == EMPTY_DEFER && !storm_given &&
	    queue_is_here())
		opt->storm = STORM_RT;
	if (opt->storm == STORM_RT && !queue_is_here())
		return complain("is not possible on this system", "rt");
	opt->show = !storm_given && !empty_given && !opt->naive &&
	    opt->contexts == 0;
	if (opt->naive && (empty_given || opt->contexts != 0))
		return complain("has no contexts: leave out --contexts and "
		    "--empty", "--naive");
	if (opt->naive && opt->storm != STORM_SLOT)
		return complain("has the default storm only", "--naive");
	return OPTIONS_GO_ON;
}

int
options_read(struct options *opt, int argc, char **argv)
{
	bool storm_given = false, empty_given = false;
	int n, err;

	*opt = (struct options){ .threads = 100, .senders = 10,
	    .signals = 100 };
	for (n = 1; n < argc; n++) {
		if (strcmp(argv[n], "--help") == 0) {
			fputs(help, stdout);
			return STATUS_GOOD;
		}
		if (read_flag(opt, argv[n]))
			continue;
		storm_given |= strcmp(argv[n], "--storm") == 0;
		empty_given |= strcmp(argv[n], "--empty") == 0;
		err = read_value(opt, argv[n], argv[n + 1]);
		if (err != OPTIONS_GO_ON)
			return err;
		n++;
	}
	return settle(opt, storm_given, empty_given);
}

unsigned
options_contexts(const struct options *opt)
{
	return opt->contexts != 0 ? opt->contexts : opt->threads;
}
