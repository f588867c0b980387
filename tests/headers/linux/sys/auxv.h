/* SPDX-License-Identifier: MIT */
/* <sys/auxv.h> of Linux: what the library uses of it. */
#ifndef HEADERS_SYS_AUXV_H
#define HEADERS_SYS_AUXV_H

#define AT_HWCAP	16
#define AT_MINSIGSTKSZ	51

unsigned long getauxval(unsigned long);

#endif /* HEADERS_SYS_AUXV_H */
