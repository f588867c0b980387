# SPDX-License-Identifier: MIT
# Makes an assertion of C11 out of each row of tests/facts/*.tsv that is about
# system OS (as the directory under platform/ is called) and CPU.  PART is
#   frame   ucontext_t, stack_t, siginfo_t: sizes and offsets
#   codes   numbers in the headers, those that are there
#   names   not assertions: lines `MACRO expression' that os_regs.h must match
#   stack   not assertions: config.h's knowledge of stack_t

function of(a)			# one name where the tables have several
{
	if (a == "amd64")
		return "x86_64"
	if (a == "arm64")
		return "aarch64"
	if (a == "ppc64le")
		return "powerpc64le"
	if (a == "sparcv9")
		return "sparc64"
	return a
}

function is_ours(row_os, row_cpu,    list, n, i)
{
	if (row_os == "illumos")
		row_os = "solaris"
	sub(/^linux-.*/, "linux", row_os)
	if (row_os != os)
		return 0
	n = split(row_cpu, list, ",")
	for (i = 1; i <= n; i++)
		if (list[i] == "*" || of(list[i]) == of(cpu))
			return 1
	return 0
}

function equal(what, number)
{
	if (what number in said)
		return
	said[what number] = 1
	printf "_Static_assert(%s == %s, \"%s\");\n", what, number, what
}

function equal_if(name, number)
{
	if (name number in said)
		return
	said[name number] = 1
	printf "#ifdef %s\n_Static_assert((unsigned)(%s) == ", name, name
	printf "(unsigned)(%s), \"%s\");\n#endif\n", number, name
}

function layout(    n, type)
{
	equal("sizeof(stack_t)", $at["sizeof_stack_t"])
	equal("_Alignof(stack_t)", $at["alignof_stack_t"])
	equal("offsetof(stack_t, ss_sp)", $at["off_ss_sp"])
	equal("offsetof(stack_t, ss_size)", $at["off_ss_size"])
	equal("offsetof(stack_t, ss_flags)", $at["off_ss_flags"])
	n = split("ucontext_t siginfo_t sigset_t", type, " ")
	for (; n > 0; n--)
		if ($at["sizeof_" type[n]] ~ /^[0-9]+$/)
			equal("sizeof(" type[n] ")", $at["sizeof_" type[n]])
	if ($at["sizeof_sigaction"] ~ /^[0-9]+$/)
		equal("sizeof(struct sigaction)", $at["sizeof_sigaction"])
	if ($at["off_uc_stack"] ~ /^[0-9]+$/)
		equal("offsetof(ucontext_t, uc_stack)", $at["off_uc_stack"])
	if ($at["off_uc_sigmask"] ~ /^[0-9]+$/)
		equal("offsetof(ucontext_t, uc_sigmask)", $at["off_uc_sigmask"])
}

# ss_sp's kind, and where the fields are
function stack()
{
	if (told++)
		return
	print "#define PORTSIG_SS_SP_KIND", \
	    $at["ss_sp_type"] == "void *" ? 1 : \
	    $at["ss_sp_type"] == "char *" ? 2 : 3
	print "#define PORTSIG_STACK_T_SIZE", $at["sizeof_stack_t"]
	print "#define PORTSIG_SS_SP_OFFSET", $at["off_ss_sp"]
	print "#define PORTSIG_SS_SIZE_OFFSET", $at["off_ss_size"]
	print "#define PORTSIG_SS_FLAGS_OFFSET", $at["off_ss_flags"]
}

# Linux: our own description of what the kernel writes; libc's is longer.
function kernel_frame(    role)
{
	role["pc"] = "PORTSIG_OS_PC"; role["sp"] = "PORTSIG_OS_SP"
	role["fp"] = "PORTSIG_OS_FP"; role["lr"] = "PORTSIG_OS_RA"
	if (cpu == "sparc64")		# the address is not what is there
		role["sp"] = "r[14]"
	role["kernel_uc_flags"] = "flags"
	role["kernel_uc_stack"] = "stack_sp"
	role["kernel_uc_sigmask"] = "sigmask"
	if ($3 in role && $6 ~ /^[0-9]+$/)
		equal("offsetof(struct portsig_os_frame, " role[$3] ")", $6)
}

# base is a type, or `*uc->member': what that member points to
function member(    base, field)
{
	base = $5
	field = $4
	if (field !~ /^uc->/)
		return
	sub(/^uc->/, "", field)
	if (base ~ /^[*]/) {
		sub(/^[*]uc->/, "", base)
		if (field !~ base "->")
			return
		sub(base "->", "", field)
		base = "__typeof__(*((ucontext_t *)0)->" base ")"
	}
	equal("offsetof(" base ", " field ")", $6)
	equal("sizeof(((" base " *)0)->" field ")", $7)
}

function frame()
{
	if ($3 == "sizeof_ucontext")
		equal("sizeof(ucontext_t)", $7)
	else if ($3 ~ /^sizeof_/)
		equal($4, $7)
	else if ($6 ~ /^[0-9]+$/)
		member()
}

function names(    field)
{
	role["pc"] = "PC"; role["sp"] = "SP"
	role["fp"] = "FP"; role["lr"] = "RA"
	if (!($3 in role) || $4 !~ /^uc->/)
		return
	field = $4
	sub(/^uc->/, "", field)
	print "PORTSIG_OS_" role[$3], field
}

BEGIN { FS = "\t" }
FNR == 1 {
	table = FILENAME
	sub(/.*\//, "", table)
	sub(/[.]tsv$/, "", table)
	columns = NF
	for (n = 1; n <= NF; n++) {
		at[$n] = n
		title[n] = $n
	}
	next
}
!is_ours($1, $2) { next }
$1 == "linux-musl" || ($1 == "linux" && $4 == "musl") { next }
part == "frame" && os == "linux" {
	if (table == "machine-context")
		kernel_frame()
	next
}
table == "sigaltstack-layout" && part == "frame" { layout() }
table == "sigaltstack-layout" && part == "stack" { stack() }
table == "machine-context" && part == "frame" { frame() }
table == "machine-context" && part == "names" { names() }
table == "siginfo" && part == "frame" && $3 == "sizeof" {
	equal("sizeof(" $4 ")", $5)
}
table == "siginfo" && part == "frame" && $3 == "offset" {
	equal("offsetof(siginfo_t, " $4 ")", $5)
}
table == "siginfo" && part == "codes" && $3 ~ /^si_code/ {
	equal_if($4, $5)
}
table == "sigaltstack-constants" && part == "codes" {
	for (n = 5; n < columns; n++)
		if ($n != "-" && $n ~ /^[0-9]/)
			equal_if(title[n], $n)
}
