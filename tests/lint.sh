# SPDX-License-Identifier: MIT
# What the lints share.  Each sources this file, calls fault once for every
# fault it finds, and ends with verdict.
# shellcheck shell=sh disable=SC2034

set -u
LC_ALL=C
export LC_ALL
: "${top_srcdir:=$(dirname "$0")/..}"
: "${top_builddir:=.}"
: "${CC:=cc}" "${CXX=c++}" "${AR:=ar}" "${NM:=nm}" "${READELF:=readelf}"
tab=$(printf '\t')
faults=$(mktemp) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$faults" "$work"' EXIT
trap 'exit 99' HUP INT TERM

# fault WHERE WHAT: say it and remember it, also from within a pipe
fault() {
	printf '%s: %s\n' "$1" "$2"
	echo x >>"$faults"
}

# faults: each line that comes in is one
faults() {
	tee -a "$faults"
}

skip() {
	echo "skip: $*"
	exit 77
}

verdict() {
	[ -s "$faults" ] || exit 0
	echo "$(wc -l <"$faults") faults"
	exit 1
}

# public_headers: those that are installed, from the top
public_headers() {
	(cd "$top_srcdir" && for h in portsig/*.h; do
		case $h in *_internal.h) ;; *) echo "$h" ;; esac
	done)
}

# symbols ARGUMENT...: nm, whatever configure made of it; never nothing
symbols() {
	# shellcheck disable=SC2086 # NM may carry options
	$NM "$@" 2>"$work/nm" && return
	fault "$NM" "$(cat "$work/nm")"
}

# is_sanitized FILE: a compiler's own calls are in it, which no lint allows
is_sanitized() {
	symbols "$1" |
	    grep -Eq ' (__[a-z]+san_|__sanitizer_cov|__gcov_|_*mcount)'
}
