# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # arch_set sets arch_*
#
# Provides the compiler of a kernel's suite. The headers of a kernel need the compiler that built it, and the tools in
# them need the libc of their suite; a machine of an older suite has neither. So packages of that suite (a compiler,
# make, a shell and their dependencies, resolved and verified by apt) are unpacked into a directory, and the build runs
# with that as its root. The packages are not configured, and nothing is installed on this machine.

# Programs that the kernel's makefiles call.
_toolroot_programs='make dash coreutils sed grep mawk findutils diffutils'

# toolroot_prepare SUITE COMPILER: download and unpack the tools for arch_set's architecture unless they are cached; print
# their directory. COMPILER is named as in Depends of the headers: gcc-14, or gcc-14-for-host.
toolroot_prepare()
{
	with_lock "toolroot-$1-$arch_deb" _toolroot_prepare "$1" "${2%-for-host}"
}

_toolroot_prepare()
{
	_machine=$(dpkg --print-architecture)
	_toolroot=$PTWALK_CACHE/toolroot/$1_$2_${arch_deb}_$_machine
	if [ ! -e "$_toolroot/ready" ]; then
		rm -rf "$_toolroot"
		mkdir -p "$_toolroot/deb/partial" "$_toolroot/root"
		_toolroot_fetch "$1" "$2" || die "cannot get the compiler $2 of $1 (log: $_toolroot/fetch.log)"
		_toolroot_unpack || die "cannot unpack the compiler $2 of $1: is the disk full?"
		touch "$_toolroot/ready"
	fi
	echo "$_toolroot/root"
}

# _toolroot_apt SUITE COMPILER OPTION...: run apt-get install as on an empty machine of that suite
_toolroot_apt()
{
	_suite=$1
	_target=$(echo "$arch_cross" | tr _ -)
	case $_machine in
	"$arch_deb") _packages="$2:$_machine" ;;
	*) _packages="$2-${_target%-}:$_machine" ;;
	esac
	shift 2
	for _package in $_toolroot_programs; do
		_packages="$_packages $_package:$_machine"
	done
	# Do not use the caches: they are for another architecture.
	# shellcheck disable=SC2086 # a list of names
	_apt apt-get -q -y --no-install-recommends -t "$_suite" -o "APT::Architecture=$_machine" \
		-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o "Dir::Cache::archives=$_toolroot/deb" "$@" install $_packages
}

_toolroot_fetch()
{
	_bytes=$(_toolroot_apt "$1" "$2" --print-uris 2>/dev/null | awk '/^.http/ { n += $3 } END { printf "%.0f", n / 1e6 }')
	say "downloading the compiler $2 of $1 ($_bytes MB)"
	logged "$_toolroot/fetch.log" _toolroot_apt "$1" "$2" --download-only
}

_toolroot_unpack()
{
	# Newer packages install everything below /usr.
	for _folder in bin sbin lib lib64; do
		mkdir -p "$_toolroot/root/usr/$_folder"
		ln -s "usr/$_folder" "$_toolroot/root/$_folder"
	done
	for _deb in "$_toolroot"/deb/*.deb; do
		dpkg-deb --fsys-tarfile "$_deb" | tar --keep-directory-symlink -xC "$_toolroot/root" || return 1
	done
	# Do what the packages' scripts would do.
	[ -e "$_toolroot/root/usr/bin/sh" ] || ln -s dash "$_toolroot/root/usr/bin/sh"
	[ -e "$_toolroot/root/usr/bin/awk" ] || ln -s mawk "$_toolroot/root/usr/bin/awk"
	rm -rf "$_toolroot/deb" "$_toolroot/root/usr/share/doc" "$_toolroot/root/usr/share/locale"
	mkdir -p "$_toolroot/root/dev" "$_toolroot/root/proc" "$_toolroot/root/tmp" "$_toolroot/root$PTWALK_CACHE"
}

# toolroot_run ROOT COMMAND...: run the command with ROOT as its root and the cache mounted at the same path, in a mount
# namespace of its own
toolroot_run()
{
	_root=$1 _as=
	shift
	[ "$(id -u)" = 0 ] || _as=--map-root-user
	# shellcheck disable=SC2016 # for the inner shell
	unshare --mount $_as sh -ec '
		root=$1 cache=$2
		shift 2
		mount --rbind /dev "$root/dev"
		mount --rbind /proc "$root/proc"
		mount --bind "$cache" "$root$cache"
		exec chroot "$root" /usr/bin/env -i PATH=/usr/bin:/usr/sbin LC_ALL=C "$@"' \
		sh "$_root" "$PTWALK_CACHE" "$@"
}
