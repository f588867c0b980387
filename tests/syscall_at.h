/* SPDX-License-Identifier: MIT */
/*
 * sigaltstack(2) with a stack pointer of one's own choice, as the kernel sees
 * it; and where this CPU is not written for, with the present one.
 */
#ifndef TESTS_SYSCALL_AT_H
#define TESTS_SYSCALL_AT_H

#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * *SP is the stack pointer to enter the kernel with, or 0 for no matter; then
 * it is what was used, within a frame's size.  Nothing may be delivered
 * meanwhile.  Returns 0 or an errno value.
 */
static __attribute__((noinline, unused)) int
sigaltstack_at(uintptr_t *sp, const void *new, void *old)
{
	int saved = errno;
	long r;

#if defined(__x86_64__) && !defined(__ILP32__)
	if (*sp != 0) {
		__asm__ volatile(
		    "mov %%rsp, %%r12\n\t"
		    "mov %[sp], %%rsp\n\t"
		    "syscall\n\t"
		    "mov %%r12, %%rsp"
		    : "=a" (r)
		    : "a" ((long)SYS_sigaltstack), "D" (new), "S" (old),
			[sp] "r" (*sp)
		    : "rcx", "r11", "r12", "memory");
		return (int)-r;
	}
#endif
	*sp = (uintptr_t)__builtin_frame_address(0);
	r = syscall(SYS_sigaltstack, new, old);
	if (r == 0)
		return 0;
	r = errno;
	errno = saved;
	return (int)r;
}

#endif /* TESTS_SYSCALL_AT_H */
