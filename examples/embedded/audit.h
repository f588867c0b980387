/* SPDX-License-Identifier: MIT */
/* What must hold after a run. */
#ifndef EMBEDDED_AUDIT_H
#define EMBEDDED_AUDIT_H

#include "run.h"

/* Prints each thing that does not hold; returns how many there are. */
unsigned audit(const struct result *r);

/* Signals of which it is known what became of them. */
unsigned long audit_accounted(const struct result *r);

#endif /* EMBEDDED_AUDIT_H */
