/* SPDX-License-Identifier: MIT */
/* What machine/riscv64.S asks of FreeBSD: nothing, as frames are not moved. */
#ifndef FREEBSD_MACHINE_RISCV64_H
#define FREEBSD_MACHINE_RISCV64_H

#endif /* FREEBSD_MACHINE_RISCV64_H */
