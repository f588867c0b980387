/* SPDX-License-Identifier: MIT */
/*
 * Numbers and words to text, without stdio: usable in handlers and where the
 * heap may be locked for good.
 */
#ifndef EMBEDDED_TEXT_H
#define EMBEDDED_TEXT_H

#include <stdint.h>

/* Where the next character goes, and where none may; never overrun. */
struct text {
	char *at;
	char *end;
};

void text_word(struct text *t, const char *word);
void text_dec(struct text *t, unsigned long number);
void text_hex(struct text *t, uintptr_t number);

/* Writes START up to where T is to a descriptor. */
void text_write(const struct text *t, const char *start, int fd);

#endif /* EMBEDDED_TEXT_H */
