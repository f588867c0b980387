/* SPDX-License-Identifier: MIT */
/* What machine/ppc64le.S asks of FreeBSD: nothing, as frames are not moved. */
#ifndef FREEBSD_MACHINE_PPC64LE_H
#define FREEBSD_MACHINE_PPC64LE_H

#endif /* FREEBSD_MACHINE_PPC64LE_H */
