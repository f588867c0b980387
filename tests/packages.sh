# SPDX-License-Identifier: MIT
# What has to be installed, by package manager.  Sourced by quickstart,
# which sets sudo.
# shellcheck shell=sh disable=SC2046,SC2154

# find_manager: which one this system has; `none' is an answer
find_manager() {
	for m in apt-get dnf apk brew pkgin pkg; do
		command -v $m >/dev/null 2>&1 || continue
		case $m-$(uname -s) in
		pkg-SunOS) echo ips ;;
		pkg-*) echo pkg ;;
		*) echo "${m%-get}" ;;
		esac
		return
	done
	echo none
}

# packages_for MANAGER build|test: what that takes
packages_for() {
	case $1-$2 in
	apt-build)
		echo autoconf autoconf-archive automake binutils check g++ gcc \
		    libc6-dev libtool make pkg-config ;;
	apt-test)
		v=$(clang_version)
		echo clang ${v:+"libclang-rt-$v-dev"} cpio dpkg-dev \
		    musl-tools shellcheck strace valgrind \
		    $(apt_cross) ;;
	dnf-build)
		echo autoconf autoconf-archive automake binutils check-devel \
		    gcc gcc-c++ libtool make pkgconf-pkg-config ;;
	dnf-test)
		echo clang compiler-rt libasan libubsan ShellCheck strace \
		    valgrind ;;
	apk-build)
		echo autoconf autoconf-archive automake binutils check-dev g++ \
		    gcc libtool linux-headers make musl-dev pkgconf ;;
	apk-test)
		echo clang shellcheck strace valgrind ;;
	brew-build)
		echo autoconf autoconf-archive automake check libtool pkgconf ;;
	brew-test)
		echo shellcheck ;;
	pkg-build)
		echo autoconf autoconf-archive automake check gmake libtool \
		    pkgconf ;;
	pkg-test)
		echo hs-ShellCheck valgrind ;;
	pkgin-build)
		echo autoconf autoconf-archive automake check gcc13 gmake \
		    libtool pkgconf ;;
	ips-build)
		echo developer/build/autoconf developer/build/automake \
		    developer/build/autoconf-archive developer/build/libtool \
		    developer/build/gnu-make developer/build/pkg-config \
		    developer/gcc-13 ;;
	esac
}

# The version that Debian's package clang stands for
clang_version() {
	apt-cache depends clang 2>/dev/null |
	    sed -n 's/.*Depends: clang-\([0-9][0-9]*\)$/\1/p' | head -n 1
}

# Compilers for other CPUs, which Debian has for amd64 as the build machine
apt_cross() {
	[ "$(dpkg --print-architecture)" = amd64 ] || return 0
	echo gcc-riscv64-linux-gnu libc6-dev-riscv64-cross qemu-system-misc
	echo gcc-arm-linux-gnueabihf libc6-dev-armhf-cross \
	    gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross \
	    gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-system-ppc \
	    gcc-mips64el-linux-gnuabi64 libc6-dev-mips64el-cross \
	    gcc-sparc64-linux-gnu libc6-dev-sparc64-cross
	echo gcc-aarch64-linux-gnu gcc-i686-linux-gnu libc6-dev-arm64-cross \
	    libc6-dev-i386-cross qemu-system-arm
}

is_installed() {
	case $1 in
	apt) dpkg-query -W -f='${Status}\n' "$2" 2>/dev/null |
	    grep -q '^install ok installed' ;;
	dnf) rpm -q --quiet "$2" ;;
	apk) apk info -e "$2" >/dev/null ;;
	brew) brew list --versions "$2" >/dev/null 2>&1 ;;
	pkg) pkg info -e "$2" ;;
	pkgin) pkg_info -E "$2" >/dev/null 2>&1 ;;
	ips) pkg list -q "$2" >/dev/null 2>&1 ;;
	esac
}

# missing_packages MANAGER build|test
missing_packages() {
	for p in $(packages_for "$1" "$2"); do
		is_installed "$1" "$p" || echo "$p"
	done
}

# install_packages MANAGER PACKAGE...: runs as root, through $sudo if need be
install_packages() {
	manager=$1
	shift
	case $manager in
	apt) apt_install "$@" ;;
	dnf) $sudo dnf install -y "$@" ;;
	apk) $sudo apk add "$@" ;;
	brew) brew install "$@" ;;
	pkg) $sudo pkg install -y "$@" ;;
	pkgin) $sudo pkgin -y install "$@" ;;
	ips) $sudo pkg install --accept "$@" || [ $? = 4 ] ;;
	esac
}

# Another apt may hold the lock, and a mirror may be in the middle of a change.
apt_install() {
	for try in 1 2; do
		[ $try = 1 ] || sleep 15
		apt_get install -y --no-install-recommends "$@" && return 0
		apt_get update
	done
	return 1
}

apt_get() {
	$sudo env DEBIAN_FRONTEND=noninteractive \
	    apt-get -q -o DPkg::Lock::Timeout=600 "$@"
}
