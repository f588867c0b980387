dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_LD_FLAG(NAME, FLAG)
dnl Whether the linker takes FLAG: portsig_cv_ld_NAME, and portsig_ld_NAME is
dnl FLAG or nothing.  Not AX_CHECK_LINK_FLAG, whose cache variable cannot be
dnl named by hand on a command line.
AC_DEFUN([PORTSIG_CHECK_LD_FLAG],
[AC_CACHE_CHECK([whether the linker takes $2], [portsig_cv_ld_$1],
  [portsig_save_LDFLAGS=$LDFLAGS
   LDFLAGS="$LDFLAGS $2"
   AC_LINK_IFELSE([AC_LANG_PROGRAM([[]], [[]])],
     [portsig_cv_ld_$1=yes], [portsig_cv_ld_$1=no])
   LDFLAGS=$portsig_save_LDFLAGS])
AS_VAR_IF([portsig_cv_ld_$1], [yes], [portsig_ld_$1=$2], [portsig_ld_$1=])
AC_SUBST([portsig_ld_$1])
])
