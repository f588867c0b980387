/* SPDX-License-Identifier: MIT */
/* <pthread_np.h> of OpenBSD 7.8: what the library uses of it. */
#ifndef HEADERS_PTHREAD_NP_H
#define HEADERS_PTHREAD_NP_H

#include <pthread.h>

int pthread_main_np(void);

#endif /* HEADERS_PTHREAD_NP_H */
