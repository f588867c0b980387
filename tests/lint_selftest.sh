#!/bin/sh
# SPDX-License-Identifier: MIT
# Plants one fault after another in a copy, and expects the lint to find each;
# before that, the copy without a fault must pass.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"

top_builddir=$(cd "$top_builddir" && pwd)
top_srcdir=$(cd "$top_srcdir" && pwd)
copy=$work/copy
export top_builddir
: "${portsig_handler_objects:=}"
export portsig_handler_objects

fresh() {
	rm -rf "$copy"
	mkdir "$copy"
	for d in .ci bench doc examples m4 platform portsig tests NEWS LICENSE \
	    quickstart configure.ac Makefile.am portsig.pc.in; do
		[ ! -e "$top_srcdir/$d" ] || cp -R "$top_srcdir/$d" "$copy/"
	done
	find "$copy" -type d -name '.*' ! -name .ci -prune -exec rm -rf '{}' '+'
	chmod -R u+w "$copy"
}

# run LINT [VARIABLE=VALUE]...: its output is kept, its status is returned
run() {
	lint=$1
	shift
	env top_srcdir="$copy" "$@" sh "$top_srcdir/tests/lint_$lint.sh" \
	    >"$work/said" 2>&1
}

# caught LINT WORDS WHAT [VARIABLE=VALUE]...: it must fail, and say WORDS
caught() {
	lint=$1
	words=$2
	what=$3
	shift 3
	run "$lint" "$@"
	status=$?
	if [ $status = 77 ]; then
		echo "skip: lint_$lint: $what"
	elif [ $status = 1 ] && grep -q -e "$words" "$work/said"; then
		echo "ok: lint_$lint finds $what"
	else
		fault "lint_$lint" "does not find $what (status $status)"
		sed 's/^/    /' "$work/said"
	fi
	fresh
}

clean() {
	run "$@"
	status=$?
	[ $status = 0 ] || [ $status = 77 ] && return
	fault "lint_$1" "fails without a planted fault (status $status)"
	cat "$work/said"
}

plant() {
	file=$copy/$1
	shift
	# shellcheck disable=SC2059 # the format is the fault
	printf "$@" >>"$file"
}

fresh
for name in core headers style handler symbols; do
	clean $name
done

plant portsig/die.c '#ifdef __linux__\n#endif\n'
caught core 'a system or CPU' 'a system in a condition'
plant portsig/die.c '#if defined(__x86_64__)\n#endif\n'
caught core 'a system or CPU' 'a CPU in a condition'
plant portsig/die.c '#if HAVE_SIGQUEUE\n#endif\n'
caught core 'for platform/' 'an answer of configure in a condition'
plant portsig/die.c 'static int n = __APPLE__;\n'
caught core 'the macro of' "a system's macro in code"
plant portsig/die.c '#include <sys/syscall.h>\n'
caught core 'includes <sys/syscall.h>' 'a foreign header'

plant portsig/altstack.h 'PORTSIG_API void portsig_bare(void);\n'
caught headers 'no comment' 'a function without a comment'

# documented DOC PROTOTYPE: planted at the end of a header
documented() {
	printf '/**\n%s\n */\nPORTSIG_API %s\n' "$1" "$2" \
	    >>"$copy/portsig/altstack.h"
}
doc=' * Context: any
 * Threads: safe
 * Source:  portsig'
documented "$doc" 'int portsig_p(void);'
caught headers 'p has no Errors' 'an int function without Errors'
for word in Context Threads Source; do
	documented "$(echo "$doc" | grep -v $word)" 'void portsig_p(void);'
	caught headers "p has no $word" "a function without $word"
done
documented "$(echo "$doc" | sed 's/any/some/')" 'void portsig_p(void);'
caught headers 'p has no Context' 'a Context that is none of the three words'
plant portsig/portsig.h 'static size_t n = sizeof(siginfo_t);\n'
caught headers 'compile alone' 'a header that needs another'
plant portsig/portsig.h 'extern int class;\n'
caught headers 'compile alone' 'a header that is no C++'
plant portsig/portsig.h '#include "config.h"\n'
caught headers 'includes config.h' 'config.h in a public header'

plant portsig/die.c '%090d\n' 0
caught style 'wider' 'a line of 90 columns'
plant portsig/die.c '/* blank */ \n'
caught style 'ends in a blank' 'a trailing blank'
plant portsig/die.c '        int spaces;\n'
caught style 'indented by' 'blanks for a tab'
sed 1d "$copy/portsig/die.c" >"$work/h" && cp "$work/h" "$copy/portsig/die.c"
caught style 'SPDX' 'a file without the SPDX line'
{ echo 'void'; echo 'f(void)'; echo '{'; yes '' | head -n 81; echo '}'; } \
    >>"$copy/portsig/die.c"
caught style 'the function has' 'a function of 82 lines'
yes '' | head -n 600 >>"$copy/portsig/die.c"
caught style 'longer than' 'a file of more than 600 lines'
plant NEWS '%s\n' "/wor""k/main"
caught style 'outside the project' "a path of somebody's machine"

# The libraries: built here from one line, in place of a real object.
if [ ! -f "$top_builddir/.libs/libportsig.a" ]; then
	echo 'skip: no static library'
	verdict
fi
real=$top_builddir/.libs/libportsig.a
object=${portsig_handler_objects%% *}
compile() {
	printf '%s\n' "$1" >"$work/planted.c"
	# shellcheck disable=SC2086 # CC may carry options
	$CC -c -o "$work/$2" "$work/planted.c"
	cp "$real" "$work/planted.a"
	chmod u+w "$work/planted.a"
}

compile '#include <stdlib.h>
void *portsig_p(void); void *portsig_p(void) { return malloc(9); }' \
    planted.o
mv "$work/planted.o" "$work/$object"
"$AR" r "$work/planted.a" "$work/$object" 2>/dev/null
caught handler 'malloc is called by' 'malloc in a handler object' \
    static="$work/planted.a"
{
	cat "$top_srcdir/tests/as_safe.txt"
	printf '[on another: as malloc is safe there]\nmalloc\n'
} >"$work/as_safe.txt"
caught handler 'malloc is called by' 'what another system allows' \
    static="$work/planted.a" as_safe="$work/as_safe.txt"
caught handler 'names no object' 'an empty list of handler objects' \
    portsig_handler_objects=
caught handler 'not in the library' 'a handler object that is not there' \
    portsig_handler_objects=gone.o

compile 'int leak;' planted.o
"$AR" r "$work/planted.a" "$work/planted.o" 2>/dev/null
caught symbols 'defines leak' 'a global name without the prefix' \
    static="$work/planted.a"
compile 'static int unseen;' "$object"
"$AR" q "$work/planted.a" "$work/$object" 2>/dev/null
caught symbols 'have the name' 'two objects with one name' \
    static="$work/planted.a"

# shellcheck disable=SC2086
if [ -f "$top_builddir/.libs/libportsig.so" ] &&
    echo 'int leak = 1; double cos(double); double portsig_c(double x);
	double portsig_c(double x) { return cos(x); }' >"$work/planted.c" &&
    $CC -shared -fPIC -fno-builtin -o "$work/planted.so" "$work/planted.c" \
	-Wl,--no-as-needed -lm; then
	caught symbols 'exports leak' 'an exported name without the prefix' \
	    shared="$work/planted.so"
	case $("$READELF" -d "$work/planted.so") in
	*libm.so*) caught symbols 'needs libm' 'a library besides libc' \
	    shared="$work/planted.so" ;;
	esac
fi
verdict
