/* SPDX-License-Identifier: MIT */
/* What machine/x86_64.S asks of NetBSD: nothing, as no frame moves there. */
#ifndef NETBSD_MACHINE_X86_64_H
#define NETBSD_MACHINE_X86_64_H

#endif /* NETBSD_MACHINE_X86_64_H */
