# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What differs between the architectures of kernels and guests.

# shellcheck disable=SC2034 # the callers use these
# arch_set ARCH: set
#   arch_make     the kernel's name of it, for ARCH=
#   arch_deb      Debian's name of it
#   arch_suite    Debian's suite with programs for guests
#   arch_cross    prefix of the compiler's commands; Debian's native compiler has it, too
#   arch_qemu     QEMU's command, with a machine
#   arch_console  the guest's console
#   arch_image    what make builds, below arch/
arch_set()
{
	case $1 in
	arm64)
		arch_make=arm64 arch_deb=arm64 arch_suite=bookworm
		arch_cross=aarch64-linux-gnu- arch_console=ttyAMA0 arch_image=arm64/boot/Image
		arch_qemu='qemu-system-aarch64 -M virt'
		;;
	x86_64)
		arch_make=x86_64 arch_deb=amd64 arch_suite=bookworm
		arch_cross=x86_64-linux-gnu- arch_console=ttyS0 arch_image=x86/boot/bzImage
		arch_qemu='qemu-system-x86_64 -M q35'
		;;
	riscv64)
		arch_make=riscv arch_deb=riscv64 arch_suite=trixie
		arch_cross=riscv64-linux-gnu- arch_console=ttyS0 arch_image=riscv/boot/Image
		arch_qemu='qemu-system-riscv64 -M virt'
		;;
	*) die "unknown architecture '$1': scripts/lib/arch.sh does not have it" ;;
	esac
}

# For callers that know one only.
arch_set arm64

# arch_names: print all of them
arch_names()
{
	echo arm64 x86_64 riscv64
}

# arch_host: print that of this machine
arch_host()
{
	case $(dpkg --print-architecture) in
	amd64) echo x86_64 ;;
	*) dpkg --print-architecture ;;
	esac
}
