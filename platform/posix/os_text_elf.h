/* SPDX-License-Identifier: MIT */
/*
 * [P32]: our own code, where objects are ELF.  It is gathered in one section,
 * whose bounds the linker gives to whoever asks for them by these names, since
 * the section's name is one that C could have: gABI, GNU ld and lld alike.
 */
#ifndef POSIX_OS_TEXT_ELF_H
#define POSIX_OS_TEXT_ELF_H

#include <portsig/portsig.h>

#ifndef PORTSIG_SECTION_EACH	/* whoever reads the objects wants it so */
#undef PORTSIG_SECTION_
#define PORTSIG_SECTION_	__attribute__((section("portsig_path")))
#endif

#pragma GCC visibility push(hidden)
extern const unsigned char __start_portsig_path[], __stop_portsig_path[];
#pragma GCC visibility pop

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_pc_is_ours(uintptr_t pc)
{
	return pc - (uintptr_t)__start_portsig_path <
	    (uintptr_t)__stop_portsig_path - (uintptr_t)__start_portsig_path;
}

#endif /* POSIX_OS_TEXT_ELF_H */
