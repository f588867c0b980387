dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_CHECK
dnl Check, for the host and not for the build machine: it must link.  Without
dnl it tests/harness.h brings the same macros, so nothing is lost.
AC_DEFUN([PORTSIG_CHECK_CHECK],
[AC_ARG_WITH([check],
  [AS_HELP_STRING([--without-check],
    [do not use Check; tests/harness.h has the same macros])],
  [], [with_check=auto])
portsig_have_check=no
AS_IF([test "x$with_check" != xno && test "x$cross_compiling" != xyes],
  [PKG_CHECK_MODULES([CHECK], [check >= 0.12],
     [portsig_have_check=yes], [portsig_have_check=no])])
AS_VAR_IF([portsig_have_check], [yes],
  [AC_CACHE_CHECK([whether Check links], [portsig_cv_check_links],
     [portsig_save_CFLAGS=$CFLAGS
      portsig_save_LIBS=$LIBS
      CFLAGS="$CFLAGS $CHECK_CFLAGS"
      LIBS="$CHECK_LIBS $LIBS"
      AC_LINK_IFELSE(
        [AC_LANG_PROGRAM([[#include <check.h>]],
           [[return srunner_create(suite_create("s")) == 0;]])],
        [portsig_cv_check_links=yes], [portsig_cv_check_links=no])
      CFLAGS=$portsig_save_CFLAGS
      LIBS=$portsig_save_LIBS])
   portsig_have_check=$portsig_cv_check_links])
AS_VAR_IF([portsig_have_check], [yes],
  [AC_DEFINE([HAVE_CHECK], [1], [Define to 1 to build the tests with Check])],
  [CHECK_CFLAGS=
   CHECK_LIBS=])
AC_SUBST([CHECK_CFLAGS])
AC_SUBST([CHECK_LIBS])
AS_IF([test "x$with_check" = xyes && test "x$portsig_have_check" = xno],
  [AC_MSG_ERROR([--with-check was given, but Check was not found for $host])])
])
