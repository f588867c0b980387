/* SPDX-License-Identifier: MIT */
/* What machine/i386.S asks of OpenBSD: nothing, as no frame moves there. */
#ifndef OPENBSD_MACHINE_I386_H
#define OPENBSD_MACHINE_I386_H

#endif /* OPENBSD_MACHINE_I386_H */
