/* SPDX-License-Identifier: MIT */
/* What machine/arm.S asks of NetBSD: nothing, as frames are not moved. */
#ifndef NETBSD_MACHINE_ARM_H
#define NETBSD_MACHINE_ARM_H

#endif /* NETBSD_MACHINE_ARM_H */
