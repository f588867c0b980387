/* SPDX-License-Identifier: MIT */
/*
 * What machine/x86_64.S asks of this system: nothing, as frames are not moved.
 *
 * PORT: such a file for each CPU that has a <cpu>.S in platform/machine, where
 * objects are ELF; elsewhere none, and `none' in configure.ac.
 */
#ifndef TEMPLATE_MACHINE_X86_64_H
#define TEMPLATE_MACHINE_X86_64_H

#endif /* TEMPLATE_MACHINE_X86_64_H */
