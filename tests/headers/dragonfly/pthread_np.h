/* SPDX-License-Identifier: MIT */
/* <pthread_np.h> of DragonFly 5.9: what the library uses of it. */
#ifndef HEADERS_PTHREAD_NP_H
#define HEADERS_PTHREAD_NP_H

int pthread_main_np(void);

#endif /* HEADERS_PTHREAD_NP_H */
