dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_VERSION_SCRIPT
dnl Whether the linker takes -Wl,--version-script, and reads it: a script that
dnl is no script must be refused.
AC_DEFUN([PORTSIG_CHECK_VERSION_SCRIPT],
[AC_CACHE_CHECK([whether the linker takes a version script],
  [portsig_cv_ld_version_script],
  [portsig_cv_ld_version_script=no
   portsig_save_LDFLAGS=$LDFLAGS
   LDFLAGS="$LDFLAGS -Wl,--version-script=conftest.map"
   echo 'CONF { global: portsig_*; local: *; };' >conftest.map
   AC_LINK_IFELSE([AC_LANG_PROGRAM([[]], [[]])],
     [echo '{' >conftest.map
      AC_LINK_IFELSE([AC_LANG_PROGRAM([[]], [[]])], [],
        [portsig_cv_ld_version_script=yes])])
   rm -f conftest.map
   LDFLAGS=$portsig_save_LDFLAGS])
AM_CONDITIONAL([PORTSIG_VERSION_SCRIPT],
  [test "x$portsig_cv_ld_version_script" = xyes])
])
