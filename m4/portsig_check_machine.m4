dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_MACHINE
dnl Which .S under platform/machine/ is for this CPU: portsig_cv_machine, and
dnl one AM_CONDITIONAL for each.  They are for ELF, and Solaris' assembler is
dnl not GNU's.  The compiler is asked, as the kernel may be of a larger CPU.
AC_DEFUN([PORTSIG_CHECK_MACHINE],
[AC_CACHE_CHECK([which code of the CPU is ours], [portsig_cv_machine],
  [portsig_cv_machine=none
   AS_CASE([$portsig_os], [darwin | solaris], [],
     [_PORTSIG_MACHINE_IS([x86_64],
        [defined __x86_64__ && !defined __ILP32__])
      _PORTSIG_MACHINE_IS([i386], [defined __i386__])
      _PORTSIG_MACHINE_IS([aarch64],
        [defined __aarch64__ && !defined __ILP32__ && dnl
!defined __AARCH64EB__])
      _PORTSIG_MACHINE_IS([arm], [defined __arm__ && !defined __ARMEB__])
      _PORTSIG_MACHINE_IS([ppc64le],
        [defined __powerpc64__ && defined __LITTLE_ENDIAN__])
      _PORTSIG_MACHINE_IS([riscv64],
        [defined __riscv && __riscv_xlen == 64])
      _PORTSIG_MACHINE_IS([s390x], [defined __s390x__])])])
AS_VAR_IF([portsig_cv_machine], [none],
  [portsig_machine=0], [portsig_machine=1])
AC_DEFINE_UNQUOTED([PORTSIG_MACHINE], [$portsig_machine],
  [1 if platform/machine/ has this CPU, or 0.])
AM_CONDITIONAL([PORTSIG_MACHINE_X86_64],
  [test "x$portsig_cv_machine" = xx86_64])
AM_CONDITIONAL([PORTSIG_MACHINE_I386], [test "x$portsig_cv_machine" = xi386])
AM_CONDITIONAL([PORTSIG_MACHINE_AARCH64],
  [test "x$portsig_cv_machine" = xaarch64])
AM_CONDITIONAL([PORTSIG_MACHINE_ARM], [test "x$portsig_cv_machine" = xarm])
AM_CONDITIONAL([PORTSIG_MACHINE_PPC64LE],
  [test "x$portsig_cv_machine" = xppc64le])
AM_CONDITIONAL([PORTSIG_MACHINE_RISCV64],
  [test "x$portsig_cv_machine" = xriscv64])
AM_CONDITIONAL([PORTSIG_MACHINE_S390X],
  [test "x$portsig_cv_machine" = xs390x])
AM_CONDITIONAL([PORTSIG_MACHINE_NONE], [test "x$portsig_cv_machine" = xnone])
])

dnl _PORTSIG_MACHINE_IS(NAME, CONDITION)
AC_DEFUN([_PORTSIG_MACHINE_IS],
[AS_VAR_IF([portsig_cv_machine], [none],
  [AC_COMPILE_IFELSE(
     [AC_LANG_PROGRAM([[
        #if !($2)
        #error "another CPU"
        #endif]], [[]])],
     [portsig_cv_machine=$1])])])
