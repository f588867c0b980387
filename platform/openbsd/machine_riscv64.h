/* SPDX-License-Identifier: MIT */
/* What machine/riscv64.S asks of OpenBSD: nothing, as no frame moves there. */
#ifndef OPENBSD_MACHINE_RISCV64_H
#define OPENBSD_MACHINE_RISCV64_H

#endif /* OPENBSD_MACHINE_RISCV64_H */
