# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # arch_set sets arch_*
#
# Builds the modules for a kernel in a copy of the tree, so that the checkout stays clean and builds for several kernels
# can run in parallel.

# module_build KERNEL FOLDER: put the kernel's image, its architecture and the built modules into FOLDER
module_build()
{
	with_lock "kernel-$1" _module_build "$@"
}

_module_build()
{
	_kernel=$(_kernel_prepare "$1") || exit 1
	say "building the module for $1"
	source_copy "$_kernel/build"
	arch_set "$(cat "$_kernel/arch")"
	_root=$(module_root "$_kernel") || exit 1
	# shellcheck disable=SC2086 # no blanks in it, see cache_open
	logged "$_kernel/module.log" ${_root:+toolroot_run $_root} make -C "$_kernel/kdir" M="$_kernel/build" -j"$(nproc)" \
		ARCH="$arch_make" CROSS_COMPILE=$arch_cross PTWALK_TESTS=1 modules ||
		die "the module did not build for $1 (log: $_kernel/module.log)"
	find "$_kernel/build" -name '*.ko' -exec cp {} "$2" \;
	# Use a hard link: it survives when a newer version replaces the kernel in the cache.
	ln -f "$(readlink -f "$_kernel/image")" "$2/image"
	cp "$_kernel/arch" "$2/arch"
}

# module_root KERNEL: print the root directory of the kernel's build tools; nothing if this machine's are used
module_root()
{
	[ -e "$1/tools" ] || return 0
	read -r _suite _compiler <"$1/tools"
	toolroot_prepare "$_suite" "$_compiler"
}

# source_copy FOLDER: copy the sources, but only changed files, so that make rebuilds only those
source_copy()
{
	mkdir -p "$1"
	( cd "$PTWALK_TOP" && find Kbuild Makefile include module kunit -type f \
		\( -name '*.[chS]' -o -name 'Kbuild*' -o -name 'Makefile*' \) 2>/dev/null | sort ) >"$1/.sources.new"
	[ ! -e "$1/.sources" ] || comm -23 "$1/.sources" "$1/.sources.new" | while read -r _file; do
		rm -f "$1/$_file"
	done
	while read -r _file; do
		cmp -s "$PTWALK_TOP/$_file" "$1/$_file" && continue
		mkdir -p "$(dirname "$1/$_file")"
		cp "$PTWALK_TOP/$_file" "$1/$_file"
	done <"$1/.sources.new"
	mv "$1/.sources.new" "$1/.sources"
}
