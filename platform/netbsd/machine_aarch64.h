/* SPDX-License-Identifier: MIT */
/*
 * What machine/aarch64.S asks of NetBSD.  setcontext takes the address of the
 * ucontext, which is behind siginfo.  Unwinders are not told of it: they do
 * not know libc's own trampoline by its instructions either.
 * NetBSD-10 lib/libc/arch/aarch64/sys/__sigtramp2.S, SYS.h.
 */
#ifndef NETBSD_MACHINE_AARCH64_H
#define NETBSD_MACHINE_AARCH64_H

#define SIGRETURN	add x0, sp, #128; svc #308

#endif /* NETBSD_MACHINE_AARCH64_H */
