/* SPDX-License-Identifier: MIT */
/* <errno.h> of DragonFly 5.9: what the library uses of it. */
#ifndef HEADERS_ERRNO_H
#define HEADERS_ERRNO_H

extern __thread int errno;
static __inline int *
__error(void)
{
	return &errno;
}
#define errno (*__error())

#define EPERM	1
#define ENOENT	2
#define EINTR	4
#define ENOMEM	12
#define EFAULT	14
#define EBUSY	16
#define EINVAL	22
#define EAGAIN	35
#define EALREADY 37
#define ENOTSUP	45
#define ENOSYS	78

#endif /* HEADERS_ERRNO_H */
