/* SPDX-License-Identifier: MIT */
/* Numbers and words to text, without stdio. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "text.h"

#include <unistd.h>

static void
put(struct text *t, char c)
{
	if (t->at < t->end)
		*t->at++ = c;
}

void
text_word(struct text *t, const char *word)
{
	while (*word != '\0')
		put(t, *word++);
}

static void
put_number(struct text *t, uintmax_t number, unsigned base)
{
	char digit[32];
	unsigned n = 0;

	do {
		digit[n++] = "0123456789abcdef"[number % base];
		number /= base;
	} while (number != 0);
	while (n > 0)
		put(t, digit[--n]);
}

void
text_dec(struct text *t, unsigned long number)
{
	put_number(t, number, 10);
}

void
text_hex(struct text *t, uintptr_t number)
{
	text_word(t, "0x");
	put_number(t, number, 16);
}

void
text_write(const struct text *t, const char *start, int fd)
{
	ssize_t done;

	while (start < t->at) {
		done = write(fd, start, (size_t)(t->at - start));
		if (done <= 0)
			return;
		start += done;
	}
}
