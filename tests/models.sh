#!/bin/sh
# SPDX-License-Identifier: MIT
# Each system's part of the library that deals with signal stacks, compiled
# against the declarations in tests/headers and run on that system's model: the
# contract, the public functions' own suite, and where quirks meet the core.
#
#     models.sh [SYSTEM]
#
# With PORTSIG_FULL each rule of each model is turned round as well.  That the
# table of check_models notices is demanded there; here, that the comparison
# with this kernel does.  How many the library notices is only told: a rule
# that it gets along with either way is none of its tests' concern.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"
source_dir=$(cd "$top_srcdir" && pwd) || exit 99
build_dir=$(cd "$top_builddir" && pwd) || exit 99
facts=$source_dir/tests/facts
tests=$source_dir/tests
[ -f "$build_dir/config.h" ] || skip 'no config.h'
only=${1-}
: "${said:=$work/said}"

cpu=$($CC -dumpmachine | sed 's/-.*//; s/^i.86$/i386/; s/^powerpc64le$/ppc64le/
s/^arm.*/arm/')
warnings='-Wall -Wextra -Wno-unused-parameter -Wno-unused-function
-Wno-unused-const-variable'

# config.h of the system: this one's, and what the tables say of stack_t
make_config() {
	grep -vE 'PORTSIG_(SS_|STACK_T|MINSIGSTKSZ)|HAVE_CHECK' \
	    "$build_dir/config.h"
	echo '#define PORTSIG_MINSIGSTKSZ_CONST 1'
	awk -v os="$os" -v cpu="$cpu" -v part=stack -f "$tests/facts.awk" \
	    "$facts"/sigaltstack-layout.tsv
	awk -F'\t' -v os="$os" -v cpu="$cpu" '
	FNR == 1 { for (n = 1; n <= NF; n++) at[$n] = n; next }
	$1 == "illumos" { $1 = "solaris" }
	{ sub(/^amd64$/, "x86_64", $2); sub(/^arm64$/, "aarch64", $2) }
	$1 != os || $2 != cpu || $4 == "musl" || done[FILENAME]++ { next }
	FILENAME ~ /layout/ {
		print "#define MODEL_UC_STACK", $at["off_uc_stack"] + 0
		next
	}
	{
		split("SS_ONSTACK SS_DISABLE MINSIGSTKSZ SIGSTKSZ", name, " ")
		for (n in name)
			print "#define MODEL_" name[n], $at[name[n]]
	}' "$facts/sigaltstack-layout.tsv" "$facts/sigaltstack-constants.tsv"
}

# errno.h: this machine's numbers, by which the models and the tests are built
make_errno() {
	echo 'int *model_errno(void);'
	echo '#define errno (*model_errno())'
	echo '#include <errno.h>' | $CC -E -dM -x c - |
	    grep '^#define E[A-Z0-9]* '
}

# theirs SOURCE...: as that system compiles it, but for this machine
theirs() {
	# shellcheck disable=SC2086 # CC and the warnings are several words
	$CC -std=gnu11 -O1 -g -ffreestanding -nostdinc -D_FORTIFY_SOURCE=0 \
	    -fno-stack-protector -isystem "$($CC -print-file-name=include)" \
	    -isystem "$tests/headers/$os" -isystem "$tests/headers/posix" \
	    -U__linux__ -Ulinux -U__gnu_linux__ -DPORTSIG_SECTION_EACH \
	    -Dsigaltstack=model_sigaltstack -Dsyscall=portsig_model_syscall \
	    -Dgetcontext=model_getcontext -Dsetcontext=model_setcontext \
	    $warnings -I"$dir" -I"$dir/theirs" -I"$source_dir" \
	    -I"$source_dir/platform" -I"$source_dir/platform/$os" -c "$@"
}

# ours FLAG... SOURCE...: a test
ours() {
	# shellcheck disable=SC2086
	$CC -std=gnu11 -O1 -g -pthread -DMODEL="model_$os" \
	    -DMODEL_NAME="\"$os\"" $warnings -I"$dir" -I"$build_dir" \
	    -I"$source_dir" -I"$source_dir/platform" \
	    -I"$source_dir/platform/linux" -c "$@"
}

# build: $dir/model
build() {
	mkdir -p "$dir/theirs/portsig/os"
	make_config >"$dir/config.h"
	make_errno >"$dir/theirs/errno.h"
	grep -q MODEL_SS_DISABLE "$dir/config.h" || {
		echo "tests/facts has no $os on $cpu"
		return 1
	}
	am=$source_dir/platform/$os/sources.am
	grep -o 'platform/[a-z/]*[a-z0-9_]*[.]h' "$am" | while read -r h; do
		cp "$source_dir/$h" "$dir/theirs/portsig/os/"
	done
	# shellcheck disable=SC2046 # no path of ours has a blank
	(cd "$dir" &&
	theirs $(grep -o '[a-z]*/[a-z]*/os_altstack[a-z_]*[.]c' "$am" |
	    sed "s|^|$source_dir/|") "$source_dir/portsig/altstack.c" \
	    "$source_dir/portsig/altstack_attach.c" \
	    "$source_dir/portsig/stack_store.c" &&
	ours -include "$tests/models/on_linux.h" "$tests/models/main.c" \
	    "$tests/models/quirks.c" "$tests/contract_altstack.c" \
	    "$tests/harness.c" "$tests/expect.c" &&
	ours "$tests/harness_mini.c" "$tests/models/kernel.c" \
	    "$tests/models/$os.c" "$tests/models/rules.c" \
	    "$source_dir/platform/posix/os_stack.c" &&
	$CC -pthread -o model ./*.o)
}

# turn_round PROGRAM WHAT: each rule; the names of those that WHAT missed
turn_round() {
	n=0 seen=0
	: >"$dir/missed"
	"$1" --flips >"$dir/flips" || return 1
	while read -r flip; do
		n=$((n + 1))
		if (unset PORTSIG_FULL
		    PORTSIG_MODEL_FLIP=$flip "$1" </dev/null) \
		    >"$dir/flipped" 2>&1; then
			printf '%s, ' "$flip" >>"$dir/missed"
		else
			seen=$((seen + 1))
		fi
	done <"$dir/flips"
	echo "$os: $n rules turned round, $seen noticed by $2"
	[ ! -s "$dir/missed" ] || echo >>"$dir/missed"
	fold -sw 70 "$dir/missed" | sed 's/^/    not: /; s/, *$//'
}

# The kernel that is here has to show each wrong rule of the Linux model.
turn_linux_round() {
	turn_round "$build_dir/tests/check_model_linux" "this kernel's answers"
	[ "$n" -gt 0 ] && [ ! -s "$dir/missed" ]
}

# older RULE: a kernel of before that rule, whose threads begin with their
# creator's stack, and a port that says so
older() {
	mkdir "$dir/older"
	sed 's/[.]inherited = [^,]*/.inherited = true/' \
	    "$source_dir/platform/$os/os_altstack.c" >"$dir/older/os_altstack.c"
	if grep -q 'inherited = true' "$dir/older/os_altstack.c" &&
	    (cd "$dir" && theirs older/os_altstack.c &&
	    $CC -pthread -o older/model ./*.o) >"$dir.out" 2>&1 &&
	    CK_RUN_CASE=quirks PORTSIG_MODEL_FLIP=$1 \
	    "$dir/older/model" >"$dir.out" 2>&1; then
		echo "ok: $os before $1: $(grep Checks: "$dir.out")"
	else
		echo "FAIL: $os before $1"
		cat "$dir.out"
		exit 1
	fi
}

# one OS: in a process of its own
one() {
	os=$1
	dir=$work/$os
	if ! build >"$dir.out" 2>&1; then
		echo "FAIL: $os: does not build"
		head -n 40 "$dir.out"
		exit 1
	fi
	"$dir/model" >"$dir.out" 2>&1
	case $? in
	0) ;;
	77) echo "skip: $os: $(grep skip: "$dir.out")"; exit 0 ;;
	126) echo "skip: $os: cannot run here"; exit 0 ;;
	*) echo "FAIL: $os"; cat "$dir.out"; exit 1 ;;
	esac
	echo "ok: $os: $(grep Checks: "$dir.out")"
	case $os in
	dragonfly) older DFL-5 ;;
	netbsd) older NBS-8 ;;
	esac
	[ -n "${PORTSIG_FULL-}" ] || exit 0
	turn_round "$dir/model" 'the library'
	[ "$os" != linux ] || [ ! -x "$build_dir/tests/check_model_linux" ] ||
	    turn_linux_round
}

case ${1-} in
-one)
	one "$2" >"$said/$2" 2>&1
	exit
	;;
esac

for os in linux darwin solaris freebsd netbsd openbsd dragonfly haiku; do
	[ -z "$only" ] || [ "$only" = "$os" ] || continue
	[ -f "$source_dir/platform/$os/os_altstack.c" ] || continue
	grep -q "^$os $cpu " "$tests/platforms" && echo "$os" && continue
	echo "skip: $os: no $cpu" >&2
done >"$work/systems"
[ -s "$work/systems" ] || skip "no system has $cpu"
mkdir "$said"
CC=$CC top_srcdir=$source_dir top_builddir=$build_dir said=$said \
    xargs -P "$(getconf _NPROCESSORS_ONLN)" -L 1 sh "$0" -one \
    <"$work/systems" || fault "$0" 'a system failed'
cat "$said"/*
verdict
