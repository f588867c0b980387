# SPDX-License-Identifier: MIT
# For the tests that compile the library themselves, to read what came of it.
# shellcheck shell=sh disable=SC2034,SC2154 # for who sources it; see lint.sh

# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"
: "${portsig_sources:=}" "${portsig_os:=}" "${portsig_cflags:=}"
: "${portsig_handler_objects:=}"
: "${work:?}"
source_dir=$(cd "$top_srcdir" && pwd) || exit 99
build_dir=$(cd "$top_builddir" && pwd) || exit 99
[ -n "$portsig_sources" ] ||
	skip 'make check hands over the names of the sources'
[ -f "$build_dir/config.h" ] || skip 'no config.h'

# library_files SUFFIX: those of the library, with their paths
library_files() {
	for f in $portsig_sources; do
		case $f in *"$1") echo "$source_dir/$f" ;; esac
	done
}

# handler_files: the sources of the objects whose functions run in handlers
handler_files() {
	for f in $(library_files .c); do
		o=${f##*/}
		case " $portsig_handler_objects " in
		*" ${o%.c}.o "*) echo "$f" ;;
		esac
	done
}

# compile DIRECTORY COMMAND...: the COMMAND has options and sources; what it
# says is in DIRECTORY/errors.  Each function and each object of data gets a
# section of its own, so that each relocation says what it is against.
compile() {
	into=${1:?}
	shift
	rm -rf "$into"
	mkdir -p "$into"
	# shellcheck disable=SC2086 # the flags are several
	(cd "$into" && "$@" $portsig_cflags -w -Wno-error -fPIC -pthread \
	    -ffunction-sections -fdata-sections \
	    -DPORTSIG_SECTION_EACH -DHAVE_CONFIG_H \
	    -I"$build_dir" -I"$source_dir" -I"$source_dir/platform" \
	    -I"$source_dir/platform/$portsig_os" -c) >"$into/errors" 2>&1
}
