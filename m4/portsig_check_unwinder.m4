dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_UNWINDER
dnl Whether a program can walk its own stack: PORTSIG_UNWINDER is 1 or 0.
dnl Debian's musl-gcc links to a libgcc_eh that asks for glibc.
AC_DEFUN([PORTSIG_CHECK_UNWINDER],
[AC_CACHE_CHECK([for an unwinder], [portsig_cv_unwinder],
  [AC_LINK_IFELSE(
     [AC_LANG_PROGRAM([[#include <unwind.h>
static _Unwind_Reason_Code
next(struct _Unwind_Context *context, void *arg)
{
	return context == arg ? _URC_END_OF_STACK : _URC_NO_REASON;
}]], [[return (int)_Unwind_Backtrace(next, 0);]])],
     [portsig_cv_unwinder=yes], [portsig_cv_unwinder=no])])
AS_VAR_IF([portsig_cv_unwinder], [yes],
  [portsig_unwinder=1], [portsig_unwinder=0])
AC_DEFINE_UNQUOTED([PORTSIG_UNWINDER], [$portsig_unwinder],
  [1 if _Unwind_Backtrace() can be called, or 0.])
])
