/* SPDX-License-Identifier: MIT */
/* What machine/aarch64.S asks of OpenBSD: nothing, as no frame moves there. */
#ifndef OPENBSD_MACHINE_AARCH64_H
#define OPENBSD_MACHINE_AARCH64_H

#endif /* OPENBSD_MACHINE_AARCH64_H */
