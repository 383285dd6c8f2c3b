# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # arch_set sets arch_*
#
# Builds kernels from Debian's source, with tinyconfig plus fragments. For kind llvm, only the files needed to build
# modules are made, with clang: the headers of a kernel built by gcc contain options that clang rejects.

# _own_tools KIND: print the arguments of make that select the tools, after arch_set
_own_tools()
{
	case $1 in
	llvm) echo LLVM=1 ;;
	*) echo "CROSS_COMPILE=$arch_cross" ;;
	esac
}

_own_compiler()
{
	case $1 in
	llvm) clang --version ;;
	*) "${arch_cross}gcc" --version ;;
	esac | head -n 1
}

_own_fragments()
{
	for _fragment in "$@"; do
		echo "$PTWALK_TOP/tests/kernels/$_fragment.config"
	done
}

# own_id KIND ARCH SOURCE-VERSION FRAGMENT...: print an id that changes with every input of the build
own_id()
{
	_kind=$1 _source_version=$3
	arch_set "$2"
	shift 3
	{
		echo "$_source_version"
		_own_compiler "$_kind"
		_own_fragments "$@" | while read -r _file; do cat "$_file" || exit 1; done || exit 1
	} >"$PTWALK_CACHE/lock/id.$$" || die "cannot read a fragment of: $*"
	sha256sum <"$PTWALK_CACHE/lock/id.$$" | cut -c 1-12
	rm "$PTWALK_CACHE/lock/id.$$"
}

# _own_source PACKAGE VERSION: print the directory of the unpacked source
_own_source()
{
	_src=$PTWALK_CACHE/source/$1_$2
	[ ! -e "$_src/ready" ] || { echo "$_src/$1"; return; }
	rm -rf "$_src"
	archive_fetch "$_src/deb" "$1=$2" || return 1
	say "unpacking $1"
	dpkg-deb --fsys-tarfile "$_src"/deb/*.deb | tar -xO "./usr/src/$1.tar.xz" | tar -xJC "$_src" ||
		die "cannot unpack $1: is the disk full?"
	rm -rf "$_src/deb"
	touch "$_src/ready"
	echo "$_src/$1"
}

# own_source: print the directory of the unpacked source for kernels of kind own
own_source()
{
	_from=$(kernel_table | awk '$2 == "own" { print $5; exit }')
	_found=$(archive_resolve "$_from") || return 1
	with_lock source _own_source "${_found% *}" "${_found#* }"
}

# own_build KIND ARCH FOLDER "SOURCE-PACKAGE VERSION" FRAGMENT...
own_build()
{
	_kind=$1 _own_arch=$2 _dir=$3 _package=${4% *} _version=${4#* }
	shift 4
	arch_set "$_own_arch"
	_source=$(with_lock source _own_source "$_package" "$_version") || return 1
	mkdir -p "$_dir/obj"
	_log=$_dir/build.log

	say "building the kernel $(basename "$_dir") (a few minutes)"
	logged "$_log" _own_make tinyconfig || die "tinyconfig failed (log: $_log)"
	# shellcheck disable=SC2046 # no blanks in the names, see cache_open
	( cd "$PTWALK_TOP/tests/kernels" && KCONFIG_CONFIG=$_dir/obj/.config \
		logged "$_log" "$_source/scripts/kconfig/merge_config.sh" -m -O "$_dir/obj" \
		"$_dir/obj/.config" $(printf '%s.config ' "$@") ) || die "merging the fragments failed (log: $_log)"
	logged "$_log" _own_make olddefconfig || die "olddefconfig failed (log: $_log)"
	_own_check "$_dir/obj/.config" "$@" || return 1
	case $_kind in
	llvm) _targets=modules_prepare ;;
	*) _targets="${arch_image##*/} modules" ;;
	esac
	# shellcheck disable=SC2086 # a list of words
	logged "$_log" _own_make -j"$(nproc)" $_targets ||
		die "the kernel did not build (log: $_log); is the disk full?"

	ln -s obj "$_dir/kdir"
	[ "$_kind" = llvm ] || ln -s "obj/arch/$arch_image" "$_dir/image"
	echo "$_own_arch" >"$_dir/arch"
	say "built the kernel $(basename "$_dir")"
}

_own_make()
{
	nice make -C "$_source" O="$_dir/obj" ARCH="$arch_make" "$(_own_tools "$_kind")" "$@"
}

# Kconfig silently drops options with unmet dependencies: make sure that the kernel has all that the fragments set.
_own_check()
{
	_config=$1
	shift
	_lost=$(_own_fragments "$@" | while read -r _file; do
		grep '^CONFIG_' "$_file" | grep -vxF -f "$_config"
		sed -n 's/^# \(CONFIG_[A-Z0-9_]*\) is not set$/^\1=/p' "$_file" | grep -f - "$_config"
	done)
	[ -z "$_lost" ] || die "the kernel's configuration lacks options of the fragments:
$_lost"
}
