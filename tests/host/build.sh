# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The module from its own Makefile, as a user builds it: against unpacked headers, with all warnings, with sparse,
# and for an architecture that it does not know.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
# shellcheck source=scripts/lib/all.sh
. "$PTWALK_TOP/scripts/lib/all.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# build KERNEL ARGUMENT...: a fresh copy of the sources, made there
build()
{
	_kdir=$(kernel_prepare "$1" 2>/dev/null)/kdir || return 1
	shift
	rm -rf "$tmp/src"
	source_copy "$tmp/src"
	make -C "$tmp/src" KDIR="$_kdir" "$@" 2>&1
}

# clean KERNEL ARGUMENT...: builds, and says nothing about our files
clean()
{
	_for=$1
	shift
	build "$_for" ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- -j"$(nproc)" "$@" >"$tmp/out" || { cat "$tmp/out"; return 1; }
	! grep -E "(^|$tmp/src/)(module|include|kunit)/.*(warning|error):" "$tmp/out" || return 1
	[ -f "$tmp/src/ptwalk.ko" ]
}

# refused KERNEL PATTERN: does not build, saying that, before it compiles anything
refused()
{
	! build "$1" ARCH=x86_64 CROSS_COMPILE= >"$tmp/out" || return 1
	grep -q "$2" "$tmp/out" || { cat "$tmp/out"; return 1; }
	! grep ' CC ' "$tmp/out"
}

for kernel in $(kernel_names stock); do
	ok "make for $kernel, W=1" clean "$kernel" W=1
	ok "sparse for $kernel" clean "$kernel" C=2
done
ok "x86_64 is refused in plain words" refused x86_64 "ptwalk: no support for architecture 'x86'"
plan
