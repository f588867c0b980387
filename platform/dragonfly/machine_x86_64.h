/* SPDX-License-Identifier: MIT */
/* What machine/x86_64.S asks of DragonFly: nothing, as frames are not moved. */
#ifndef DRAGONFLY_MACHINE_X86_64_H
#define DRAGONFLY_MACHINE_X86_64_H

#endif /* DRAGONFLY_MACHINE_X86_64_H */
