#!/bin/sh
# SPDX-License-Identifier: MIT
# Each system's os_regs.h, compiled against the declarations in tests/headers
# for the CPUs of tests/platforms that this machine can run, here or by qemu,
# and asked about the frames that tests/frames/<os>.c makes up.
#
#     frames.sh [SYSTEM [CPU]]
#
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"
source_dir=$(cd "$top_srcdir" && pwd) || exit 99
tests=$source_dir/tests

# compiler CPU, runner CPU: of the Linux whose libc is linked; or nothing
compiler() {
	case $1 in
	"$here") echo "$CC" ;;
	aarch64 | i386 | riscv64) echo "$(gnu "$1")-gcc" ;;
	arm) echo arm-linux-gnueabihf-gcc ;;
	ppc64le) echo powerpc64le-linux-gnu-gcc ;;
	esac
}

gnu() {
	case $1 in
	i386) echo i686-linux-gnu ;;
	*) echo "$1-linux-gnu" ;;
	esac
}

runner() {
	case $here:$1 in
	"$1:$1" | x86_64:i386) ;;
	*) command -v "qemu-$1" || echo "qemu-$1-static" ;;
	esac
}

# build: tests/frames/$os.c for $cpu, as $dir/frames
build() {
	mkdir -p "$dir/portsig/os"
	: >"$dir/config.h"
	grep -o 'platform/[a-z]*/[a-z0-9_]*[.]h' \
	    "$source_dir/platform/$os/sources.am" | while read -r h; do
		cp "$source_dir/$h" "$dir/portsig/os/"
	done
	# shellcheck disable=SC2086 # the compiler may be several words
	$cc -std=gnu11 -O1 -g -Wall -Wextra -Werror -ffreestanding -nostdinc \
	    -D_FORTIFY_SOURCE=0 -fno-stack-protector -U__linux__ -Ulinux \
	    -isystem "$($cc -print-file-name=include)" \
	    -isystem "$tests/headers/$os" -isystem "$tests/headers/posix" \
	    -I"$dir" -I"$source_dir" -I"$source_dir/platform" \
	    -I"$source_dir/platform/$os" -c -o "$dir/frames.o" \
	    "$tests/frames/$os.c" &&
	$cc -static -o "$dir/frames" "$dir/frames.o"
}

# there WORD...: is the first one a program?
there() {
	command -v "$1" >/dev/null 2>&1
}

# one: $os on $cpu
one() {
	cc=$(compiler "$cpu")
	run=$(runner "$cpu")
	dir=$work/$os-$cpu
	# shellcheck disable=SC2086 # the compiler may be several words
	if ! there ${cc:-none} || ! there "${run:-true}"; then
		echo "skip: $os $cpu: no ${cc:-compiler} or no ${run:-runner}"
		return
	fi
	echo "$os $cpu" >>"$work/ran"
	if build >"$work/out" 2>&1 && $run "$dir/frames" >"$work/out" 2>&1
	then
		echo "ok: $os $cpu: $(tail -n 1 "$work/out")"
	else
		fault "$os $cpu" 'does not build, or fails'
		cat "$work/out"
	fi
}

here=$($CC -dumpmachine | sed 's/-.*//; s/^i.86$/i386/
s/^powerpc64le$/ppc64le/; s/^arm.*/arm/')
grep -v '^#' "$tests/platforms" | while read -r os cpu _; do
	[ -f "$tests/frames/$os.c" ] || continue
	case ${1:-$os}-${2:-$cpu} in "$os-$cpu") one </dev/null ;; esac
done
[ -s "$work/ran" ] || skip 'nothing that can be built and run'
verdict
