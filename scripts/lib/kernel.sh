# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # arch_set sets arch_*
#
# Prepares the kernels of the table `kernels`. Each is a directory in the cache with
#   kdir     what to build modules against (make -C)
#   image    what to boot (not for kinds headers and llvm)
#   arch     ARCH= of its build
#   tools    suite and compiler to build with (toolroot.sh), if this machine's compiler can't
#   build/   where the modules are built; deleted together with the kernel
#   modules/ the kernel's own modules that guests use (kind stock)

# Modules for special kinds of memory and for a folder shared by 9p, and their dependencies, as patterns of names.
_stock_wanted='virtio virtio_ring virtio_pci* virtio_mem virtio_pmem nd_virtio
	libnvdimm nd_pmem nd_btt nd_e820 of_pmem nfit dax kmem device_dax dax_pmem* ramoops reed_solomon
	9p 9pnet 9pnet_virtio netfs fscache'

# kernel_table: print the rows without comments
kernel_table()
{
	grep -v '^#' "$PTWALK_TOP/scripts/lib/kernels"
}

# kernel_names KIND...: print the names of the kernels of these kinds, one per line
kernel_names()
{
	kernel_table | awk -v kinds=" $* " 'index(kinds, " " $2 " ") { print $1 }'
}

# kernel_cpu NAME: print a QEMU -cpu that can run the kernel
kernel_cpu()
{
	kernel_table | awk -v name="$1" '$1 == name { print $4 }'
}

# kernel_arch NAME: print its architecture
kernel_arch()
{
	kernel_table | awk -v name="$1" '$1 == name { print $3 }'
}

# kernel_suites: print all suites named in the table
kernel_suites()
{
	kernel_table | awk '{ print $5 } $2 == "stock" && $6 { print $6 }' | tr ',' '\n' | sed 's|.*/||' | sort -u
}

# kernel_prepare NAME: download or build the kernel unless it is cached, under a lock; print its directory
kernel_prepare()
{
	with_lock "kernel-$1" _kernel_prepare "$1"
}

_kernel_prepare()
{
	_row=$(kernel_table | awk -v name="$1" '$1 == name')
	[ -n "$_row" ] || die "unknown kernel '$1': not in scripts/lib/kernels"
	_name=$1
	# shellcheck disable=SC2086 # the columns
	set -- $_row
	_kind=$2 _arch=$3 _from=$5
	shift 5
	_found=$(archive_resolve "$_from") || exit 1
	_version=${_found#* }
	case $_kind in
	own | llvm) _id=$(own_id "$_kind" "$_arch" "$_version" "$@") || exit 1 ;;
	*) _id=$_version ;;
	esac

	kernel_dir=$PTWALK_CACHE/kernels/${_name}_$_id
	if [ ! -e "$kernel_dir/ready" ]; then
		# Delete older versions of the kernel and the remains of an interrupted build.
		rm -rf "$PTWALK_CACHE/kernels/${_name}_"*
		mkdir -p "$kernel_dir"
		case $_kind in
		own | llvm) own_build "$_kind" "$_arch" "$kernel_dir" "$_found" "$@" ;;
		*) _stock_unpack "$kernel_dir" "$_arch" "$_found" "$@" ;;
		esac || exit 1
		touch "$kernel_dir/ready"
	fi
	echo "$kernel_dir"
}

# kernel_modules NAME FOLDER MODULE...: copy these modules of the kernel and their dependencies to FOLDER; print their
# names in load order, without those that are built in.
kernel_modules()
{
	with_lock "kernel-$1" _kernel_modules "$@"
}

_kernel_modules()
{
	_kernel=$(_kernel_prepare "$1") || exit 1
	_into=$2
	shift 2
	if [ "$(cat "$_kernel/modules/wanted" 2>/dev/null)" != "$_stock_wanted" ]; then
		# The kernel was unpacked by a version of this script that kept none or other modules.
		_image=$(basename "$(readlink -f "$_kernel/image")")
		_image=linux-image-${_image#vmlinu?-}
		_version=$(basename "$_kernel")
		arch_set "$(cat "$_kernel/arch")"
		archive_fetch "$_kernel/deb" "$_image:$arch_deb=${_version#*_}" || exit 1
		_stock_modules "$_kernel" "$_kernel/deb/$_image"_*.deb || die "cannot unpack $_image: is the disk full?"
		rm -rf "$_kernel/deb"
	fi
	_module_order '' "$@"
}

# _module_order LOADED MODULE...: print each module once, after its dependencies
_module_order()
{
	_done=$1
	shift
	for _module in "$@"; do
		case " $_done " in
		*" $_module "*) continue ;;
		esac
		_file=$_kernel/modules/$_module.ko
		if [ ! -e "$_file" ]; then
			tr - _ <"$_kernel/modules/builtin" | grep -q "/$_module\\.ko\$" ||
				die "$(basename "$_kernel") has no module $_module; check the patterns in scripts/lib/kernel.sh"
			continue
		fi
		_needs=$(tr '\0' '\n' <"$_file" | sed -n 's/^depends=//p' | tr ',' ' ')
		# shellcheck disable=SC2086 # a list of names
		_before=$(_module_order "$_done" $_needs) || exit 1
		_before=$(echo "$_before" | tr '\n' ' ')
		_done="$_done $_before$_module"
		cp "$_file" "$_into/" || exit 1
		echo "$_before$_module"
	done
}

# _stock_modules FOLDER DEB: extract the wanted modules of a linux-image package, uncompressed, and the list of built-ins
_stock_modules()
{
	mkdir -p "$1/modules.new/tree"
	set -f
	# shellcheck disable=SC2046,SC2086 # patterns
	dpkg-deb --fsys-tarfile "$2" | tar -xC "$1/modules.new/tree" --wildcards '*/modules.builtin' \
		$(printf '*/%s.ko* ' $_stock_wanted | tr _ '?') 2>/dev/null || :
	set +f
	find "$1/modules.new/tree" -name '*.ko.xz' -exec xz -d {} + || return 1
	find "$1/modules.new/tree" -name '*.ko' | while read -r _file; do
		mv "$_file" "$1/modules.new/$(basename "$_file" | tr - _)"
	done
	find "$1/modules.new/tree" -name modules.builtin -exec mv {} "$1/modules.new/builtin" \;
	rm -rf "$1/modules.new/tree" "$1/modules"
	echo "$_stock_wanted" >"$1/modules.new/wanted"
	[ -s "$1/modules.new/builtin" ] && mv "$1/modules.new" "$1/modules"
}

# _stock_image PACKAGE VERSION: print the package with the image: from 7.2 on, a dependency of linux-image-*
_stock_image()
{
	archive_depends "$1" "$2" | grep '^linux-binary-' || echo "${1%:*}"
}

# _stock_unpack FOLDER ARCH "METAPACKAGE VERSION" [SUITE]
_stock_unpack()
{
	_dir=$1 _arch=$2 _tools=${4:-}
	_meta=${3% *} _version=${3#* }
	arch_set "$_arch"
	_exact=$(archive_depends "$_meta" "$_version" | grep -E '^linux-(image|headers)-[0-9]' | head -n 1)
	_release=${_exact#linux-*-}
	[ -n "$_release" ] || die "$_meta $_version names no kernel in its Depends"

	# The tools in the headers package run on this machine, so use its architecture.
	_headers=linux-headers-$_release
	_packages="$_headers:$arch_deb"
	for _package in $(archive_depends "$_headers:$arch_deb" "$_version" | grep -E '^linux-(headers|kbuild)-'); do
		case $_package in
		linux-kbuild-*)
			_package=$_package:$(dpkg --print-architecture)
			# Its tools fit the headers of another revision, too.
			_package=$_package=$(archive_near "$_package" "$_version")
			;;
		esac
		_packages="$_packages $_package"
	done
	case $_exact in
	linux-image-*) _packages="$_packages $(_stock_image "$_exact:$arch_deb" "$_version"):$arch_deb" ;;
	esac
	for _package in $_packages; do
		case $_package in
		*=*) ;;
		*) _package=$_package=$_version ;;
		esac
		archive_fetch "$_dir/deb" "$_package" || return 1
	done

	say "unpacking the kernel $_release"
	mkdir -p "$_dir/root"
	for _deb in "$_dir"/deb/*.deb; do
		case $_deb in
		*/linux-image-*)
			dpkg-deb --fsys-tarfile "$_deb" | tar -xC "$_dir/root" ./boot && _stock_modules "$_dir" "$_deb"
			;;
		*) dpkg-deb -x "$_deb" "$_dir/root" ;;
		esac || die "cannot unpack $_deb: is the disk full?"
	done
	rm -rf "$_dir/deb"
	ln -s "root/usr/src/$_headers" "$_dir/kdir"
	echo "$_arch" >"$_dir/arch"
	# With a vmlinux present, the build would generate BTF for the module, which requires pahole.
	rm -f "$_dir/kdir/vmlinux"
	# The headers refer to their installed location.
	sed -i "s|/usr/src/|$_dir/root/usr/src/|" "$_dir/kdir/Makefile"
	if [ -n "$_tools" ]; then
		_compiler=$(archive_depends "$_headers:$arch_deb" "$_version" | grep -E '^gcc-[0-9]+(-for-host)?$')
		[ -n "$_compiler" ] || die "$_headers $_version names no compiler in its Depends"
		echo "$_tools $_compiler" >"$_dir/tools"
	fi
	for _image in "boot/vmlinuz-$_release" "boot/vmlinux-$_release" "usr/lib/modules/$_release/vmlinuz"; do
		[ ! -e "$_dir/root/$_image" ] || ln -s "root/$_image" "$_dir/image"
	done
}
