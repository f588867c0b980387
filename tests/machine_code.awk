# SPDX-License-Identifier: MIT
# Holds the machine code of marked functions against what they may refer to.
# Reads, in this order, tests/as_safe.txt, what marks.awk printed, `nm -A' and
# `objdump -dr --no-show-raw-insn' of the same objects.  Set CALLS to what the
# build may call besides.  Prints a line for each fault, and last
#	count FUNCTIONS OUTSIDE INDIRECT
function base(name)			# GCC's clones have a dot in their names
{
	sub(/[.].*/, "", name)
	return name
}

# 1 marked, 0 not, empty if OBJECT and whatever it may refer to have none
function marked(object, name)
{
	if ((object, name) in mark)
		return mark[object, name]
	if (("*", name) in mark)
		return mark["*", name]
	return is_global[name] ? global[name] : ""
}

function is_word(name)
{
	return (object, name) in word || ("*", name) in word
}

function bad(why)
{
	if (!((object, now, why) in said))
		print object ".o: " now "() " why
	said[object, now, why] = 1
}

function is_added(name)
{
	return name ~ /^_*(stack_chk|gcov|llvm|[a-z]+san_|sanitizer)/ ||
	    name ~ /^_*(sancov|emutls|xray|mcount|fentry|cyg_profile)/
}

# What compilers make of a plain loop or assignment; fine where it was written.
function is_made(name)
{
	sub(/^_+/, "", name)
	sub(/_chk$/, "", name)
	return name ~ /^(w?mem|str|bcmp|bcopy|bzero|wcs)/
}

function refer(name,    m)
{
	if (index(" " calls " ", " " name " "))
		return
	if (is_added(name)) {
		bad("refers to " name ", which instrumentation added")
		return
	}
	if (name ~ /^[.]L([.]str|_*const|switch|C|JTI)/)
		return			# constants
	if (name ~ /^__x86[.]get_pc_thunk[.]/)
		return			# i386: where the code itself is
	m = marked(object, base(name))
	if (m == 1)
		return
	if (m == 0 && safe[name] != "own") {
		bad("refers to " name "(), which has no mark")
		return
	}
	if (base(name) in data) {
		if (!((base(name)) in any_word))
			bad("refers to data that no source names: " name)
		return
	}
	if (!(name in safe) && (safe[now] != "own" || !is_word(name))) {
		bad("refers to " name ", which tests/as_safe.txt lacks")
		return
	}
	if (safe[name] == "posix" || is_made(name)) {
		if (!is_word(name)) {
			bad("refers to " name ", which its source does not")
			return
		}
	}
	if (!(name in outside))
		outsiders++
	outside[name] = 1
}

# Where a branch without a relocation went
function arrive()
{
	if (goes_to != "" && goes_to != base(now) &&
	    marked(object, goes_to) != 1)
		bad("goes to " goes_to "(), which has no mark")
	goes_to = ""
}

FILENAME ~ /as_safe/ {
	if ($0 ~ /^\[/) {
		part = $0 ~ /^\[POSIX/ ? "posix" : substr($1, 2) == "own:" ? \
		    "own" : "allowed"
		list = $0
		sub(/:.*/, "", list)
		off = list ~ /^\[on / && index(list " ", " " os " ") == 0
	}
	sub(/#.*/, "")
	if ($1 != "" && $1 !~ /^\[/ && !off)
		safe[$1] = part
	next
}

$1 == "word" && NF == 3 { word[$2, $3] = any_word[$3] = 1 }

$1 == "function" && NF == 4 {
	# each CPU has a header with the same names: one without the mark
	# counts for all
	if (!(($2, $3) in mark) || mark[$2, $3] == 1)
		mark[$2, $3] = $4
	next
}

# nm -A: FILE:VALUE TYPE NAME, or FILE: U NAME
/^[^ ]*[.]o:/ && NF >= 2 && $0 !~ /file format/ {
	arrive()
	object = $1
	sub(/[.]o:.*/, "", object)
	sub(/.*\//, "", object)
	name = $NF
	type = $(NF - 1)
	if (type ~ /^[TW]$/ && ((object, name) in mark)) {
		is_global[name] = 1
		global[name] = mark[object, name]
	}
	if (type ~ /^[BbCDdRrSsVGg]$/)
		data[base(name)] = 1
	next
}

/file format/ {
	object = $1
	sub(/[.]o:$/, "", object)
	sub(/.*\//, "", object)
	next
}

/^[0-9a-f]+ <.*>:$/ {
	arrive()
	now = $2
	gsub(/[<>:]/, "", now)
	m = marked(object, base(now))
	# what is in no source is the compiler's own, and no handler calls it
	looking = m == 1 || (m == "" && is_word(base(now)))
	functions += looking
	next
}

!looking { next }

# A relocation: OFFSET: TYPE NAME+ADDEND, below the instruction it is in
$2 ~ /^R_/ {
	goes_to = ""
	name = $3
	sub(/[+-]0x[0-9a-f]+$/, "", name)
	if (name ~ /^[.]rodata/ || name ~ /^[.]LC[0-9]/)
		next			# constants
	sub(/^[.]text[.]((unlikely|hot|startup|exit|split)[.])?/, "", name)
	sub(/^[.](t?bss|t?data|data[.]rel([.]ro)?([.]local)?)[.]/, "", name)
	sub(/@.*/, "", name)
	if (name != "")
		refer(name)
	next
}

/^ +[0-9a-f]+:/ {
	arrive()
	if ($0 ~ /%[fg]s:0x(28|14)$|%[fg]s:0x(28|14),/)
		bad("reads the stack protector's word")
	if ($2 ~ /^(bnd|notrack|rep|data16)/)
		sub(/^[ \t]*[0-9a-f]+:[ \t]*[a-z0-9]+ +/, "  0:\t")
	if ($2 ~ /^(call|blr$)/ && $0 ~ /\*|blr/)
		indirect++
	# unless a relocation follows, it stays in the section that it is in
	if ($2 ~ /^(call|j|b$|bl$|b[.]|cb|tb)/ &&
	    match($0, /<[A-Za-z_0-9.]+/))
		goes_to = base(substr($0, RSTART + 1, RLENGTH - 1))
}

END {
	arrive()
	print "count", functions + 0, outsiders + 0, indirect + 0
}
