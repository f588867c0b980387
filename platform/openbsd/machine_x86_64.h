/* SPDX-License-Identifier: MIT */
/* What machine/x86_64.S asks of OpenBSD: nothing, as no frame moves there. */
#ifndef OPENBSD_MACHINE_X86_64_H
#define OPENBSD_MACHINE_X86_64_H

#endif /* OPENBSD_MACHINE_X86_64_H */
