# SPDX-License-Identifier: MIT
# Fetches the kernel and the busybox of another architecture from the mirror
# that this Debian system is set up with.  Sourced by kernel/run.  The system's
# own package lists and its list of architectures are left alone.
# shellcheck shell=sh disable=SC2154 # kernel/run and machines.sh set them

# codename: of the Debian that runs here; nothing on other systems
codename() {
	# shellcheck disable=SC1091
	[ -r /etc/os-release ] && . /etc/os-release && [ "$ID" = debian ] &&
	    echo "${VERSION_CODENAME:-sid}"
}

# The rest of awk programs that print sources for $suite out of those for $host
# shellcheck disable=SC2016 # they are for awk
print_source='
function wanted(suites,    n, i, word) {
	n = split(suites, word, " ")
	for (i = 1; i <= n; i++) {
		sub("/$", "", word[i])
		if (word[i] == host ||
		    word[i] ~ /^(oldstable|stable|testing|unstable|sid)$/)
			return 1
	}
	return 0
}
function print_source(uris, others) {
	if (uris ~ /^ *cdrom:/)
		return
	print "Types: deb\nURIs: " uris "\nSuites: " suite
	print "Components: main\nArchitectures: " arch
	print others
}'

# from_paragraphs: out of what stands in *.sources
from_paragraphs() {
	awk -v host="$host" -v suite="$suite" -v arch="$arch" "$print_source"'
	function end() {
		if ((" " is["types"] " ") ~ / deb / && wanted(is["suites"]) &&
		    (" " is["components"] " ") ~ / main / &&
		    is["enabled"] !~ /no|false/)
			print_source(is["uris"], others)
		split("", is)
		others = ""
	}
	/^#/ { next }
	/^[ \t]*$/ { end(); next }
	{ text = $0 }
	/^[^ \t]/ {
		field = tolower($0)
		sub(/:.*/, "", field)
		sub(/^[^:]*:/, "", text)
	}
	field ~ /^(signed-by|trusted)$/ { others = others $0 "\n" }
	{ is[field] = is[field] " " text }
	END { end() }'
}

# from_lines: out of what stands in *.list
from_lines() {
	awk -v host="$host" -v suite="$suite" -v arch="$arch" "$print_source"'
	function others(options,    n, i, option, text) {
		n = split(options, option, " ")
		for (i = 1; i <= n; i++)
			if (option[i] ~ /^(signed-by|trusted)=/) {
				sub(/=/, ": ", option[i])
				gsub(/,/, " ", option[i])
				text = text option[i] "\n"
			}
		return text
	}
	{ sub(/#.*/, "") }
	$1 != "deb" { next }
	{
		options = ""
		if (match($0, /\[[^]]*\]/)) {
			options = substr($0, RSTART + 1, RLENGTH - 2)
			$0 = substr($0, 1, RSTART - 1) \
			    substr($0, RSTART + RLENGTH)
		}
		components = " "
		for (i = 4; i <= NF; i++)
			components = components $i " "
		if (wanted($3) && components ~ / main /)
			print_source($2, others(options))
	}'
}

# print_sources: where the packages of $arch can be had
print_sources() {
	eval "$(apt-config shell list Dir::Etc::SourceList/f \
	    parts Dir::Etc::SourceParts/d)"
	for file in "$list" "$parts"/*.list; do
		[ ! -r "$file" ] || from_lines <"$file"
	done
	for file in "$parts"/*.sources; do
		[ ! -r "$file" ] || from_paragraphs <"$file"
	done
}

# apt TOOL ARGUMENT...: as if this were an empty system of that architecture
apt() {
	tool=$1
	shift
	"$tool" -q -o Dir::Etc::SourceList=/dev/null \
	    -o Dir::Etc::SourceParts="$new/sources" -o Dir::State="$new/state" \
	    -o Dir::State::status="$new/status" -o Dir::Cache="$new/cache" \
	    -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
	    -o APT::Sandbox::User= -o Acquire::Retries=3 "$@"
}

# download: all the packages into $new; a mirror may be in mid-change
download() {
	mkdir -p "$new/sources" "$new/state/lists/partial" \
	    "$new/cache/archives/partial"
	: >"$new/status"
	print_sources >"$new/sources/kernel.sources"
	apt apt-get update || { sleep 15 && apt apt-get update; } || return 1
	kernel_package=$(apt apt-cache depends "$kernel_package" |
	    sed -n 's/.*Depends: \(linux-image-[^ ]*\).*/\1/p' | head -n 1)
	[ -n "$kernel_package" ] || {
		echo "none of these has a kernel:"
		cat "$new/sources/kernel.sources"
		return 1
	}
	# shellcheck disable=SC2086 # there may be no firmware
	(cd "$new" && apt apt-get download "$kernel_package" busybox-static \
	    $firmware)
}

# unpack: what is needed of them into $new/kernel
unpack() {
	mkdir -p "$new/files" "$new/kernel"
	for deb in "$new"/*.deb; do
		case $deb in
		*/linux-image*) only=./boot ;;
		*) only=. ;;
		esac
		dpkg-deb --fsys-tarfile "$deb" |
		    tar -x -C "$new/files" --no-same-owner "$only" || return 1
	done
	cp "$new"/files/boot/vmlinu* "$new/kernel/vmlinuz" &&
	    cp "$(find "$new/files" -path '*bin/busybox')" \
	        "$new/kernel/busybox" || return 1
	[ -z "$firmware" ] || cp "$(find "$new/files" \
	    -path "*/$arch*/generic/fw_dynamic.bin")" "$new/kernel/firmware"
}

# get_kernel: sets $kernel, a directory with vmlinuz, busybox and firmware
get_kernel() {
	cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/portsig/kernels
	kernel=$cache/$arch
	[ ! -d "$kernel" ] || return 0
	host=$(codename) || cannot 'only Debian has the kernels for this'
	for program in apt-get apt-cache dpkg-deb; do
		has "$program" || cannot "no $program"
	done
	: "${suite:=$host}"
	mkdir -p "$cache"
	new=$(mktemp -d "$cache/new.XXXXXX")
	say "downloading $kernel_package for $arch"
	{ download && unpack; } >"$cache/$arch.log" 2>&1 || {
		tail -n 20 "$cache/$arch.log" >&2
		rm -rf "$new"
		cannot "no kernel for $arch came; see $cache/$arch.log"
	}
	# Somebody else may have been faster.
	mv "$new/kernel" "$kernel" 2>/dev/null || [ -d "$kernel" ]
	rm -rf "$new"
}
