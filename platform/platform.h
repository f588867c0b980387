/* SPDX-License-Identifier: MIT */
/*
 * The contract: what one operating system's directory supplies to the core,
 * and all that the core uses of it.  Each promise has a tag, [P1] to [P34],
 * and tests named after it, most of them in tests/check_platform.c.
 *
 * For every function here, unless it says otherwise:
 *  - pointers are not NULL, and what they point to is the caller's;
 *  - the result is 0 or an errno value, which may be negative (HAI-8), and
 *    out parameters are untouched on failure;
 *  - errno is left as it was found;
 *  - Context: any.  It may be called in a handler on any thread, allocates
 *    nothing and takes no lock.
 *
 * The headers that the build finds in the OS directory, or in posix/:
 *   os_slot.h      [P1] [P2]    the thread slot, inline
 *   os_text.h      [P32]        what is our own code; the first, as it marks it
 *   os_regs.h      [P3] to [P9] the frame, inline; installed as portsig/os/
 *   posix/os_sigstack.h [P10]   ss_sp, inline; its type found by configure
 */
#ifndef PLATFORM_PLATFORM_H
#define PLATFORM_PLATFORM_H

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * [P32] True if PC is in a function marked PORTSIG_SIGNAL_PATH of a source
 *       that includes this header; functions of libc do not count.
 *
 * static inline bool portsig_os_pc_is_ours(uintptr_t pc);
 */
#include "os_text.h"

/*
 * [P1] One pointer a thread.  NULL on a thread that never set it.
 *
 * static inline void *portsig_os_slot_get(void);
 * static inline bool portsig_os_slot_set(void *value);
 *
 * Both work in a handler on a thread never seen before, without a call into
 * the allocator or the loader.  A signal between any two instructions whose
 * handler leaves the slot as it found it is not seen by the code it
 * interrupted.
 *
 * False if the slot is NULL and there is no room for what one more thread
 * holds; then it stays NULL.  A slot that is not NULL can be set, and any can
 * be set to NULL, which makes room.
 *
 * static inline void portsig_os_slot_clear(void);
 *
 * The same as setting NULL, where the thread ends or else will not go on with
 * anything that this interrupted.
 *
 * static inline void portsig_os_slot_forked(void);
 *
 * In a child of fork: what threads held that did not come along is gone.
 *
 * [P2] The calling thread's identity: not 0, a multiple of 8, different from
 * that of every other live thread, the same for the thread's whole life and,
 * for the thread that forks, in the child.  It may be reused after the
 * thread's end.
 *
 * static inline uintptr_t portsig_os_thread_self(void);
 */
#include "os_slot.h"

/*
 * [P3] to [P9] The interrupted state, by name.  FRAME is a handler's third
 * argument and is never NULL.  The functions are static inline:
 *
 * [P3] uintptr_t portsig_os_frame_pc(const void *frame);
 *      uintptr_t portsig_os_frame_sp(const void *frame);
 *      uintptr_t portsig_os_frame_fp(const void *frame);
 *      what was interrupted: next instruction, stack pointer, frame pointer.
 * [P4] uintptr_t portsig_os_frame_ra(const void *frame);
 *      the link register; 0 where the CPU keeps the return address on the
 *      stack.
 *      uintptr_t portsig_os_frame_arg(const void *frame, unsigned n);
 *      what register argument N would be, were a function being entered; 0
 *      beyond those passed in registers.
 * [P5] void portsig_os_frame_set_pc(void *frame, uintptr_t);
 *      void portsig_os_frame_set_sp(void *frame, uintptr_t);
 *      void portsig_os_frame_set_fp(void *frame, uintptr_t);
 *      int portsig_os_frame_set_ra(void *frame, uintptr_t);
 *      int portsig_os_frame_set_arg(void *frame, unsigned n, uintptr_t);
 *      what the thread goes on with when the handler returns.  Setting the pc
 *      also clears what would make the CPU refuse the new one (BTYPE, ...).
 *      ENOTSUP where there is no such register.
 * [P6] int portsig_os_fault_address(int signo, const siginfo_t *,
 *          const void *frame, uintptr_t *addr);
 *      the address that could not be accessed, or, where the CPU tells no
 *      more, the start of the 4096 bytes that it is in.  ENOENT if the kernel
 *      does not know it, or the signal is no memory fault.
 * [P7] unsigned portsig_os_fault_access(int signo, const siginfo_t *,
 *          const void *frame);
 *      enum portsig_access: READ, WRITE, EXEC, or UNKNOWN if it is not told.
 * [P8] bool portsig_os_fault_is_kernel(int signo, const siginfo_t *);
 *      true if the kernel raised it for the interrupted instruction, false if
 *      somebody sent it.  A process can forge this to itself.
 *      bool portsig_os_fault_pc_is_at(int signo, const siginfo_t *,
 *          const void *frame);
 *      true if returning executes the faulting instruction again.
 * [P9] int portsig_os_frame_altstack(const void *frame, uintptr_t *base,
 *          size_t *size);
 *      the signal stack setting at delivery, out of the frame, no system
 *      call.  ENOENT if it was disabled, ENOTSUP if this OS does not tell.
 *      void portsig_os_frame_mask_get(const void *frame, sigset_t *set);
 *      void portsig_os_frame_mask_add(void *frame, int signo);
 *      void portsig_os_frame_mask_del(void *frame, int signo);
 *      the signal mask that returning restores; only what the kernel's own
 *      set holds is read or written, never libc's larger type.
 */
#include "os_regs.h"

/*
 * [P10] ss_sp, whatever its type: one plain store, or one load; no call.
 *
 * static inline void portsig_os_set_signalstack_sp(stack_t *, uintptr_t);
 * static inline uintptr_t portsig_os_get_signalstack_sp(const stack_t *);
 */
#include "posix/os_sigstack.h"

#pragma GCC visibility push(hidden)

/*
 * [P11] A whole stack_t in the form this OS wants: all bytes zeroed first,
 *       ss_flags exactly 0 or exactly SS_DISABLE, a valid size also with
 *       SS_DISABLE.
 */
void portsig_os_altstack_fill(stack_t *st, uintptr_t sp, size_t size);
void portsig_os_altstack_fill_disabled(stack_t *st);

/*
 * [P12] sigaltstack(2) for the calling thread; NEW and OLD may be NULL.
 *       EPERM   the thread is on the stack NEW would replace or disable
 *       ENOMEM  NEW->ss_size is below [P13], even where the kernel takes it
 *       EINVAL  NEW->ss_flags is not 0 or SS_DISABLE, besides the bits of
 *               [P14]
 *       OLD then reads: flags have SS_DISABLE, or the address and size are
 *       in force.
 */
int portsig_os_altstack(const stack_t *new, stack_t *old);

/*
 * [P13] Bytes that one signal's frame takes at most on this CPU, or that the
 *       kernel insists on: the largest of all figures that can be had at run
 *       time.  Found once; later calls only read.
 */
size_t portsig_os_altstack_min_size(void);

/*
 * [P14] What this kernel's signal stacks are like.
 *
 * by_sp:         on-stack is told by the stack pointer, not by a bit
 * change_on_it:  a thread may replace the stack it is running on
 * inherited:     a new thread starts with its creator's setting
 * kept_by_fork:  fork's child starts with the forking thread's setting
 * uc_stack_set:  the frame tells the setting, see [P9]
 * restored:      returning from a handler may put the setting back
 * checked:       the kernel sees that a frame fits before it writes it
 * extra_flags:   ss_flags bits to hand back unchanged when restoring
 */
struct portsig_os_altstack_rules {
	bool by_sp, change_on_it, inherited, kept_by_fork;
	bool uc_stack_set, restored, checked;
	int extra_flags;
};
extern const struct portsig_os_altstack_rules portsig_os_altstack_rules;

/*
 * [P15] Memory for a stack: SIZE usable bytes, a multiple of the page size,
 *       readable and writable and zero, aligned to a page, with at least one
 *       inaccessible page below.  Unmapping takes the same BASE and SIZE.
 *       ENOMEM.  Context: normal
 */
int portsig_os_stack_map(size_t size, void **base);
void portsig_os_stack_unmap(void *base, size_t size);

/* [P16] Bytes in a page, a power of two. */
size_t portsig_os_page_size(void);

/*
 * [P17] Signals that libc keeps for itself (true), which nobody may claim or
 *       block; false for all others, and for numbers that are no signal.
 */
bool portsig_os_signal_is_reserved(int signo);

/* [P18] What SIG_DFL does with a signal. */
enum portsig_os_default {
	PORTSIG_OS_DEFAULT_IGNORE = 0,	/* nothing */
	PORTSIG_OS_DEFAULT_STOP,	/* stops the process */
	PORTSIG_OS_DEFAULT_END		/* ends it, with a core or without */
};
enum portsig_os_default portsig_os_signal_default(int signo);

/*
 * [P19] Send SIGNO to the calling thread so that it arrives with INFO as its
 *       siginfo where the OS can do that, else as good as raise().  With the
 *       signal blocked it stays pending.
 *       EAGAIN  the queue is full; nothing was sent
 */
int portsig_os_signal_resend(int signo, const siginfo_t *info);

/*
 * [P20] Send SIGNO to this process, any thread of it, with INFO where the OS
 *       can do that; INFO may be changed for it, and is not copied, as the
 *       stack may be small.
 *       EAGAIN  the queue is full; nothing was sent
 *       EPERM, ENOSYS  a filter forbids the system call; nothing was sent
 */
int portsig_os_signal_send(int signo, siginfo_t *info);

/*
 * [P21] True if this process is one that the kernel shields from default
 *       actions (PID 1 of a namespace).  One system call.
 */
bool portsig_os_process_is_init(void);

/*
 * [P22] Copy FRAME, with all that it points to, and INFO to below NEW_SP: what
 *       returning through FRAME resumes now, returning through the copy
 *       resumes then, with every register, the signal mask and the signal
 *       stack setting as FRAME has them.  FRAME and INFO are as the kernel
 *       gave them to the handler, or a copy.  NEW_SP is the interrupted stack
 *       pointer, or the end of any memory; the red zone below it is left
 *       alone.  The handler must not be running on what the copy overwrites.
 *       No system call.
 *       ENOTSUP  this OS or CPU cannot; or not this frame: it holds what is
 *                not known here, or the thread has a shadow stack
 *       portsig_os_frame_move_size() is how many bytes below NEW_SP are
 *       written at the most, or 0 if that is ENOTSUP.
 */
struct portsig_os_moved {
	void *frame;		/* the copy, for [P3] to [P9] and [P22] */
	siginfo_t *info;	/* the copy of INFO */
	uintptr_t sp;		/* all of it is here and above */
};
size_t portsig_os_frame_move_size(const void *frame);
int portsig_os_frame_move(const void *frame, const siginfo_t *info,
    uintptr_t new_sp, struct portsig_os_moved *moved);

/*
 * [P33] Change FRAME, the original, so that returning through it, from the
 *       handler, calls fn(arg[0], arg[1], arg[2]) on the stack below
 *       MOVED->sp, and then returns through the copy, which may have been
 *       changed or moved meanwhile.  fn may be any function of up to three
 *       arguments that are pointers or integers of their size, or an int, not
 *       negative.  It runs with the signal mask that FRAME then has (see
 *       [P9]), nothing of what it runs on is on the handler's stack, and it
 *       may jump out instead.  For an unwinder it is called from a signal's
 *       frame, and the next one is the interrupted code's.
 *       portsig_os_frame_resume() returns through the copy at once.
 */
struct portsig_os_call {
	void (*fn)(void);		/* cast to this */
	uintptr_t arg[3];
};
void portsig_os_frame_land(void *frame, const struct portsig_os_moved *moved,
    const struct portsig_os_call *call);
_Noreturn void portsig_os_frame_resume(const struct portsig_os_moved *moved);

/*
 * [P34] Call FN(ARG) on the stack below SP, and come back.  FN may jump out,
 *       and an unwinder finds the caller.
 *       ENOTSUP  not on this CPU; nothing was called
 */
int portsig_os_stack_call(uintptr_t sp, void (*fn)(void *), void *arg);

/*
 * [P23] Make every running thread of the process pass a full memory fence,
 *       so that what it did before is seen after, at no cost to them otherwise.
 *       ENOTSUP  not here: the others must use a fence of their own.
 *       portsig_os_fence_init() makes it ready.  Context: normal
 */
int portsig_os_fence_init(void);
int portsig_os_fence_others(void);

/*
 * [P24] A word that reads 0 in a child of fork, _Fork or a raw clone until it
 *       is set there, and else keeps what was stored.  It is one per process.
 *       ENOTSUP  no such memory here
 *       Context: normal; the word itself: any
 */
int portsig_os_fork_word(_Atomic unsigned **word);

/* [P25] Whether the calling thread is the one that fork made the process with,
 *       or its first one.  System calls, where libc's memory is no proof. */
bool portsig_os_thread_is_first(void);

/* [P26] A short lower-case name: "linux", "darwin", ... */
extern const char portsig_os_name[];

/*
 * [P27] Have FN called when a thread ends that armed the hook, after its
 *       last ordinary code, with what was armed.  FN may arm again.
 *       portsig_os_exit_hook_init() makes it ready, once per process.
 *       EAGAIN   no hook is left.  Context: normal
 *       portsig_os_exit_hook_arm() is for the calling thread; VALUE is not
 *       NULL.  Context: any if MAY_ALLOCATE is false, else normal
 *       ENOTSUP  arming may allocate or lock, and MAY_ALLOCATE is false
 *       ENOMEM   it did, and there was no memory
 */
int portsig_os_exit_hook_init(void (*fn)(void *));
int portsig_os_exit_hook_arm(void *value, bool may_allocate);

/*
 * [P28] True if the siginfo says that the signal was sent to this one thread.
 *       False does not prove the opposite.
 */
bool portsig_os_signal_is_directed(int signo, const siginfo_t *info);

/* [P30] True if several of this signal queue; false if they merge into one. */
bool portsig_os_signal_is_queued(int signo);

/*
 * [P31] True if GOT is what a process-wide [P20] of SENT is delivered with.
 *       Two signals that were alike from the start are not told apart.
 */
bool portsig_os_signal_is_resent(const siginfo_t *sent, const siginfo_t *got);

/*
 * [P29] Put a setting back that was in force on this thread, whoever made it:
 *       as [P12], but a size below [P13] is the kernel's to judge.
 */
int portsig_os_altstack_restore(const stack_t *st);

#pragma GCC visibility pop

#endif /* PLATFORM_PLATFORM_H */
