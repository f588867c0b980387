dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_SS_SP
dnl The type of ss_sp: POSIX says void *, older systems char *, and it has been
dnl an integer.  Defines PORTSIG_SS_SP_KIND as 1, 2 or 3.
AC_DEFUN([PORTSIG_CHECK_SS_SP],
[AC_CACHE_CHECK([the type of ss_sp in stack_t], [portsig_cv_ss_sp],
  [portsig_cv_ss_sp=unknown
   _PORTSIG_SS_SP_IS([void_pointer], [void *: 1])
   _PORTSIG_SS_SP_IS([char_pointer], [char *: 1])
   _PORTSIG_SS_SP_IS([integer], [int: 1, unsigned: 1, long: 1,
     unsigned long: 1, long long: 1, unsigned long long: 1])])
AS_CASE([$portsig_cv_ss_sp],
  [void_pointer], [portsig_ss_sp_kind=1],
  [char_pointer], [portsig_ss_sp_kind=2],
  [integer], [portsig_ss_sp_kind=3],
  [AC_MSG_ERROR([ss_sp has a type never seen before, or $CC knows no C11])])
AC_DEFINE_UNQUOTED([PORTSIG_SS_SP_KIND], [$portsig_ss_sp_kind],
  [The type of ss_sp: 1 void *, 2 char *, 3 an integer])
])

dnl _PORTSIG_SS_SP_IS(NAME, ASSOCIATIONS)
AC_DEFUN([_PORTSIG_SS_SP_IS],
[AS_VAR_IF([portsig_cv_ss_sp], [unknown],
  [AC_COMPILE_IFELSE(
     [AC_LANG_PROGRAM([[#include <signal.h>]],
        [[static char is_it[_Generic(((stack_t *)0)->ss_sp,
              $2, default: -1)];
          (void)is_it;]])],
     [portsig_cv_ss_sp=$1])])])
