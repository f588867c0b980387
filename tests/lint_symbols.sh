#!/bin/sh
# SPDX-License-Identifier: MIT
# Only portsig_ names leave the library; in the static one, too, each global
# name begins so, and no two objects share a name.  The shared one needs libc.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"
: "${static:=$top_builddir/.libs/libportsig.a}"
: "${shared:=$top_builddir/.libs/libportsig.so}"

# PORTSIG_0 is the node of the version script; the rest is the linker's.
names_shared() {
	symbols -D --defined-only "$shared" | awk '
	{ sub(/@.*/, "", $NF) }
	$NF !~ /^portsig_/ && !($NF == "PORTSIG_0" && $(NF - 1) == "A") &&
	    $NF !~ /^(_init|_fini|_edata|_end|__bss_start)$/ {
		print "the shared library exports " $NF
	}'
}

names_static() {
	symbols -g "$static" | awk '
	/:$/ { object = $1; next }
	NF == 3 && $3 !~ /^portsig_/ && $2 != "U" &&
	    $3 !~ /^__x86[.]get_pc_thunk/ { print object " defines " $3 }'
}

objects_twice() {
	"$AR" t "$static" | grep '\.o$' | sort | uniq -d |
	    sed 's/^/two objects have the name /'
}

# libgcc_s holds the unwinder that cancellation goes through.
needed() {
	"$READELF" -d "$shared" |
	    sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p' |
	    grep -Ev '^(libc|libpthread|ld-linux[^.]*|ld-musl[^.]*)\.so' |
	    grep -Ev '^libgcc_s\.so' | sed 's/^/the shared library needs /'
}

found=no
if [ -f "$static" ]; then
	is_sanitized "$static" && skip 'a build with sanitizers or coverage'
	names_static | faults
	objects_twice | faults
	found=yes
fi
if [ -f "$shared" ]; then
	names_shared | faults
	[ "$READELF" = : ] || needed | faults
	found=yes
fi
[ $found = yes ] || fault "$top_builddir" 'no library'
verdict
