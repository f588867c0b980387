dnl SPDX-License-Identifier: MIT
dnl PORTSIG_CHECK_STACK_T
dnl Where the fields of stack_t are; Linux and the BSDs differ in their order.
AC_DEFUN([PORTSIG_CHECK_STACK_T],
[PORTSIG_COMPUTE_INT([portsig_cv_stack_t_size], [the size of stack_t],
  [sizeof(stack_t)])
PORTSIG_COMPUTE_INT([portsig_cv_ss_sp_offset], [the offset of ss_sp],
  [offsetof(stack_t, ss_sp)])
PORTSIG_COMPUTE_INT([portsig_cv_ss_size_offset], [the offset of ss_size],
  [offsetof(stack_t, ss_size)])
PORTSIG_COMPUTE_INT([portsig_cv_ss_flags_offset], [the offset of ss_flags],
  [offsetof(stack_t, ss_flags)])
AC_DEFINE_UNQUOTED([PORTSIG_STACK_T_SIZE], [$portsig_cv_stack_t_size],
  [Bytes in stack_t])
AC_DEFINE_UNQUOTED([PORTSIG_SS_SP_OFFSET], [$portsig_cv_ss_sp_offset],
  [Offset of ss_sp in stack_t])
AC_DEFINE_UNQUOTED([PORTSIG_SS_SIZE_OFFSET], [$portsig_cv_ss_size_offset],
  [Offset of ss_size in stack_t])
AC_DEFINE_UNQUOTED([PORTSIG_SS_FLAGS_OFFSET], [$portsig_cv_ss_flags_offset],
  [Offset of ss_flags in stack_t])
])
