#!/bin/sh
# SPDX-License-Identifier: MIT
# No system call stands between the entry of a signal and its sigreturn on the
# borrow path: strace(1) watches tests/trace_borrow take 1,200 signals.  Then
# the same with one planted getpid(), which must be found.
set -eu
program=${TRACE_BORROW:-tests/trace_borrow}
expected=1200

skip() {
	echo "skip: $*"
	exit 77
}

# trace [plant]: prints "signals N" and a line for each call in a handler
trace() {
	strace -f -o "$work/trace" "$program" "$@" || return 1
	awk '
	/ --- SIGUSR1 / { entered[$1] = 1; signals++; next }
	/ rt_sigreturn\(| sigreturn\(/ { entered[$1] = 0; next }
	/ \+\+\+ | resumed>/ { next }	# an end; the rest of a call seen
	entered[$1] { print "in a handler: " $0 }
	END { print "signals " signals + 0 }' "$work/trace"
}

command -v strace >/dev/null 2>&1 || skip 'no strace'
strace -o /dev/null true 2>/dev/null || skip 'tracing is not allowed here'
[ -x "$program" ] || skip "no $program"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

trace >"$work/clean" || { cat "$work/clean"; exit 1; }
[ "$(cat "$work/clean")" = "signals $expected" ] || {
	head -n 20 "$work/clean"
	echo "expected nothing but: signals $expected"
	exit 1
}
echo "ok: $expected signals, no system call in a handler"

trace plant >"$work/planted"
found=$(grep -c 'in a handler' "$work/planted") || :
if [ "$found" != 1 ] || ! grep -q 'in a handler: .*getpid(' "$work/planted"
then
	cat "$work/planted"
	echo 'expected one planted getpid()'
	exit 1
fi
echo 'ok: the planted getpid() was found'
