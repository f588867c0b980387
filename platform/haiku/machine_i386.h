/* SPDX-License-Identifier: MIT */
/* What machine/i386.S asks of Haiku: nothing, as frames are not moved. */
#ifndef HAIKU_MACHINE_I386_H
#define HAIKU_MACHINE_I386_H

#endif /* HAIKU_MACHINE_I386_H */
