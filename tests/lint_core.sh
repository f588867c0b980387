#!/bin/sh
# SPDX-License-Identifier: MIT
# The core names no operating system and no CPU, asks configure for nothing,
# and includes platform.h, its own headers, ISO C and POSIX, and no others.
# shellcheck source=lint.sh
. "$(dirname "$0")/lint.sh"

systems='linux|gnu_linux|gnu_hurd|ANDROID|APPLE|MACH|FreeBSD|NetBSD|OpenBSD'
systems="$systems|DragonFly|sun|svr4|SVR4|illumos|hpux|osf|HAIKU|CYGWIN|QNX"
libcs='GLIBC|GLIBC_MINOR|GNU_LIBRARY|BIONIC|UCLIBC|MUSL|DARWIN_C_LEVEL'
cpus='x86_64|amd64|i386|i[3-6]86|aarch64|arm|arm64|ARM_ARCH|thumb|riscv|PPC'
cpus="$cpus|PPC64|powerpc|powerpc64|s390|s390x|mips|mips64|MIPSEL|sparc"
cpus="$cpus|loongarch|hppa|alpha|m68k|sh|ia64|ILP32|LP64"
names="($systems|$libcs|$cpus)"
edge='[^A-Za-z0-9_]'
words="(^|$edge)_*${names}[0-9]*_*($edge|\$)"
macro="(^|$edge)(__?${names}[A-Za-z0-9]*(__)?|_AIX|_WIN32)($edge|\$)"

iso='assert complex ctype errno fenv float inttypes iso646 limits locale math
setjmp signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib
stdnoreturn string tgmath threads time uchar wchar wctype'
posix='dirent dlfcn fcntl poll pthread sched semaphore spawn strings sys/mman
sys/resource sys/select sys/stat sys/time sys/types sys/uio sys/wait termios
ucontext unistd'

for f in "$top_srcdir"/portsig/*.[ch]; do
	name=portsig/$(basename "$f")
	awk -v name="$name" -v macro="$macro" -v words="$words" '
	/^[ \t]*#[ \t]*(el)?if/ && $0 ~ words {
		print name ":" NR ": a system or CPU in a condition: " $0
		next
	}
	/^[ \t]*#[ \t]*(el)?if.*HAVE_/ {
		print name ":" NR ": what configure found is for platform/"
		next
	}
	{
		# Words in comments are no code.
		line = $0
		gsub(/\/\*.*\*\//, "", line)
		sub(/\/\*.*/, "", line)
		if (line !~ /^[ \t]*\*/ && line ~ macro)
			print name ":" NR ": the macro of a system or CPU: " $0
	}' "$f" | faults
	sed -n 's/^[ \t]*#[ \t]*include[ \t]*//p' "$f" |
	while read -r header rest; do
		case $header in
		'"config.h"' | '"platform.h"' | '<portsig/'*.h'>') continue ;;
		'"'*_internal.h'"') continue ;;
		esac
		for known in $iso $posix; do
			[ "$header" = "<$known.h>" ] && continue 2
		done
		fault "$name" "includes $header"
	done
done
verdict
