/* SPDX-License-Identifier: MIT */
/*
 * [P9] The frame's signal mask, where it is a sigset_t of libc's own size:
 * the member PORTSIG_OS_MASK of PORTSIG_OS_FRAME (os_frame.h).  Installed as
 * portsig/os/os_frame_mask.h.
 */
#ifndef POSIX_OS_FRAME_MASK_H
#define POSIX_OS_FRAME_MASK_H

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_get(const void *frame, sigset_t *set)
{
	*set = ((const PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_MASK;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_add(void *frame, int signo)
{
	int saved = errno;

	sigaddset(&((PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_MASK, signo);
	errno = saved;
}

PORTSIG_SIGNAL_PATH static inline void
portsig_os_frame_mask_del(void *frame, int signo)
{
	int saved = errno;

	sigdelset(&((PORTSIG_OS_FRAME *)frame)->PORTSIG_OS_MASK, signo);
	errno = saved;
}

#endif /* POSIX_OS_FRAME_MASK_H */
