#!/bin/sh
# SPDX-License-Identifier: MIT
# The tables of tests/facts against libc's headers and against our own
# description of the frame, by each compiler that is here: every row becomes an
# assertion, and nothing is run.  A row that is planted wrong must be found.
set -eu
: "${top_srcdir:=.}" "${top_builddir:=.}" "${CC:=cc}"
facts=$top_srcdir/tests/facts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/said"
bad=0 tried=

# What a role of machine-context.tsv is called in struct portsig_os_frame
ours='
* pc PORTSIG_OS_PC
* sp PORTSIG_OS_SP
* fp PORTSIG_OS_FP
* sigmask sigmask
* kernel_uc_flags flags
* kernel_uc_link link
* kernel_uc_stack stack_sp
* kernel_uc_sigmask sigmask
x86_64 arg0 di
x86_64 ret ax
x86_64 flags eflags
x86_64 fault_addr cr2
x86_64 err err
x86_64 trapno trapno
x86_64 fpstate_ptr fpstate
x86_64 kernel_uc_mcontext r8
i386 ret ax
i386 flags eflags
i386 fault_addr cr2
i386 err err
i386 trapno trapno
i386 sp_at_signal sp_at_signal
i386 fpstate_ptr fpstate
i386 kernel_uc_mcontext gs
aarch64 arg0 x[0]
aarch64 ret x[0]
aarch64 flags pstate
aarch64 fault_addr fault_address
aarch64 esr_record_area records
aarch64 kernel_uc_mcontext fault_address
riscv64 arg0 x1[9]
riscv64 ret x1[9]
riscv64 kernel_uc_mcontext ip
* lr PORTSIG_OS_RA
arm arg0 r[0]
arm ret r[0]
arm flags cpsr
arm fault_addr fault_address
arm err err
arm trapno trapno
ppc64le arg0 r[3]
ppc64le ret r[3]
ppc64le flags ccr
ppc64le msr msr
ppc64le orig_r3 orig_r3
ppc64le ctr ctr
ppc64le xer xer
ppc64le trapno trapno
ppc64le fault_addr dar
ppc64le err dsisr
ppc64le pt_regs_ptr regs
s390x arg0 r[2]
s390x ret r[2]
s390x flags psw_mask
s390x kernel_uc_mcontext psw_mask
mips64el arg0 r[4]
mips64el ret r[2]
mips64el gp r[28]
mips64el t9 r[25]
mips64el hi hi[0]
mips64el lo lo[0]
mips64el kernel_uc_mcontext r[0]
loongarch64 arg0 r[4]
loongarch64 ret r[4]
loongarch64 flags sc_flags
loongarch64 kernel_uc_mcontext ip
sparc64 sp r[14]
sparc64 npc npc
sparc64 arg0 r[8]
sparc64 ret r[8]
sparc64 flags tstate
sparc64 y y
'

# assert_frame ARCH LIBC: libc's expressions, and then ours
assert_frame() {
	printf '%s' "$ours" | awk -F'\t' -v arch="$1" -v libc="$2" '
	function equal(what, number) {
		printf "_Static_assert(%s == %s, \"%s %s\");\n", what, number,
		    $1, $3
	}
	FILENAME == "-" {
		split($0, word, " ")
		if (word[1] == "*" || word[1] == arch)
			name[word[2]] = word[3]
		next
	}
	$2 != arch || ($1 != "linux-" libc && $1 != "linux-uapi") { next }
	$3 == "sizeof_ucontext" { equal("sizeof(" $5 ")", $7) }
	$6 == "-" { next }
	$1 != "linux-uapi" && $4 ~ /^uc->/ {
		field = $4
		sub(/^uc->/, "", field)
		equal("offsetof(" $5 ", " field ")", $6)
		equal("sizeof(((" $5 " *)0)->" field ")", $7)
	}
	$3 in name {
		equal("offsetof(struct portsig_os_frame, " name[$3] ")", $6)
	}' - "$facts_now/machine-context.tsv"
}

# assert_layout ARCH LIBC
assert_layout() {
	awk -F'\t' -v arch="$1" -v libc="$2" '
	function equal(what, number) {
		printf "_Static_assert(%s == %s, \"%s\");\n", what, number, what
	}
	NR == 1 { for (n = 1; n <= NF; n++) at[$n] = n; next }
	$2 != arch || index($4, libc) != 1 { next }
	{
		split("stack_t ucontext_t siginfo_t sigset_t", type, " ")
		for (n in type)
			equal("sizeof(" type[n] ")", $at["sizeof_" type[n]])
		equal("sizeof(struct sigaction)", $at["sizeof_sigaction"])
		equal("offsetof(stack_t, ss_sp)", $at["off_ss_sp"])
		equal("offsetof(stack_t, ss_size)", $at["off_ss_size"])
		equal("offsetof(stack_t, ss_flags)", $at["off_ss_flags"])
		equal("offsetof(ucontext_t, uc_stack)", $at["off_uc_stack"])
		equal("offsetof(ucontext_t, uc_sigmask)", $at["off_uc_sigmask"])
	}' "$facts_now/sigaltstack-layout.tsv"
}

# assert_constants ARCH LIBC: those that this version of libc has
assert_constants() {
	awk -F'\t' -v arch="$1" -v libc="$2" '
	function equal(what, number) {
		printf "#ifdef %s\n_Static_assert((unsigned)(%s) == ", what,
		    what
		printf "(unsigned)(%s), \"%s\");\n#endif\n", number, what
	}
	FILENAME ~ /siginfo/ && ($2 == "*" || index($2, arch)) &&
	    $1 == "linux-" libc {
		if ($3 ~ /^si_code/)
			equal($4, $5)
		else if ($3 == "offset")
			printf "_Static_assert(offsetof(siginfo_t, %s) == " \
			    "%s, \"\");\n", $4, $5
	}
	FILENAME ~ /siginfo/ { next }
	FNR == 1 { for (n = 5; n < NF; n++) name[n] = $n; next }
	$2 != arch || index($4, libc) != 1 { next }
	{
		for (n = 5; n < NF; n++) {
			if ($n != "-")
				equal(name[n], $n)
			if (name[n] == "MINSIGSTKSZ" && libc == "glibc")
				printf "_Static_assert(PORTSIG_OS_STACK_FLOOR" \
				    " == %s, \"LNX-5\");\n", \
				    arch == "ppc64le" ? 8192 : $n
		}
	}' "$facts_now/siginfo.tsv" "$facts_now/sigaltstack-constants.tsv"
}

# compiles ARCH LIBC CC: two sources, since GNU names make MINSIGSTKSZ a call
compiles() {
	{
		printf '#include <%s>\n' signal.h stddef.h ucontext.h
		echo '#include "os_regs.h"'
		assert_frame "$1" "$2"
		assert_layout "$1" "$2"
	} >"$work/gnu.c"
	{
		printf '#include <%s>\n' signal.h stddef.h unistd.h sys/auxv.h
		echo '#include "os_regs.h"'
		assert_constants "$1" "$2"
	} >"$work/plain.c"
	[ "$(cat "$work"/*.c | grep -c _Static_assert)" -gt 100 ] || {
		echo "no rows for $1 and $2"
		return 2
	}
	set -- "$3" -std=c11 -fsyntax-only -I"$top_builddir" \
	    -I"$top_srcdir" -I"$top_srcdir/platform/linux"
	"$@" -D_GNU_SOURCE "$work/gnu.c" 2>"$work/said" &&
	    "$@" -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE "$work/plain.c" \
	    2>"$work/said"
}

# check CC: the tables as they are, and then with each of them wrong
check() {
	arch=$("$1" -dumpmachine | sed 's/-.*//
	    s/^i.86$/i386/; s/^powerpc64le$/ppc64le/')
	libc=musl
	echo '#include <features.h>' | "$1" -E -dM - 2>/dev/null |
	    grep -q __GLIBC__ && libc=glibc
	facts_now=$facts
	if ! compiles "$arch" "$libc" "$1" >"$work/rows"; then
		echo "FAIL: $1, $arch, $libc"
		cat "$work/rows" "$work/said"
		bad=1
		return
	fi
	echo "ok: $1, $arch, $libc: $(cat "$work"/*.c |
	    grep -c _Static_assert) facts"
	for table in machine-context sigaltstack-layout \
	    sigaltstack-constants siginfo; do
		plant "$table" "$arch"
		! compiles "$arch" "$libc" "$1" >/dev/null || {
			echo "FAIL: $1: a wrong number in $table.tsv passes"
			bad=1
		}
	done
}

# plant TABLE ARCH: copies the tables and adds 1 to one number of that one
plant() {
	facts_now=$work/wrong
	rm -rf "$facts_now"
	mkdir "$facts_now"
	cp "$facts"/*.tsv "$facts_now"
	awk -F'\t' -v OFS='\t' -v arch="$2" -v table="$1" '
	BEGIN {
		column["machine-context"] = 6
		column["sigaltstack-layout"] = 7
		column["sigaltstack-constants"] = 6
		column["siginfo"] = 5
	}
	$2 == arch && (table != "machine-context" || $3 == "pc") &&
	    (table != "siginfo" || $4 == "si_addr") { $column[table]++ }
	{ print }' "$facts/$1.tsv" >"$facts_now/$1.tsv"
}

for cc in "${CC%% *}" gcc clang musl-gcc i686-linux-gnu-gcc \
    aarch64-linux-gnu-gcc arm-linux-gnueabihf-gcc \
    mips64el-linux-gnuabi64-gcc powerpc64le-linux-gnu-gcc \
    riscv64-linux-gnu-gcc s390x-linux-gnu-gcc sparc64-linux-gnu-gcc; do
	command -v "$cc" >/dev/null 2>&1 || continue
	case " $tried " in *" $cc "*) continue ;; esac
	tried="$tried $cc"
	case $("$cc" -dumpmachine) in *linux*) check "$cc" ;; esac
done
[ -n "$tried" ] || { echo 'skip: no compiler'; exit 77; }
exit $bad
