# SPDX-License-Identifier: MIT
# Reads the library's sources and prints, a line each:
#   function FILE NAME MARKED	a definition; MARKED is 1 or 0
#   word FILE NAME		an identifier in code, not in text or comments
# FILE is the name without directory and suffix for a .c, and * for a header.
function strip(s,    at, out)
{
	out = ""
	while (s != "") {
		if (comment) {
			at = index(s, "*/")
			if (at == 0)
				return out
			s = substr(s, at + 2)
			comment = 0
		} else if (match(s, /\/\*|"([^"\\]|\\.)*"|'([^'\\]|\\.)+'/)) {
			out = out substr(s, 1, RSTART - 1) " "
			comment = substr(s, RSTART, 2) == "/*"
			s = substr(s, RSTART + (comment ? 2 : RLENGTH))
		} else {
			out = out s
			s = ""
		}
	}
	return out
}

FNR == 1 {
	comment = 0
	text = name = ""
	file = FILENAME
	sub(/.*\//, "", file)
	if (!sub(/[.]c$/, "", file))
		file = "*"
}

{
	code = strip($0)
	rest = code
	while (match(rest, /[A-Za-z_][A-Za-z_0-9]*/)) {
		word = substr(rest, RSTART, RLENGTH)
		if (!((file, word) in seen))
			print "word", file, word
		seen[file, word] = 1
		rest = substr(rest, RSTART + RLENGTH)
	}
}

/^#/ || code ~ /^[ \t]*$/ {
	text = name = ""
	next
}

# A definition: the name begins a line, and a brace alone ends the heading.
code ~ /^\{/ {
	if (name != "")
		print "function", file, name, text ~ /PORTSIG_SIGNAL_PATH/
	text = name = ""
	next
}

{
	text = text " " code
	if (match(code, /^[a-z_][A-Za-z_0-9]*[(]/))
		name = substr(code, 1, RLENGTH - 1)
}

code ~ /[;}][ \t]*$/ { text = name = "" }
