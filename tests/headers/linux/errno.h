/* SPDX-License-Identifier: MIT */
/* <errno.h> of Linux: what the library uses of it. */
#ifndef HEADERS_ERRNO_H
#define HEADERS_ERRNO_H

int *__errno_location(void);
#define errno (*__errno_location())

#define EPERM	1
#define ENOENT	2
#define EINTR	4
#define EAGAIN	11
#define ENOMEM	12
#define EFAULT	14
#define EBUSY	16
#define EINVAL	22
#if defined(__mips__)
#define ENOSYS	89
#define ENOTSUP	122
#define EALREADY 149
#elif defined(__sparc__)
#define EALREADY 37
#define ENOTSUP	45
#define ENOSYS	90
#else
#define ENOSYS	38
#define ENOTSUP	95
#define EALREADY 114
#endif

#endif /* HEADERS_ERRNO_H */
