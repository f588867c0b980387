dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_TLS_MODEL
dnl Whether a shared library with initial-exec TLS can be loaded by dlopen():
dnl glibc keeps static TLS in reserve for that, musl's loader refuses it.  It
dnl is a property of the loader, which may not be run, so the libc decides.
dnl NetBSD reserves 64 bytes (libexec/ld.elf_so/rtld.h), illumos 512
dnl (usr/src/cmd/sgs/rtld/common/tls.c), FreeBSD and DragonFly 128 and more
dnl (freebsd-13.0 libexec/rtld-elf/rtld.h, RTLD_STATIC_TLS_EXTRA); OpenBSD's
dnl loader takes a library with TLS of any model at the start of a program
dnl only, and then this one is the one without a call.
AC_DEFUN([PORTSIG_CHECK_TLS_MODEL],
[AC_CACHE_CHECK([whether initial-exec TLS loads in a dlopened library],
  [portsig_cv_tls_initial_exec],
  [AC_COMPILE_IFELSE(
     [AC_LANG_PROGRAM([[#include <limits.h>
                        #if !defined __GLIBC__ && \
                            !defined __NetBSD__ && !defined __OpenBSD__ && \
                            !defined __FreeBSD__ && !defined __DragonFly__ && \
                            !defined __sun
                        #error "not known of this libc"
                        #endif
                        static _Thread_local void *volatile slot
                            __attribute__((tls_model("initial-exec")));]],
        [[return slot != 0;]])],
     [portsig_cv_tls_initial_exec=yes], [portsig_cv_tls_initial_exec=no])])
AS_VAR_IF([portsig_cv_tls_initial_exec], [yes],
  [portsig_tls_initial_exec=1], [portsig_tls_initial_exec=0])
AC_DEFINE_UNQUOTED([PORTSIG_TLS_INITIAL_EXEC], [$portsig_tls_initial_exec],
  [1 if initial-exec TLS loads in a dlopened shared library, else 0])
])
