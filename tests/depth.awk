# SPDX-License-Identifier: MIT
# The deepest path from ROOT in what GCC's -fcallgraph-info=su says.  Reads
# libc frames (`libc NAME BYTES'), `hands FUNCTION FUNCTION' where one gives
# the other's address away, and .ci files.  An indirect call goes to nothing,
# or to the functions whose address a caller hands over.
# Prints `fault WHAT', `path NAME BYTES' from ROOT on, and `depth BYTES'.
function plain(title)			# without the file that statics have
{
	sub(/.*:/, "", title)
	return title
}

function fault(what)
{
	if (!(what in said))
		print "fault " what
	said[what] = 1
}

function field(name,    s)
{
	s = $0
	sub(".*" name ": \"", "", s)
	sub(/".*/, "", s)
	sub(/^[*]/, "", s)		# a name given by the assembler
	return s
}

function frame(f)
{
	if (f in bytes)
		return bytes[f]
	if (f == "__indirect_call")
		return 0
	if (!(f in libc))
		fault(f " has no frame here, nor a line among the constants")
	used[f] = 1
	return libc[f]
}

# Arrays are global in awk, so what a call must keep is local in its names.
function depth(f,    n, i, g, d, most)
{
	if (f in known)
		return known[f]
	if (f in active) {
		fault("recursion through " plain(f) "()")
		return 0
	}
	active[f] = 1
	most = 0
	n = calls[f]
	for (i = 1; i <= n; i++) {
		g = callee[f, i]
		d = depth(g)
		if (d > most) {
			most = d
			next_of[f] = g
		}
	}
	delete active[f]
	return known[f] = frame(f) + most
}

function add(from, to)
{
	if ((from, to) in edge)
		return
	edge[from, to] = 1
	callee[from, ++calls[from]] = to
}

# Everything that F leads to hands over what it does.
function reach(f,    i)
{
	if (f in reached)
		return
	reached[f] = 1
	for (i = 1; i <= calls[f]; i++)
		reach(callee[f, i])
}

# V, which F calls, makes indirect calls, so it may call what F hands over.
function hand_over(    f, g, i, h, v, more)
{
	do {
		more = 0
		reach(root)
		for (h in hands) {
			split(h, pair, SUBSEP)
			f = titled[pair[1]]
			if (!(f in reached) || (h in done) ||
			    !(pair[1] in titled) || !(pair[2] in titled))
				continue
			done[h] = more = 1
			for (i = 1; i <= calls[f]; i++) {
				v = callee[f, i]
				g = titled[pair[2]]
				if (v != g && (v, "__indirect_call") in edge)
					add(v, g)
			}
		}
		for (f in reached)
			delete reached[f]
	} while (more)
}

/^libc / { libc[$2] = $3 }
/^hands / { hands[$2, $3] = 1 }

/^node: / {
	title = field("title")
	label = field("label")
	if (match(label, /[0-9]+ bytes \([a-z,]+\)/)) {
		split(substr(label, RSTART, RLENGTH), part, " ")
		bytes[title] = part[1]
		titled[plain(title)] = title
		if (part[3] == "(dynamic)")
			unbounded[title] = 1
	}
}

/^edge: / { add(field("sourcename"), field("targetname")) }

END {
	if (!(root in bytes))
		fault("there is no " root)
	hand_over()
	total = depth(root)
	reach(root)
	for (f in reached)
		if (f in unbounded)
			fault(plain(f) "() has a frame without a bound")
	for (f = root; f != ""; f = next_of[f])
		print "path", f == "" ? "?" : plain(f), frame(f)
	for (f in used)
		print "used", f, libc[f]
	print "depth", total
}
