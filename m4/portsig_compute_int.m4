dnl SPDX-License-Identifier: MIT
dnl PORTSIG_COMPUTE_INT(CACHE-VARIABLE, WHAT, EXPRESSION)
dnl The value of a small constant of stack_t.  AC_COMPUTE_INT would run a
dnl program where it can; a probe of ours compiles, and never runs.
AC_DEFUN([PORTSIG_COMPUTE_INT],
[AC_CACHE_CHECK([$2], [$1],
  [AS_VAR_SET([$1], [unknown])
   for portsig_value in 0 4 8 12 16 20 24 28 32 36 40 48 56 64; do
     AC_COMPILE_IFELSE(
       [AC_LANG_PROGRAM([[#include <stddef.h>
                          #include <signal.h>]],
          [[static char is_it[($3) == $portsig_value ? 1 : -1];
            (void)is_it;]])],
       [AS_VAR_SET([$1], [$portsig_value])
        break])
   done])
AS_VAR_IF([$1], [unknown],
  [AC_MSG_ERROR([cannot tell $2; set $1])])
])
