/* SPDX-License-Identifier: MIT */
/* What machine/aarch64.S asks of FreeBSD: nothing, as frames are not moved. */
#ifndef FREEBSD_MACHINE_AARCH64_H
#define FREEBSD_MACHINE_AARCH64_H

#endif /* FREEBSD_MACHINE_AARCH64_H */
