#!/bin/sh
# SPDX-License-Identifier: MIT
# What an editor can get wrong: width, tabs, trailing blanks, the first line,
# the length of files and functions, and names of somebody's own machine.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"

sources() {
	(cd "$top_srcdir" && find portsig platform tests examples bench \
	    -name '*.[chS]' ! -path 'portsig/os/*')
}

texts() {
	(cd "$top_srcdir" && {
		find .ci m4 doc tests -type f ! -name '*.[chS]' ! -name 'ax_*' \
		    ! -name 'lt*.m4' ! -name libtool.m4 ! -name pkg.m4 \
		    ! -name '*.log' ! -name '*.trs' ! -name '*.tsv' \
		    ! -path '*/.*/*' ! -name 'check_*'
		for f in README* NEWS LICENSE quickstart configure.ac \
		    Makefile.am portsig.pc.in portsig/*.map platform/*/*.am; do
			[ -f "$f" ] && echo "$f"
		done
	})
}

# The brackets keep this line from finding itself.
machine='/wor[k]/|shared/DESIG[N]|/[r]oot/'

lines() {
	awk -v name="$1" -v c="$2" -v machine="$machine" '
	function width(s,    i, w) {
		for (i = 1; i <= length(s); i++)
			w = substr(s, i, 1) == "\t" ? w + 8 - w % 8 : w + 1
		return w
	}
	function bad(what) { print name ":" NR ": " what }
	c && NR == 1 && !/SPDX-License-Identifier: MIT/ {
		bad("the first line is not the SPDX line")
	}
	# an address, or a row of a table in Markdown, cannot be folded
	width($0) > 80 && !/https?:\/\// && !(name ~ /[.]md$/ && /^[|]/) {
		bad("is wider than 80 columns")
	}
	/[ \t]$/ { bad("ends in a blank") }
	$0 ~ machine { bad("names a place outside the project") }
	c {
		match($0, /^[ \t]*/)
		lead = substr($0, 1, RLENGTH)
		if (lead ~ / \t/)
			bad("a tab after a blank")
		sub(/^\t*/, "", lead)
		if (lead !~ /^( |    )?$/)
			bad("is indented by " length(lead) " blanks")
	}
	c && /^{$/ { start = NR }
	c && /^}/ && start {
		if (NR - start > 80)
			bad("the function has " NR - start " lines")
		start = 0
	}
	END { if (c && NR > 600) bad("the file is longer than 600 lines") }
	' "$top_srcdir/$1"
}

spdx() {
	case $1 in
	*.sh | *.m4 | *.am | *.ac | *.map | quickstart | .ci/run)
		head -n 3 "$top_srcdir/$1" | grep -q SPDX-License-Identifier ||
		    fault "$1" 'has no SPDX line' ;;
	esac
}

for f in $(sources); do
	lines "$f" 1 | faults
done
for f in $(texts); do
	lines "$f" 0 | faults
	spdx "$f"
done
verdict
