/* SPDX-License-Identifier: MIT */
/* What machine/arm.S asks of OpenBSD: nothing, as no frame moves there. */
#ifndef OPENBSD_MACHINE_ARM_H
#define OPENBSD_MACHINE_ARM_H

#endif /* OPENBSD_MACHINE_ARM_H */
