#!/bin/sh
# SPDX-License-Identifier: MIT
# One object without the note takes the mark from the whole library: what is
# under platform/machine says IBT and SHSTK, or BTI and PAC, if it is built
# for that, by each compiler that is there; and nothing if not.  A source
# without the note must be found.
set -eu
: "${top_srcdir:=.}" "${CC:=cc}" "${READELF:=readelf}"
case $READELF in
:) echo 'skip: no readelf'; exit 77 ;;
esac
command -v "$READELF" >/dev/null 2>&1 || { echo 'skip: no readelf'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0 tried=0

# notes FILE COMPILER FLAGS...: the properties that the object has
notes() {
	file=$1
	shift
	"$@" -I"$top_srcdir/platform" -I"$top_srcdir/platform/linux" \
	    -c "$file" -o "$work/o.o" 2>"$work/errors" || return 1
	"$READELF" -n "$work/o.o" 2>/dev/null | awk '
	/ feature: / {
		sub(/.* feature: /, "")
		gsub(/,/, "")
		print
	}'
}

# expect WANT CPU COMPILER FLAGS...
expect() {
	want=$1 cpu=$2
	shift 2
	got=$(notes "$top_srcdir/platform/machine/$cpu.S" "$@") || {
		echo "FAIL: $cpu.S: $*: $(head -n 1 "$work/errors")"
		bad=1
		return
	}
	tried=$((tried + 1))
	[ "$got" = "$want" ] || {
		echo "FAIL: $cpu.S: $*: '$got', not '$want'"
		bad=1
	}
}

# planted COMPILER FLAGS...: what a source without the note is taken for
planted() {
	echo '	.text' >"$work/none.S"
	[ -z "$(notes "$work/none.S" "$@")" ] || {
		echo "FAIL: $*: a missing note was not found"
		bad=1
	}
}

# takes COMPILER FLAGS...: it is there, for this CPU, and knows the flags
takes() {
	command -v "$1" >/dev/null 2>&1 &&
	    echo "$cpu_macro" | "$@" -x c -c - -o /dev/null 2>/dev/null
}

x86='#if !defined(__x86_64__) || defined(__ILP32__)
#error
#endif'
arm='#ifndef __aarch64__
#error
#endif'
for compiler in "$CC" gcc clang aarch64-linux-gnu-gcc \
    'clang --target=x86_64-linux-gnu' 'clang --target=aarch64-linux-gnu'; do
	cpu_macro=$x86
	# shellcheck disable=SC2086 # a compiler and its flags
	if takes $compiler -fcf-protection; then
		expect 'IBT SHSTK' x86_64 $compiler -fcf-protection
		expect 'IBT' x86_64 $compiler \
		    -fcf-protection=branch
		expect '' x86_64 $compiler -fcf-protection=none
		planted $compiler -fcf-protection
	fi
	cpu_macro=$arm
	# shellcheck disable=SC2086
	if takes $compiler -mbranch-protection=standard; then
		expect 'BTI PAC' aarch64 $compiler -mbranch-protection=standard
		expect 'BTI' aarch64 $compiler -mbranch-protection=bti
		expect '' aarch64 $compiler -mbranch-protection=none
		planted $compiler -mbranch-protection=standard
	fi
done
[ "$tried" -ne 0 ] || { echo 'skip: no compiler that knows these'; exit 77; }
[ "$bad" -eq 0 ] && echo "ok: $tried objects"
exit "$bad"
