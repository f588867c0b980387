#!/bin/sh
# SPDX-License-Identifier: MIT
# Whatever instrumentation a compiler is asked for, it adds nothing to the
# functions that bear PORTSIG_SIGNAL_PATH: the library is compiled with each,
# and the machine code of those functions refers to one another, to what
# tests/as_safe.txt lists, and to nothing else.  A function without the mark,
# compiled the same way, must be found to refer to more.
#
# With PORTSIG_FULL each option is two builds of its own, at -O0 and -O2;
# without it those that go together are one build, and compilers for another
# CPU do only that.
# shellcheck source=compiled.sh
. "$(dirname "$0")/compiled.sh"
: "${as_safe:=$top_srcdir/tests/as_safe.txt}"

# What goes together in one build, and what does not
together='-fsanitize=address -fsanitize=undefined --coverage -pg
-finstrument-functions -fstack-protector-all -fsanitize-coverage=trace-pc'
alone='-fsanitize=thread -fsanitize=memory -fsanitize-coverage=trace-pc-guard'

cat >"$work/planted.c" <<'C'
void plant(void);
void planted(long **to, long n);
void
planted(long **to, long n)
{
	**to = n;
#ifdef PLANTED
	plant();
#endif
}
C
echo 'function planted planted 1' >"$work/planted.marks"

# shellcheck disable=SC2046 # no path of ours has a blank
awk -f "$top_srcdir/tests/marks.awk" $(library_files .c) $(library_files .h) \
    "$source_dir"/portsig/*.h >"$work/marks"
sources=$(library_files .c)
builds=0

# read_code MARKS CALLS: the faults in the build, and its figures
read_code() {
	symbols -A "$work/build"/*.o >"$work/nm"
	"$objdump" -dr --no-show-raw-insn "$work/build"/*.o >"$work/code" ||
	    fault "$name" 'cannot be read'
	awk -v calls="$2" -v os="$portsig_os" \
	    -f "$top_srcdir/tests/machine_code.awk" \
	    "$as_safe" "$1" "$work/nm" "$work/code" >"$work/said"
}

# may_call OPTIONS: what instrumented code calls because the source says so
may_call() {
	case $1 in
	*-fsanitize=thread*) echo __tsan_acquire __tsan_release ;;
	esac
}

figures() {
	sed -n 's/^count \([0-9]*\) \([0-9]*\) .*/\1 functions, \2 outside/p' \
	    "$work/said"
}

# try_library OPTIONS: all of it, with these
try_library() {
	# shellcheck disable=SC2086 # options and sources
	if ! compile "$work/build" $command $1 $sources; then
		fault "$name $1" "does not compile"
		cat "$work/build/errors"
		return
	fi
	read_code "$work/marks" "$(may_call "$1")"
	builds=$((builds + 1))
	if grep -q '^count [1-9]' "$work/said" &&
	    [ "$(wc -l <"$work/said")" -eq 1 ]; then
		echo "ok: $name $1: $(figures) names, all allowed"
	else
		sed '/^count [0-9]/d' "$work/said"
		fault "$name $1" "$(figures) names, not all allowed"
	fi
}

# try_planted OPTION: is what it adds found in a function of no mark?
try_planted() {
	# shellcheck disable=SC2086 # options
	if ! compile "$work/build" $command $1 "$work/planted.c"; then
		echo "skip: $name $1: $(head -n 1 "$work/build/errors")"
		return 1
	fi
	read_code "$work/planted.marks" "$(may_call "$1")"
	if grep -q '^planted.o: planted() ' "$work/said"; then
		echo "ok: $name ${1% -O*}: the planted call was found"
	else
		fault "$name $1" 'the planted call was not found'
		cat "$work/code"
	fi
}

# try_options: each option in builds of its own
try_options() {
	for option in $together $alone; do
		try_planted "$option -O2" || continue
		try_library "$option -O0"
		try_library "$option -O2"
	done
}

# try_sample SEPARATE...: those that go together at once, and SEPARATE ones
try_sample() {
	known=
	for option in $together; do
		try_planted "$option -O2" && known="$known $option"
	done
	try_library "-O2$known"
	for option in "$@"; do
		try_planted "$option -O2" && try_library "$option -O2"
	done
}

# try_compiler OBJDUMP COMMAND...: if it is here and config.h fits it
try_compiler() {
	objdump=$1
	shift
	name=$(echo "$*" | sed "s, -isystem.*,,")
	command=$*
	case $seen in *"|$name|"*) return ;; esac
	seen="$seen|$name|"
	if ! command -v "$1" >/dev/null 2>&1 ||
	    ! command -v "$objdump" >/dev/null 2>&1; then
		echo "skip: no $1, or no $objdump"
		return
	fi
	# shellcheck disable=SC2046,SC2086 # options and sources
	if [ "$name" != "$CC" ] && ! compile "$work/build" $command \
	    $(library_files os_altstack.c)
	then
		echo "skip: $name: $(head -n 1 "$work/build/errors")"
		return
	fi
	try_library -O0
	try_planted '-DPLANTED -O0'
	if [ -n "${PORTSIG_FULL:-}" ]; then
		try_library -O2
		try_options
	elif [ "$objdump" = objdump ]; then
		# shellcheck disable=SC2086 # several options
		try_sample $alone
	else
		try_sample
	fi
}

seen=
# shellcheck disable=SC2086 # CC may carry options
{
	try_compiler objdump $CC
	case $($CC -dumpmachine) in
	*x86_64*)
		try_compiler objdump gcc
		try_compiler objdump clang
		try_compiler aarch64-linux-gnu-objdump aarch64-linux-gnu-gcc
		try_compiler aarch64-linux-gnu-objdump clang \
		    --target=aarch64-linux-gnu \
		    -isystem /usr/aarch64-linux-gnu/include
		;;
	esac
}
[ "$builds" -gt 0 ] || skip 'no compiler whose machine code is read here'
echo "$builds builds"
verdict
