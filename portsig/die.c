/* SPDX-License-Identifier: MIT */
/*
 * Says why and aborts.  Nothing else in the library prints or exits, but for
 * the _exit() of a default action that would not end the process.
 */
#include "config.h"

#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <portsig/portsig.h>
#include "die_internal.h"

PORTSIG_SIGNAL_PATH static size_t
length(const char *s)
{
	size_t n = 0;

	while (s[n] != '\0')
		n++;
	return n;
}

PORTSIG_SIGNAL_PATH _Noreturn void
portsig_die(const char *message)
{
	char line[160] = "portsig: ";
	size_t at = length(line), n;

	for (n = 0; message[n] != '\0' && at < sizeof(line) - 1; n++)
		line[at++] = message[n];
	if (write(STDERR_FILENO, line, at) < 0) {
		/* nobody listens; the abort still tells */
	}
	abort();
}
