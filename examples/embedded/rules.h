/* SPDX-License-Identifier: MIT */
/* What signal stacks are like on this machine. */
#ifndef EMBEDDED_RULES_H
#define EMBEDDED_RULES_H

/* Tries it out and prints a table; the calling thread has no others beside. */
void rules_print(void);

#endif /* EMBEDDED_RULES_H */
