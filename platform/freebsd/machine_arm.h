/* SPDX-License-Identifier: MIT */
/* What machine/arm.S asks of FreeBSD: nothing, as frames are not moved. */
#ifndef FREEBSD_MACHINE_ARM_H
#define FREEBSD_MACHINE_ARM_H

#endif /* FREEBSD_MACHINE_ARM_H */
