#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles the whole library for each pair of system and CPU in
# tests/platforms, by clang and against the declarations in tests/headers, and
# reads what came of it: nothing is linked and nothing run.
#
#     platforms.sh [SYSTEM [CPU]]
#
# For each pair: no warning; the rows of tests/facts hold for the headers, and
# os_regs.h names the members that they name; portsig_set_signalstack_sp() is
# one store; what runs in handlers calls nothing outside tests/as_safe.txt and
# touches no thread-local that is made lazily; what is written in assembly
# defines what it must, asks for no executable stack, and needs no relocation
# of code.  A fault is planted in each of these, and must be found.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"
source_dir=$(cd "$top_srcdir" && pwd) || exit 99
list=$source_dir/tests/platforms
facts=$source_dir/tests/facts
clang=${CLANG:-clang}
flags='-std=gnu11 -O2 -fPIC -fvisibility=hidden -fomit-frame-pointer
-fexceptions -fasynchronous-unwind-tables -ffunction-sections -fdata-sections
-Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes
-Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Werror
-DHAVE_CONFIG_H'

# machine: the CPU's source under platform/machine, as configure chooses it
machine() {
	case $os in
	darwin | solaris) echo none.c; return ;;
	esac
	if [ -e "$source_dir/platform/machine/$cpu.S" ]; then
		echo "$cpu.S"
	else
		echo none.c
	fi
}

# named_in FILE VARIABLE: what the first assignment in a fragment of a Makefile
# says, with the variables of the same file put in; a CPU that platform/machine
# does not have wants what goes without it
# shellcheck disable=SC2013,SC2016 # words are wanted, and make's dollars
named_in() {
	case $(machine) in
	none.c) skip='!PORTSIG_MACHINE_NONE' ;;
	*) skip='PORTSIG_MACHINE_NONE' ;;
	esac
	for word in $(awk -v name="$2" -v skip="$skip" '
	$1 == "if" { off = $2 == skip }
	$1 == "else" || $1 == "endif" { off = 0 }
	off { next }
	$1 == name && !done { on = 1; $1 = $2 = "" }
	on { again = sub(/\\$/, ""); print; on = again; done = !again }' "$1")
	do
		case $word in
		'$(portsig_'*) ;;	# another file's
		'$('*) word=${word#??}; named_in "$1" "${word%?}" ;;
		*) echo "$word" ;;
		esac
	done
}

# tool NAME: LLVM's, which reads the objects of all systems
tool() {
	for t in "$(dirname "$(readlink -f "$(command -v "$clang")")")/$1" \
	    "$(command -v "$1" || :)"; do
		[ -x "$t" ] && echo "$t" && return
	done
	return 1
}

compile() {
	# shellcheck disable=SC2086 # the flags are several
	"$clang" --target="$triple" $more -nostdinc \
	    -isystem "$("$clang" -print-resource-dir)/include" \
	    -isystem "$source_dir/tests/headers/$os" \
	    -isystem "$source_dir/tests/headers/$like" \
	    -isystem "$source_dir/tests/headers/posix" \
	    $flags -I"$dir" -I"$source_dir" -I"$source_dir/platform" \
	    -I"$source_dir/platform/$os" "$@"
}

rows() {
	awk -v os="$like" -v cpu="$cpu" -v part="$1" \
	    -f "$source_dir/tests/facts.awk" "${2:-$facts}"/*.tsv
}

# prepare: what configure and make would: config.h, and portsig/os/
prepare() {
	dir=$work/$os-$cpu
	mkdir -p "$dir/portsig/os" "$dir/plain"
	{
		rows stack
		echo '#define PACKAGE_VERSION "0"'
		echo '#define PORTSIG_MINSIGSTKSZ_CONST 1'
		echo '#define PORTSIG_THREAD_SLOT 1'
		echo '#define PORTSIG_TLS_INITIAL_EXEC 1'
	} >"$dir/config.h"
	grep -q STACK_T_SIZE "$dir/config.h" ||
	    fault "$os $cpu" 'tests/facts/sigaltstack-layout.tsv has no row'
	am=$source_dir/platform/$os/sources.am
	for h in $(named_in "$am" portsig_os_headers); do
		cp "$source_dir/$h" "$dir/portsig/os/"
	done
	sources=$(named_in "$am" portsig_os_sources
	    named_in "$source_dir/Makefile.am" libportsig_la_SOURCES)
	sources="$source_dir/platform/machine/$(machine)
	    $(for f in $sources; do
		case $f in *.c) echo "$source_dir/$f" ;; esac
	done)"
	objects=$(named_in "$source_dir/Makefile.am" portsig_handler_objects
	    named_in "$am" portsig_os_handler_objects)
	objects=$(for o in $objects; do
		case $o in *.o) printf '%s ' "$o" ;; esac
	done)
	objects="$objects$(machine | sed 's/[.].$/.o/')"
}

# compile_all: the library, into $dir
compile_all() {
	# shellcheck disable=SC2086 # the sources are several
	(cd "$dir" && compile -c $sources) >"$dir/said" 2>&1 && return
	fault "$os $cpu" 'does not compile'
	head -n 40 "$dir/said"
	return 1
}

# assertions PART [TABLES]
assertions() {
	printf '#include <%s>\n' stddef.h errno.h signal.h
	[ ! -e "$source_dir/tests/headers/$os/ucontext.h" ] ||
	    echo '#include <ucontext.h>'
	echo '#include "os_regs.h"'
	rows "$@"
}

# facts_hold [TABLES]: what it says is in $dir/said
facts_hold() {
	for part in frame codes; do
		assertions $part "$@" >"$dir/$part.c"
		compile -Wno-expansion-to-defined -fsyntax-only \
		    "$dir/$part.c" >"$dir/said" 2>&1 || return 1
	done
}

check_facts() {
	[ "$os" = "$like" ] || return 0
	facts_hold || {
		fault "$os $cpu" 'tests/facts and tests/headers differ'
		head -n 20 "$dir/said"
		return
	}
	number=$(cat "$dir/frame.c" "$dir/codes.c" | grep -c _Static_assert)
	mkdir -p "$dir/wrong"
	for table in "$facts"/*.tsv; do
		awk -F'\t' -v OFS='\t' '
		$3 == "pc" && $6 ~ /^[0-9]+$/ { $6++ }
		{ print }' "$table" >"$dir/wrong/${table##*/}"
	done
	! facts_hold "$dir/wrong" ||
	    fault "$os $cpu" 'a wrong offset of the pc was not found'
}

# expanded: macros replaced, blanks gone
expanded() {
	{
		printf '#include <%s>\n' errno.h signal.h
		echo '#include "os_regs.h"'
		cat
	} >"$dir/names.c"
	compile -E -P "$dir/names.c" 2>"$dir/said" | grep '^=' | tr -d ' '
}

# The members that os_regs.h reads are those that the table names.
check_names() {
	[ "$like" != linux ] || return 0	# it has frames of its own
	rows names >"$dir/names"
	while read -r macro field; do
		[ "$(echo "= $macro" | expanded)" = \
		    "$(echo "= $field" | expanded)" ] ||
		    fault "$os $cpu" "$macro is not $field"
	done <"$dir/names"
	grep -q PORTSIG_OS_PC "$dir/names" ||
	    fault "$os $cpu" 'no row says where the pc is'
}

# one_store OBJECT: besides the landing pad, the loads of arguments, the return
one_store() {
	"$objdump" -d --no-show-raw-insn "$1" | awk '
	/^Disassembly/ { path = /portsig_path/ }
	/^[0-9a-f]* ?<ltmp[0-9]*>:$/ { on = path; next }	# Mach-O
	/^[0-9a-f]* ?<.*>:$/ { on = /<_?portsig_set_signalstack_sp>:/; next }
	!on || !/^ *[0-9a-f]+:/ { next }
	{ sub(/^ *[0-9a-f]+:[ \t]*/, ""); sub(/[ \t]*[#;@!].*/, "") }
	/^(endbr|bti|hint|nop|ret|retq|retl|blr$|jr$|jr\t[$]ra|jirl|xchg)/ {
		next
	}
	/^(bcr\t0,|(bx|br|brasl|retl)[ \t])/ || /^$/ { next }
	/^movl\t[0-9]*\(%esp\), %e/ { next }
	/^(mov|str|st|sd|s[dw]|std|stg|stx|stw)[a-z.]*[ \t].*[(\[]/ {
		stores++
		next
	}
	{ print "other: " $0 }
	END { if (stores != 1) print stores + 0 " stores" }'
}

check_store() {
	said=$(one_store "$dir/altstack.o")
	[ -z "$said" ] ||
	    fault "$os $cpu" "portsig_set_signalstack_sp: $said"
	printf '%s\n' '#include <signal.h>' 'void call(void);' \
	    '__attribute__((visibility("default"))) void' \
	    'portsig_set_signalstack_sp(stack_t *st, void *sp);' \
	    'void portsig_set_signalstack_sp(stack_t *st, void *sp)' \
	    '{ st->ss_sp = sp; st->ss_size = 1; call(); }' >"$dir/two.c"
	compile -c "$dir/two.c" -o "$dir/plain/two.o" || exit 99
	[ -n "$(one_store "$dir/plain/two.o")" ] ||
	    fault "$os $cpu" 'a second store and a call were not found'
}

# nm's output, with the names as C has them and the members as for ELF
make_nm() {
	printf '#!/bin/sh\n"%s" "$@" | %s\n' "$(tool llvm-nm)" \
	    "sed 's/ _/ /; s/^[^ ]*(//; s/[.]o):\$/.o:/'" >"$dir/nm-darwin"
	chmod +x "$dir/nm-darwin"
	case $triple in
	*-apple-*) nm=$dir/nm-darwin ;;
	*) nm=$(tool llvm-nm) ;;
	esac
}

# handlers_are_safe ARCHIVE
handlers_are_safe() {
	(cd "$dir" && static=$1 NM=$nm AR=$(tool llvm-ar) \
	    portsig_handler_objects="$objects" portsig_os=$os \
	    top_srcdir=$source_dir sh "$source_dir/tests/lint_handler.sh")
}

lazy='__emutls|_tlv_bootstrap|__tls_get_addr|___chkstk|__tlv_'

check_objects() {
	make_nm
	rm -f "$dir/all.a" "$dir/bad.a"
	(cd "$dir" && "$(tool llvm-ar)" rcs all.a ./*.o) || exit 99
	handlers_are_safe "$dir/all.a" >"$dir/said" 2>&1 || {
		fault "$os $cpu" 'what runs in handlers calls what it must not'
		cat "$dir/said"
	}
	"$nm" "$dir/all.a" 2>/dev/null | grep -E " U ($lazy)" | sort -u |
	    sed "s/^/$os $cpu: /" | faults
	echo 'void die(void); void printf_in_a_handler(void);
	    void die(void) { printf_in_a_handler(); }' >"$dir/die.c"
	compile -w -c "$dir/die.c" -o "$dir/plain/die.o" || exit 99
	cp "$dir/all.a" "$dir/bad.a"
	"$(tool llvm-ar)" rs "$dir/bad.a" "$dir/plain/die.o" || exit 99
	! handlers_are_safe "$dir/bad.a" >/dev/null 2>&1 ||
	    fault "$os $cpu" 'a planted call was not found'
}

# machine_faults OBJECT: what is wrong with it.  What aligns code is no
# relocation but for the linker, which takes it out again.
machine_faults() {
	names=portsig_os_stack_call
	case " $sources" in
	*/os_frame_move.c*)
		names="$names portsig_machine_land portsig_machine_resume" ;;
	esac
	"$nm" "$1" >"$dir/defined"
	for name in $names; do
		grep -q " T $name\$" "$dir/defined" || echo "no $name"
	done
	grep ' U ' "$dir/defined" | grep -v ' U __aeabi_unwind_cpp_pr'
	"$(tool llvm-readelf)" -S "$1" | grep -q '[.]note[.]GNU-stack' ||
	    echo 'no .note.GNU-stack'
	"$(tool llvm-readelf)" -r "$1" | awk '
	/^Relocation section/ { on = /[.]rela?portsig_path/ }
	on && / R_/ && !/ R_RISCV_ALIGN/'
}

check_machine() {
	case $(machine) in none.c) return ;; esac
	make_nm
	said=$(machine_faults "$dir/$cpu.o" || :)
	[ -z "$said" ] || fault "$os $cpu" "$cpu.S: $said"
	printf '%s\n' '	.section portsig_path, "ax", %progbits' \
	    '	.long	elsewhere' >"$dir/bare.S"
	compile -c "$dir/bare.S" -o "$dir/plain/bare.o" || exit 99
	machine_faults "$dir/plain/bare.o" >"$dir/said" || :
	for said in '^no portsig_os_stack_call' ' U elsewhere' ' R_' \
	    'no .note.GNU-stack'; do
		# OpenBSD's assemblers write that one always
		grep -q "$said" "$dir/said" ||
		    { [ "$os" = openbsd ] && [ "$said" != "${said#no .}" ]; } ||
		    fault "$os $cpu" "planted and not found: $said"
	done
}

# one OS CPU TRIPLE FLAG...: in a process of its own.  The empty port stands
# for no system, and is held against the declarations of another.
one() {
	os=$1 cpu=$2 triple=$3
	case $os in template) like=linux ;; *) like=$os ;; esac
	shift 3
	more=$*
	number=no
	objdump=$(tool llvm-objdump)
	prepare
	if compile_all; then
		check_facts
		check_names
		check_store
		check_objects
		check_machine
	fi
	[ ! -s "$faults" ] || { echo "FAIL: $os $cpu"; exit 1; }
	echo "ok: $os $cpu: $(find "$dir" -maxdepth 1 -name '*.o' |
	    grep -c .) objects, $number facts"
}

command -v "$clang" >/dev/null 2>&1 || skip 'no clang'
for t in llvm-nm llvm-ar llvm-objdump llvm-readelf; do
	tool $t >/dev/null || skip "no $t"
done
case ${1-} in
-one)
	shift
	one "$@" >"$said/$1-$2" 2>&1
	exit
	;;
esac
# A pair that this clang does not know is told, not passed over.
grep -v '^#' "$list" | while read -r os cpu triple more; do
	case ${1:-$os}-${2:-$cpu} in "$os-$cpu") ;; *) continue ;; esac
	if "$clang" --target="$triple" -E -x c /dev/null >/dev/null 2>&1; then
		echo "$os $cpu $triple${more:+ $more}"
	else
		echo "skip: $os $cpu: $("$clang" --version | sed -n \
		    's/.*\(clang version [0-9.]*\).*/\1/p') has no $triple" >&2
	fi
done >"$work/pairs"
[ -s "$work/pairs" ] || fault "$list" 'names no such pair'
mkdir "$work/said"
CC=$CC top_srcdir=$source_dir said=$work/said \
    xargs -P "$(getconf _NPROCESSORS_ONLN)" -L 1 \
    sh "$0" -one <"$work/pairs" || fault "$0" 'a pair failed'
cat "$work"/said/*
echo "$(cat "$work"/said/* | grep -c '^ok: ') of $(grep -c . "$work/pairs")" \
    pairs
verdict
