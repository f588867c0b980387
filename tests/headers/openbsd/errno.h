/* SPDX-License-Identifier: MIT */
/* <errno.h> of OpenBSD 7.8: what the library uses of it. */
#ifndef HEADERS_ERRNO_H
#define HEADERS_ERRNO_H

int *__errno(void);
#define errno (*__errno())

#define EPERM	1
#define ENOENT	2
#define EINTR	4
#define ENOMEM	12
#define EFAULT	14
#define EBUSY	16
#define EINVAL	22
#define EAGAIN	35
#define EALREADY 37
#define ENOSYS	78
#define ENOTSUP	91

#endif /* HEADERS_ERRNO_H */
