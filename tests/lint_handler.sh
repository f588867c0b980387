#!/bin/sh
# SPDX-License-Identifier: MIT
# Objects whose functions run in handlers call what POSIX says may be called
# there, one another, and what tests/as_safe.txt allows with a reason; a part
# of it headed `[on SYSTEM...: why]' counts for those systems alone.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"
: "${static:=$top_builddir/.libs/libportsig.a}"
: "${as_safe:=$top_srcdir/tests/as_safe.txt}"
: "${portsig_handler_objects:=}" "${portsig_os:=}"

[ -f "$static" ] || skip 'no static library was built'
is_sanitized "$static" && skip 'a build with sanitizers or coverage'
[ -n "$portsig_handler_objects" ] ||
    fault portsig_handler_objects 'names no object'

"$AR" t "$static" >"$work/members"
for object in $portsig_handler_objects; do
	grep -qx "$object" "$work/members" ||
	    fault "$object" 'is not in the library'
done
symbols "$static" >"$work/symbols"

# A name is good if the list has it, if one of these objects defines it, or if
# it is data of the library: only a call can do harm.
calls() {
	awk -v objects="$portsig_handler_objects" -v os="$portsig_os" '
	function is_mine(o) { return index(" " objects " ", " " o " ") != 0 }
	FILENAME ~ /as_safe/ {
		sub(/#.*/, "")
		if (/^\[/) {
			sub(/:.*/, "")
			off = /^\[on / && index($0 " ", " " os " ") == 0
		} else if ($1 != "" && !off) {
			good[$1] = 1
		}
		next
	}
	/:$/ { object = substr($1, 1, length($1) - 1); next }
	NF == 3 && $2 ~ /^[BCDGRSV]$/ { good[$3] = 1; next }
	!is_mine(object) { next }
	NF == 3 { good[$3] = 1; next }
	NF == 2 && $1 ~ /^[Uvw]$/ { from[$2] = from[$2] " " object }
	END {
		for (name in from)
			if (!(name in good))
				print name " is called by" from[name]
	}' "$as_safe" "$work/symbols" | sort
}
calls | faults
verdict
