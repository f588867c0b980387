/* SPDX-License-Identifier: MIT */
/*
 * [P15] [P16] Memory for stacks, which must be mapped as such (OBS-3, OBS-6).
 * All pages of such a stack stay usable as a signal stack, the lowest one too,
 * which sigaltstack leaves as it is (OBS-4).
 */
#include "config.h"

#include <sys/mman.h>

#define PORTSIG_OS_STACK_FLAGS MAP_STACK

#include "posix/os_stack.c"
