# SPDX-License-Identifier: MIT
# The machines that kernel/run can boot, one line each.  Sourced.
# shellcheck shell=sh disable=SC2034

# arch | qemu-system- | package | kernel package | suite, if not the host's |
# terminal | CPU models | firmware package | machine
machines='
amd64|x86_64|x86|linux-image-amd64||ttyS0|qemu64 max||
i386|i386|x86|linux-image-686-pae||ttyS0|qemu32 max||
arm64|aarch64|arm|linux-image-arm64||ttyAMA0|cortex-a57 max||-M virt
armhf|arm|arm|linux-image-armmp||ttyAMA0|cortex-a15||-M virt
riscv64|riscv64|misc|linux-image-riscv64|trixie|ttyS0|rv64|opensbi|-M virt
s390x|s390x|misc|linux-image-s390x||sclp0|qemu||-M s390-ccw-virtio
ppc64el|ppc64|ppc|linux-image-powerpc64le||hvc0|power9||-M pseries
'

# set_machine ARCH
set_machine() {
	row=$(printf '%s' "$machines" | grep "^$1|") || return 1
	IFS='|' read -r _ qemu qemu_package kernel_package suite tty \
	    cpus firmware machine <<-EOF
	$row
	EOF
	# the one whose name leaves no room in its line: with vectors
	[ "$1" != riscv64 ] || cpus="$cpus rv64,v=true"
	qemu=qemu-system-$qemu
	qemu_package=qemu-system-$qemu_package
	# Before qemu 9.1 a tlbie of ppc does not wait for the other processors,
	# which after fork write on into pages that are the child's by now: one
	# has to do.  qemu 82676f1fc4b1 "target/ppc: Fix broadcast tlbie
	# synchronisation".
	processors=2
	[ "$1" != ppc64el ] || processors=1
	case $tty in
	sclp0) console='-chardev stdio,id=console -device
	    sclpconsole,chardev=console' ;;
	*) console='-serial stdio' ;;
	esac
}
