dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_THREAD_SLOT
dnl What keeps one pointer a thread where handlers can use it: a thread-local
dnl (tls), a pthread key (key), or a table of threads (table).  OpenBSD's clang
dnl emulates thread-locals, with a lock and an allocation on first access,
dnl unless it is told not to; then PORTSIG_CFLAGS tells it.
AC_DEFUN([PORTSIG_CHECK_THREAD_SLOT],
[AC_CACHE_CHECK([whether thread-locals are emulated],
  [portsig_cv_tls_emulated],
  [_PORTSIG_TLS_EMULATED([portsig_cv_tls_emulated])])
portsig_tls_flag=
AS_VAR_IF([portsig_cv_tls_emulated], [yes],
  [AC_CACHE_CHECK([whether -fno-emulated-tls makes them real],
     [portsig_cv_tls_unemulated],
     [portsig_saved_cflags=$CFLAGS
      CFLAGS="$CFLAGS -fno-emulated-tls"
      _PORTSIG_TLS_EMULATED([portsig_emulated])
      CFLAGS=$portsig_saved_cflags
      AS_VAR_IF([portsig_emulated], [no],
        [portsig_cv_tls_unemulated=yes], [portsig_cv_tls_unemulated=no])])
   AS_VAR_IF([portsig_cv_tls_unemulated], [yes],
     [portsig_tls_flag=-fno-emulated-tls])])
AC_CACHE_CHECK([what keeps a thread's slot], [portsig_cv_thread_slot],
  [AS_CASE([$portsig_os:$portsig_cv_tls_emulated$portsig_tls_flag],
     [darwin:*], [portsig_cv_thread_slot=key],
     [haiku:*], [portsig_cv_thread_slot=table],
     [*:no | *:yes-*], [portsig_cv_thread_slot=tls],
     [portsig_cv_thread_slot=table])])
AS_CASE([$portsig_cv_thread_slot],
  [tls], [portsig_thread_slot=1
     PORTSIG_CFLAGS="$PORTSIG_CFLAGS${portsig_tls_flag:+ $portsig_tls_flag}"],
  [key], [portsig_thread_slot=2],
  [table], [portsig_thread_slot=3],
  [AC_MSG_ERROR([portsig_cv_thread_slot: tls, key or table])])
AC_DEFINE_UNQUOTED([PORTSIG_THREAD_SLOT], [$portsig_thread_slot],
  [1 if a thread-local keeps a thread's slot, 2 a pthread key, 3 a table])
AM_CONDITIONAL([PORTSIG_SLOT_TLS], [test "x$portsig_cv_thread_slot" = xtls])
AM_CONDITIONAL([PORTSIG_SLOT_KEY], [test "x$portsig_cv_thread_slot" = xkey])
])

dnl _PORTSIG_TLS_EMULATED(VARIABLE): yes or no, or none if it does not compile.
dnl The object names the helper that an emulated one is reached by.
AC_DEFUN([_PORTSIG_TLS_EMULATED],
[portsig_lto_cflags=$CFLAGS
CFLAGS="$CFLAGS -fno-lto"
AC_COMPILE_IFELSE(
  [AC_LANG_PROGRAM([[extern _Thread_local void *volatile slot;]],
     [[return slot != 0;]])],
  [AS_IF([grep __emutls_get_address conftest.$ac_objext >/dev/null],
     [AS_VAR_SET([$1], [yes])], [AS_VAR_SET([$1], [no])])],
  [AS_VAR_SET([$1], [none])])
CFLAGS=$portsig_lto_cflags
])
