/* SPDX-License-Identifier: MIT */
/*
 * [P32] on Darwin: our own code is gathered in one section of Mach-O, which the
 * linker tells the bounds of to whoever asks for symbols of these names (ld64
 * and lld alike).  The attributes are those of __text: without them the
 * section would be taken for data.
 */
#ifndef DARWIN_OS_TEXT_H
#define DARWIN_OS_TEXT_H

#include <portsig/portsig.h>

#ifndef PORTSIG_SECTION_EACH	/* whoever reads the objects wants it so */
#undef PORTSIG_SECTION_
#define PORTSIG_SECTION_ __attribute__((section( \
	"__TEXT,portsig_path,regular,pure_instructions")))
#endif

#pragma GCC visibility push(hidden)
extern const unsigned char portsig_os_path_start[]
    __asm__("section$start$__TEXT$portsig_path");
extern const unsigned char portsig_os_path_stop[]
    __asm__("section$end$__TEXT$portsig_path");
#pragma GCC visibility pop

PORTSIG_SIGNAL_PATH static inline bool
portsig_os_pc_is_ours(uintptr_t pc)
{
	return pc - (uintptr_t)portsig_os_path_start <
	    (uintptr_t)portsig_os_path_stop - (uintptr_t)portsig_os_path_start;
}

#endif /* DARWIN_OS_TEXT_H */
