/* SPDX-License-Identifier: MIT */
/* What machine/aarch64.S asks of NetBSD: nothing, as no frame moves there. */
#ifndef NETBSD_MACHINE_AARCH64_H
#define NETBSD_MACHINE_AARCH64_H

#endif /* NETBSD_MACHINE_AARCH64_H */
