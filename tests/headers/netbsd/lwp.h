/* SPDX-License-Identifier: MIT */
/* <lwp.h> of NetBSD 10: what the library uses of it. */
#ifndef HEADERS_LWP_H
#define HEADERS_LWP_H

typedef int lwpid_t;

int _lwp_kill(lwpid_t, int);
lwpid_t _lwp_self(void);

#endif /* HEADERS_LWP_H */
