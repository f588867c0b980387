#!/bin/sh
# SPDX-License-Identifier: MIT
# How deep the signal path goes at the worst, besides the callback and the
# handlers that we displaced: from the frames and the call graph that GCC
# tells, and stated figures for libc.  A frame of 2 KiB, and recursion, must
# be found.
# shellcheck source=compiled.sh
. "$(dirname "$0")/compiled.sh"
limit=1024				# bytes

# What functions of libc take, return address included: read in the machine code
# of glibc-2.36 and musl-1.2.3 for x86_64, the larger one.  Of abort and _exit
# only the call counts, as nothing is left to come back to.
cat >"$work/libc" <<'EOT'
libc __errno_location 16
libc __libc_current_sigrtmax 16
libc __libc_current_sigrtmin 16
libc _exit 16
libc abort 16
libc getauxval 16
libc pthread_getspecific 64
libc pthread_self 16
libc pthread_setspecific 64
libc pthread_sigmask 160
libc sigaction 336
libc sigaddset 16
libc sigemptyset 16
libc sigismember 16
libc syscall 96
libc sysconf 544
libc write 64
EOT

# This build's own, or gcc beside another one for the same machine
find_compiler() {
	case $($CC -dumpmachine 2>/dev/null) in
	x86_64*) ;;
	*) skip 'the figures are for x86_64' ;;
	esac
	: >"$work/empty.c"
	for command in "$CC" gcc; do
		case $($command -dumpmachine 2>/dev/null) in
		x86_64*) ;;
		*) continue ;;
		esac
		# shellcheck disable=SC2086 # CC may carry options
		compile "$work/build" $command -O2 -fcallgraph-info=su \
		    "$work/empty.c" && [ -f "$work/build/empty.ci" ] && return
	done
	skip 'no gcc for x86_64 that knows -fcallgraph-info'
}

# addresses: who hands over the address of which function
addresses() {
	objdump -dr --no-show-raw-insn "$work/build"/*.o | awk '
	/^[0-9a-f]+ <.*>:$/ { now = substr($2, 2, length($2) - 3); next }
	$2 ~ /^R_/ {
		name = $3
		sub(/[+-]0x[0-9a-f]+$/, "", name)
		sub(/^[.]text[.](unlikely[.])?/, "", name)
		if (!branch)
			print "hands", now, name
	}
	{ branch = $2 ~ /^(call|j|b$|bl$)/ }' | sort -u
}

# measure ROOT: into $work/said
measure() {
	awk -v root="$1" -f "$top_srcdir/tests/depth.awk" "$work/libc" \
	    "$work/hands" "$work/build"/*.ci >"$work/said"
	sed -n 's/^depth //p' "$work/said"
}

command -v objdump >/dev/null 2>&1 || skip 'no objdump'
find_compiler
cat >"$work/planted.c" <<'C'
#include <stddef.h>
void portsig_dispatch(int, void *, void *);
void planted_large(void);
int planted_deep(int);
void
planted_large(void)
{
	volatile char local[2048];

	local[0] = 0;
	portsig_dispatch(local[0], NULL, NULL);
	local[1] = 1;
}
__attribute__((noinline, noipa)) int
planted_deep(int n)
{
	return n == 0 ? 0 : n * n + planted_deep(n - 1) % 7 * n;
}
struct portsig_pool;
void portsig_pool_visit(struct portsig_pool *, void (*)(void *, void *),
    void *);
void planted_visit(struct portsig_pool *);
__attribute__((noipa)) static void
planted_visited(void *context, void *arg)
{
	volatile char local[2048];

	local[0] = context == arg;
}
void
planted_visit(struct portsig_pool *pool)
{
	portsig_pool_visit(pool, planted_visited, NULL);
}
C
# shellcheck disable=SC2046,SC2086 # options and sources
compile "$work/build" $command -O2 -fcallgraph-info=su \
    $(library_files .c) "$work/planted.c" || {
	cat "$work/build/errors"
	exit 99
}
addresses >"$work/hands"

# report ROOT: the deepest path, its sum and its faults
report() {
	bytes=$(measure "$1")
	sed -n 's/^path \(.*\) \(.*\)/	\2	\1/p' "$work/said"
	if [ "$bytes" -ge "$limit" ]; then
		fault "$1" "$bytes bytes, the limit is $limit"
	else
		echo "ok: $1: $bytes bytes at the most"
	fi
	sed -n "s/^fault /$1: /p" "$work/said" | faults
}

for root in portsig_dispatch portsig_context_borrow portsig_context_return; do
	report "$root"
	sed -n 's/^used //p' "$work/said" >>"$work/used"
done
echo "stated for libc: $(sort -u "$work/used" | tr '\n' ';')"

if [ "$(measure planted_large)" -ge "$limit" ]; then
	echo "ok: the planted frame of 2 KiB was found"
else
	fault planted_large 'was not found'
fi
measure planted_deep >/dev/null
if grep -q '^fault recursion' "$work/said"; then
	echo "ok: the planted recursion was found"
else
	fault planted_deep 'was not found'
fi
measure planted_visit >/dev/null
if grep -q '^path planted_visited ' "$work/said"; then
	echo "ok: the planted callback was found"
else
	fault planted_visit 'was not found'
fi
verdict
