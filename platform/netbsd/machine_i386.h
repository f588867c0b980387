/* SPDX-License-Identifier: MIT */
/* What machine/i386.S asks of NetBSD: nothing, as no frame moves there. */
#ifndef NETBSD_MACHINE_I386_H
#define NETBSD_MACHINE_I386_H

#endif /* NETBSD_MACHINE_I386_H */
