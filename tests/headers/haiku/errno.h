/* SPDX-License-Identifier: MIT */
/* <errno.h> of Haiku: what the library uses of it.  All are negative. */
#ifndef HEADERS_ERRNO_H
#define HEADERS_ERRNO_H

#include <limits.h>

int *_errnop(void);
#define errno (*_errnop())

#define ENOMEM	(INT_MIN + 0)
#define EINVAL	(INT_MIN + 5)
#define EINTR	(INT_MIN + 10)
#define EAGAIN	(INT_MIN + 11)
#define EBUSY	(INT_MIN + 14)
#define EPERM	(INT_MIN + 15)
#define EFAULT	(INT_MIN + 0x1301)
#define ENOENT	(INT_MIN + 0x6003)
#define ENOSYS	(INT_MIN + 0x7009)
#define ESRCH	(INT_MIN + 0x700d)
#define EALREADY (INT_MIN + 0x7025)
#define ENOTSUP	(INT_MIN + 0x7038)

#endif /* HEADERS_ERRNO_H */
