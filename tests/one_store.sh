#!/bin/sh
# SPDX-License-Identifier: MIT
# portsig_set_signalstack_sp is one store, at -O1 and -O2 besides the landing
# pad and the return, and calls nothing at -O0, whatever the compiler and
# whatever instrumentation is asked for.  The machine code is read; a version
# with a planted call must be found.
set -eu
: "${top_srcdir:=.}" "${CC:=cc}"

skip() {
	echo "skip: $*"
	exit 77
}

command -v objdump >/dev/null 2>&1 || skip 'no objdump'
objdump=objdump
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

cat >"$work/one.c" <<'C'
#define PORTSIG_SS_SP_KIND 1
#include "posix/os_sigstack.h"
void set(stack_t *, uintptr_t);
void plant(void);
PORTSIG_SIGNAL_PATH void
set(stack_t *st, uintptr_t sp)
{
#ifdef PLANTED
	plant();
#endif
	portsig_os_set_signalstack_sp(st, sp);
}
C

# code CC FLAGS...: the instructions of set() and what it calls inline
code() {
	"$@" -D_GNU_SOURCE -I"$top_srcdir" -I"$top_srcdir/platform" \
	    -c "$work/one.c" -o "$work/one.o" 2>"$work/errors" || return 1
	"$objdump" -d --no-show-raw-insn "$work/one.o" |
	    awk '/^[0-9a-f]+ </ { on = /<set>:/ }
	    on && /^ +[0-9a-f]+:/ { $1 = ""; print }' >"$work/code"
	[ -s "$work/code" ]
}

# calls: how many there are; stores: how many instructions beyond a plain one
calls() {
	grep -cE '^ +(call|callq|bl|blr|jmp +[^ ]*[+]0x|jal)' "$work/code" || :
}
instructions() {
	grep -cvE '^ +(endbr|ret|bti|nop|hint|xchg +%ax,%ax|data16|cs nop)' \
	    "$work/code" || :
}

check() {
	level=$1
	shift
	if ! code "$@" "$level"; then
		echo "skip: $* $level does not compile here"
		return
	fi
	calls=$(calls)
	count=$(instructions)
	if [ "$calls" != 0 ] || { [ "$level" != -O0 ] && [ "$count" -gt 1 ]; }
	then
		echo "FAIL: $* $level: $count instructions, $calls calls"
		cat "$work/code"
		bad=1
	else
		echo "ok: $* $level: $count instructions, no call"
	fi
}

# instrumented CC...: each option that adds code to functions
instrumented() {
	for option in -fsanitize=address -fsanitize=undefined \
	    -fsanitize=thread --coverage -finstrument-functions \
	    -fstack-protector-all -fsanitize-coverage=trace-pc; do
		check -O1 "$@" "$option"
	done
}

for cc in "${CC%% *}" gcc clang; do
	command -v "$cc" >/dev/null 2>&1 || continue
	case " ${seen:=} " in *" $cc "*) continue ;; esac
	seen="$seen $cc"
	"$cc" -dumpmachine | grep -q x86_64 || continue
	for level in -O0 -O1 -O2; do
		check "$level" "$cc"
	done
	instrumented "$cc"
	if code "$cc" -O2 -DPLANTED && [ "$(calls)" != 0 ]; then
		echo "ok: $cc: the planted call was found"
	else
		echo "FAIL: $cc: a planted call was not found"
		bad=1
	fi
done
if command -v aarch64-linux-gnu-gcc >/dev/null 2>&1; then
	objdump=aarch64-linux-gnu-objdump
	for level in -O0 -O1 -O2; do
		check "$level" aarch64-linux-gnu-gcc
	done
	instrumented aarch64-linux-gnu-gcc
fi
# Arguments in registers, or they would have to be loaded first, and no PIE,
# whose prologue at -O0 calls for the pc.
if command -v i686-linux-gnu-gcc >/dev/null 2>&1; then
	objdump=i686-linux-gnu-objdump
	for level in -O0 -O1 -O2; do
		check "$level" i686-linux-gnu-gcc -mregparm=2 -fno-pie
	done
	instrumented i686-linux-gnu-gcc -mregparm=2 -fno-pie
fi
[ -n "${seen:-}" ] || skip 'no compiler whose machine code is read here'
exit $bad
