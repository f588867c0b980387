#!/bin/sh
# SPDX-License-Identifier: MIT
# Each public header says for each function its Context:, Threads:, Source:
# and, where it returns int, Errors:; compiles alone as C11 and as C++17; and
# never includes config.h.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"

# The comment directly above a prototype or an inline function
comments() {
	awk -v name="$1" '
	function need(what) {
		if (doc !~ ("\n \\* " what ":[ \t]"))
			bad("has no " what ":")
	}
	function bad(what) { print name ":" start ": " title " " what }
	function judge() {
		title = text
		sub(/\(.*/, "", title)
		sub(/.*[^a-z0-9_]/, "", title)
		if (doc == "") {
			bad("has no comment directly above it")
			return
		}
		need("Threads")
		need("Source")
		if (doc !~ /\n \* Context: (any|attached|normal)([;,. \n]|$)/)
			bad("has no Context: any, attached or normal")
		if (text ~ /(^|[ \t])int[ \t\n]+portsig_/)
			need("Errors")
	}
	/^\/\*\*/ { doc = "\n"; open = 1 }
	open { doc = doc $0 "\n" }
	open && /\*\// { open = 0; fresh = NR; next }
	open { next }
	/^PORTSIG_API|^(PORTSIG_SIGNAL_PATH )?static inline/ {
		start = NR
		text = ""
		if (fresh != NR - 1)
			doc = ""
		taking = 1
	}
	taking { text = text $0 "\n" }
	taking && /\(/ { judge(); taking = 0; doc = "" }' "$top_srcdir/$1"
}

# alone COMPILER... HEADER: nothing but the header, every warning an error
alone() {
	header=$1
	suffix=$2
	shift 2
	printf '#include <%s>\n#include <%s>\n' "$header" "$header" \
	    >"$work/alone.$suffix"
	"$@" -D_XOPEN_SOURCE=700 -pedantic -Wall -Wextra -Werror \
	    -I"$top_builddir" -I"$top_srcdir" -fsyntax-only \
	    "$work/alone.$suffix" >"$work/log" 2>&1 && return
	fault "$header" "does not compile alone with $1 $2"
	cat "$work/log"
}

[ -n "$CXX" ] || echo 'note: no C++ compiler, so the headers are tried as C'
for h in $(public_headers); do
	comments "$h" | faults
	grep -n 'include.*config\.h' "$top_srcdir/$h" &&
	    fault "$h" 'includes config.h'
	# shellcheck disable=SC2086 # CC may carry options
	alone "$h" c $CC -std=c11
	# shellcheck disable=SC2086
	[ -z "$CXX" ] || alone "$h" cc $CXX -std=c++17
done
# The frame of other CPUs, where their C library is at hand
for target in aarch64-linux-gnu i686-linux-gnu; do
	command -v clang++ >/dev/null 2>&1 || break
	[ ! -d "/usr/$target/include" ] || alone portsig/frame.h cc clang++ \
	    "--target=$target" -isystem "/usr/$target/include" -nostdinc++ \
	    -std=c++17
done
for h in "$top_builddir"/portsig/os/*.h; do
	grep -n 'include.*config\.h' "$h" && fault "$h" 'includes config.h'
done
verdict
