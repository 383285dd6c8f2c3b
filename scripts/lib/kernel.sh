# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A kernel by its name in the table `kernels`: a folder in the cache with
#   kdir     what to build modules against (make -C)
#   image    what to boot (not for kind headers)
#   arch     ARCH= of its build
#   build/   where the modules are built; goes when the kernel goes

# kernel_table: the rows, without remarks
kernel_table()
{
	grep -v '^#' "$PTWALK_TOP/scripts/lib/kernels"
}

# kernel_names KIND...: the names of these kinds, one a line
kernel_names()
{
	kernel_table | awk -v kinds=" $* " 'index(kinds, " " $2 " ") { print $1 }'
}

# kernel_cpu NAME: a QEMU -cpu that can run it
kernel_cpu()
{
	kernel_table | awk -v name="$1" '$1 == name { print $3 }'
}

# kernel_suites: each suite that a row names
kernel_suites()
{
	kernel_table | awk '{ print $4 }' | tr ',' '\n' | sed 's|.*/||' | sort -u
}

# kernel_prepare NAME: download or build it unless the cache has it; prints its folder. Holds a lock meanwhile.
kernel_prepare()
{
	with_lock "kernel-$1" _kernel_prepare "$1"
}

_kernel_prepare()
{
	_row=$(kernel_table | awk -v name="$1" '$1 == name')
	[ -n "$_row" ] || die "no kernel '$1' in scripts/lib/kernels"
	_name=$1
	# shellcheck disable=SC2086 # the columns
	set -- $_row
	_kind=$2 _from=$4
	shift 4
	_found=$(archive_resolve "$_from") || exit 1
	_version=${_found#* }
	case $_kind in
	own) _id=$(own_id "$_version" "$@") || exit 1 ;;
	*) _id=$_version ;;
	esac

	kernel_dir=$PTWALK_CACHE/kernels/${_name}_$_id
	if [ ! -e "$kernel_dir/ready" ]; then
		# Older versions of the same kernel, and what is left of a build that was interrupted.
		rm -rf "$PTWALK_CACHE/kernels/${_name}_"*
		mkdir -p "$kernel_dir"
		case $_kind in
		own) own_build "$kernel_dir" "$_found" "$@" ;;
		*) _stock_unpack "$kernel_dir" "$_found" ;;
		esac || exit 1
		touch "$kernel_dir/ready"
	fi
	echo "$kernel_dir"
}

# _stock_unpack FOLDER "METAPACKAGE VERSION"
_stock_unpack()
{
	_dir=$1
	_meta=${2% *} _version=${2#* }
	_exact=$(archive_depends "$_meta" "$_version" | grep -E '^linux-(image|headers)-[0-9]' | head -n 1)
	_release=${_exact#linux-*-}
	[ -n "$_release" ] || die "$_meta $_version names no kernel in its Depends"

	_arch=${_meta##*-}
	case $_meta in
	*:amd64) _debarch=:amd64 _arch=x86_64 ;;
	*) _debarch='' _arch=arm64 ;;
	esac

	# The headers' own tools run on this machine, so they are of its architecture.
	_headers=linux-headers-$_release
	_packages="$_headers$_debarch"
	for _package in $(archive_depends "$_headers$_debarch" "$_version" | grep -E '^linux-(headers|kbuild)-'); do
		case $_package in
		linux-kbuild-*) _package=$_package:$(dpkg --print-architecture) ;;
		esac
		_packages="$_packages $_package"
	done
	case $_exact in
	linux-image-*) _packages="$_packages $_exact" ;;
	esac
	for _package in $_packages; do
		archive_fetch "$_dir/deb" "$_package=$_version" || return 1
	done

	say "unpacking the kernel $_release"
	mkdir -p "$_dir/root"
	for _deb in "$_dir"/deb/*.deb; do
		case $_deb in
		*/linux-image-*) dpkg-deb --fsys-tarfile "$_deb" | tar -xC "$_dir/root" ./boot ;;
		*) dpkg-deb -x "$_deb" "$_dir/root" ;;
		esac || die "cannot unpack $_deb: is the disk full?"
	done
	rm -rf "$_dir/deb"
	ln -s "root/usr/src/$_headers" "$_dir/kdir"
	echo "$_arch" >"$_dir/arch"
	# Some have a vmlinux, from which the build would make BTF for the module, which takes pahole.
	rm -f "$_dir/kdir/vmlinux"
	# The headers think that they are installed.
	sed -i "s|/usr/src/|$_dir/root/usr/src/|" "$_dir/kdir/Makefile"
	[ ! -e "$_dir/root/boot/vmlinuz-$_release" ] || ln -s "root/boot/vmlinuz-$_release" "$_dir/image"
}
