/* SPDX-License-Identifier: MIT */
/* <errno.h> of illumos in 2013: what the library uses of it. */
#ifndef HEADERS_ERRNO_H
#define HEADERS_ERRNO_H

int *___errno(void);
#define errno (*___errno())

#define EPERM	1
#define ENOENT	2
#define EINTR	4
#define EAGAIN	11
#define ENOMEM	12
#define EFAULT	14
#define EBUSY	16
#define EINVAL	22
#define ENOTSUP	48
#define ENOSYS	89
#define EALREADY 149

#endif /* HEADERS_ERRNO_H */
