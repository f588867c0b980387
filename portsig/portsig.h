/* SPDX-License-Identifier: MIT */
/*
 * What every public header of portsig needs: the export mark, the version, and
 * the description of a stack.  Includes nothing but ISO C.
 */
#ifndef PORTSIG_PORTSIG_H
#define PORTSIG_PORTSIG_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define PORTSIG_API __attribute__((visibility("default")))
#else
#define PORTSIG_API
#endif

/*
 * PORTSIG_SIGNAL_PATH marks a function that runs between signal entry and the
 * runtime's own code.  The compiler adds nothing to it: no sanitizer callback,
 * coverage counter, entry hook or stack protector.
 */
#if defined(__has_attribute)
#if __has_attribute(disable_sanitizer_instrumentation)
#define PORTSIG_NO_SANITIZE_ \
	__attribute__((disable_sanitizer_instrumentation, \
	    no_sanitize("address", "memory", "thread", "undefined"), \
	    no_sanitize("coverage")))
#elif __has_attribute(no_sanitize_coverage)
#define PORTSIG_NO_SANITIZE_ \
	__attribute__((no_sanitize_address, no_sanitize_thread, \
	    no_sanitize_undefined, no_sanitize_coverage))
#elif __has_attribute(no_sanitize_address)
#define PORTSIG_NO_SANITIZE_ \
	__attribute__((no_sanitize_address, no_sanitize_thread, \
	    no_sanitize_undefined))
#endif
#if __has_attribute(no_profile_instrument_function)
#define PORTSIG_NO_PROFILE_ __attribute__((no_profile_instrument_function))
#endif
#if __has_attribute(no_stack_protector)
#define PORTSIG_NO_PROTECTOR_ __attribute__((no_stack_protector))
#endif
#endif
#ifndef PORTSIG_NO_SANITIZE_
#define PORTSIG_NO_SANITIZE_
#endif
#ifndef PORTSIG_NO_PROFILE_
#define PORTSIG_NO_PROFILE_
#endif
#ifndef PORTSIG_NO_PROTECTOR_
#define PORTSIG_NO_PROTECTOR_
#endif
#define PORTSIG_SECTION_		/* the library has one for its own */
#if defined(PORTSIG_UNMARKED)	/* to look at it with a sanitizer */
#define PORTSIG_SIGNAL_PATH PORTSIG_SECTION_
#elif defined(__GNUC__)
#define PORTSIG_SIGNAL_PATH \
	__attribute__((no_instrument_function)) PORTSIG_NO_SANITIZE_ \
	PORTSIG_NO_PROFILE_ PORTSIG_NO_PROTECTOR_ PORTSIG_SECTION_
#else
#define PORTSIG_SIGNAL_PATH
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** enum portsig_access - what a faulting instruction wanted to do */
enum portsig_access {
	PORTSIG_ACCESS_UNKNOWN = 0,
	PORTSIG_ACCESS_READ,
	PORTSIG_ACCESS_WRITE,
	PORTSIG_ACCESS_EXEC
};

/** enum portsig_stack_kind - how much is known of a stack's bounds */
enum portsig_stack_kind {
	PORTSIG_STACK_UNKNOWN = 0,	/* nothing; base and size are 0 */
	PORTSIG_STACK_PROMISED,		/* the caller's own figures */
	PORTSIG_STACK_EXACT		/* told by the kernel or by attach */
};

/**
 * struct portsig_stack - the stack that some code runs on
 * @base: lowest address, or NULL while the kind is UNKNOWN
 * @size: bytes from @base upwards, or 0
 * @kind: enum portsig_stack_kind
 */
struct portsig_stack {
	void *base;
	size_t size;
	unsigned kind;
};

/**
 * portsig_version() - the version of the library that is loaded
 *
 * Returns a constant string such as "0.1.0"; it is never freed.
 *
 * Context: any
 * Threads: safe; reads a constant
 * Source:  portsig
 */
PORTSIG_API const char *portsig_version(void);

#ifdef __cplusplus
}
#endif

#endif /* PORTSIG_PORTSIG_H */
