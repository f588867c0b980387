/* SPDX-License-Identifier: MIT */
/* <sys/param.h> of NetBSD 10: its version. */
#ifndef HEADERS_SYS_PARAM_H
#define HEADERS_SYS_PARAM_H

#define __NetBSD_Version__ 1000000000

#endif /* HEADERS_SYS_PARAM_H */
