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

/*
 * Puts TEXT into LINE of SIZE bytes from AT on, and says where it ends.  Not
 * an initializer nor a copy, of which compilers make a call.
 */
PORTSIG_SIGNAL_PATH static size_t
append(char *line, size_t size, size_t at, const char *text)
{
	for (; *text != '\0' && at < size; text++)
		line[at++] = *text;
	return at;
}

PORTSIG_SIGNAL_PATH _Noreturn void
portsig_die(const char *message)
{
	char line[160];
	size_t at = append(line, sizeof(line), 0, "portsig: ");

	at = append(line, sizeof(line), at, message);
	if (write(STDERR_FILENO, line, at) < 0) {
		/* nobody listens; the abort still tells */
	}
	abort();
}
