dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_MINSIGSTKSZ
dnl glibc 2.34 made it a sysconf() call under _GNU_SOURCE.
AC_DEFUN([PORTSIG_CHECK_MINSIGSTKSZ],
[AC_CACHE_CHECK([whether MINSIGSTKSZ is a constant],
  [portsig_cv_minsigstksz_const],
  [AC_COMPILE_IFELSE(
     [AC_LANG_PROGRAM([[#include <signal.h>
                        #include <unistd.h>
                        static char area[MINSIGSTKSZ];]], [[return area[0];]])],
     [portsig_cv_minsigstksz_const=yes], [portsig_cv_minsigstksz_const=no])])
AS_VAR_IF([portsig_cv_minsigstksz_const], [yes],
  [portsig_minsigstksz_const=1], [portsig_minsigstksz_const=0])
AC_DEFINE_UNQUOTED([PORTSIG_MINSIGSTKSZ_CONST], [$portsig_minsigstksz_const],
  [1 if MINSIGSTKSZ is a constant expression, else 0])
])
