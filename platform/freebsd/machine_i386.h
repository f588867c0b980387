/* SPDX-License-Identifier: MIT */
/* What machine/i386.S asks of FreeBSD: nothing, as frames are not moved. */
#ifndef FREEBSD_MACHINE_I386_H
#define FREEBSD_MACHINE_I386_H

#endif /* FREEBSD_MACHINE_I386_H */
