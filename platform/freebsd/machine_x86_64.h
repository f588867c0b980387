/* SPDX-License-Identifier: MIT */
/* What machine/x86_64.S asks of FreeBSD: nothing, as frames are not moved. */
#ifndef FREEBSD_MACHINE_X86_64_H
#define FREEBSD_MACHINE_X86_64_H

#endif /* FREEBSD_MACHINE_X86_64_H */
