/* SPDX-License-Identifier: MIT */
/* What machine/x86_64.S asks of Haiku: nothing, as frames are not moved. */
#ifndef HAIKU_MACHINE_X86_64_H
#define HAIKU_MACHINE_X86_64_H

#endif /* HAIKU_MACHINE_X86_64_H */
