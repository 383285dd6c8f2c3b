# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Fetches packages of any architecture and suite from Debian's archive, with a private apt configuration and state that
# leaves this machine's own apt alone. apt verifies the packages against Debian's keys.
#
# The archive's address comes from this machine's apt sources, or from PTWALK_MIRROR: a base URL with the directories
# debian/ and debian-security/ below it, each with its dists/ and pool/.

_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

_apt()
{
	flock "$PTWALK_CACHE/lock/archive" env APT_CONFIG="$PTWALK_CACHE/apt/apt.conf" LC_ALL=C "$@"
}

# _archive_site main|security: print the base URI of that part of the archive
_archive_site()
{
	if [ -n "${PTWALK_MIRROR:-}" ]; then
		case $1 in
		main) echo "$PTWALK_MIRROR/debian" ;;
		security) echo "$PTWALK_MIRROR/debian-security" ;;
		esac
		return
	fi
	# Archives of other vendors use Debian's suite names too; Origin tells them apart once the index has been read.
	_codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	# shellcheck disable=SC2016 # apt's own variables
	apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
		awk -v part="$1" -v codename="$_codename" '
			$3 != "main" || ($4 != "Debian" && $4 != "$(ORIGIN)") { next }
			part == "main" && $2 == codename { print $1; exit }
			part == "security" && $2 == codename "-security" { print $1; exit }'
}

# Print apt sources for the suites named in the table of kernels.
_archive_sources()
{
	_main=$(_archive_site main)
	[ -n "$_main" ] ||
		die "no Debian archive in this machine's apt sources: set PTWALK_MIRROR to a base URL with debian/ and debian-security/ below it"
	_security=$(_archive_site security)
	kernel_suites | while read -r _suite; do
		case $_suite in
		*-security) _site=$_security ;;
		*) _site=$_main ;;
		esac
		# Since trixie, riscv64 is one of Debian's architectures; its kernels come from these two.
		case $_suite in
		trixie | sid) _archs=arm64,amd64,riscv64 ;;
		*) _archs=arm64,amd64 ;;
		esac
		[ -z "$_site" ] || echo "deb [arch=$_archs signed-by=$_keyring] $_site $_suite main"
	done
}

_archive_conf()
{
	cat <<-END
	Dir::State "$PTWALK_CACHE/apt";
	Dir::State::status "$PTWALK_CACHE/apt/status";
	Dir::Cache "$PTWALK_CACHE/apt";
	Dir::Etc "$PTWALK_CACHE/apt/etc";
	Dir::Etc::SourceList "$PTWALK_CACHE/apt/sources.list";
	Dir::Etc::NetrcParts "/etc/apt/auth.conf.d";
	APT::Architecture "arm64";
	APT::Architectures { "arm64"; "amd64"; "riscv64"; };
	APT::Sandbox::User "";
	Acquire::Languages "none";
	END
	# Copy the proxy and network settings of this machine's apt.
	apt-config dump Acquire | grep -E '^Acquire::(https?|Check-|Retries|ForceIP)' || :
}

# archive_update [force]: read the package index unless it is less than a day old, or less than ten minutes if suites are
# missing in it: they may be there again
archive_update()
{
	with_lock index _archive_update "$@"
}

_archive_update()
{
	_dir=$PTWALK_CACHE/apt
	mkdir -p "$_dir/lists/partial" "$_dir/archives/partial" "$_dir/etc/apt.conf.d"
	: >"$_dir/status"
	# Rename: another script may be reading the old one.
	_archive_conf >"$_dir/apt.conf.new"
	mv "$_dir/apt.conf.new" "$_dir/apt.conf"
	_archive_sources >"$_dir/sources.new" || exit 1
	if ! cmp -s "$_dir/sources.new" "$_dir/sources.asked"; then
		rm -f "$_dir/updated"
		mv "$_dir/sources.new" "$_dir/sources.asked"
	fi
	_minutes=1440
	[ ! -s "$_dir/gone" ] || _minutes=10
	[ -n "${1:-}" ] || [ -z "$(find "$_dir/updated" -mmin -$_minutes 2>/dev/null)" ] || return 0

	say "reading the archive's package index"
	rm -f "$_dir/gone"
	cp "$_dir/sources.asked" "$_dir/sources.new"
	mv "$_dir/sources.new" "$_dir/sources.list"
	if _archive_read || { _archive_drop && _archive_read; }; then
		touch "$_dir/updated"
	elif [ -e "$_dir/updated" ]; then
		say "cannot reach the archive; using its index of $(date -r "$_dir/updated" +%F)"
	else
		die "cannot read the Debian archive at $(_archive_site main) (log: $_dir/update.log):" \
			"check the network and proxy, or set PTWALK_MIRROR to a base URL with debian/ and debian-security/ below it"
	fi
}

_archive_read()
{
	logged "$_dir/update.log" _apt apt-get -q -o APT::Update::Error-Mode=any update
}

# _archive_drop: drop the suites that the archive does not have, such as old ones that were moved, and those that it could
# not serve. Fails if that would drop none or all of them.
_archive_drop()
{
	sed -n "s/^E: The repository '\([^ ]*\) \([^ ]*\) Release' does not have a Release file.*/\1 \2 main/p
		s|^E: Failed to fetch \([^ ]*\)/dists/\([^/ ]*\)/.*|\1 \2 main|p" "$_dir/update.log" | sort -u >"$_dir/gone"
	[ -s "$_dir/gone" ] && grep -vF -f "$_dir/gone" "$_dir/sources.list" >"$_dir/sources.new" || return 1
	say "the archive lacks these suites and their kernels: $(awk '{ print $2 }' "$_dir/gone" | tr '\n' ' ')"
	# The next update tries all of them again: see sources.asked.
	mv "$_dir/sources.new" "$_dir/sources.list"
}

# archive_resolve PACKAGE[:ARCH]/SUITE[,...]: print "package version" of the first one that the archive has
archive_resolve()
{
	for _wanted in $(echo "$1" | tr ',' ' '); do
		_file=$(_apt apt-get --print-uris download "$_wanted" 2>/dev/null | awk '{ print $2 }') || continue
		[ -n "$_file" ] || continue
		_file=${_file#*_}
		echo "${_wanted%/*} $(echo "${_file%_*}" | sed 's/%3a/:/')"
		return
	done
	die "the archive has none of: $1 (index: $PTWALK_CACHE/apt/sources.list);" \
		"if it moved, change scripts/lib/kernels, or PTWALK_MIRROR if you set it"
}

# archive_depends PACKAGE VERSION: print the names in its Depends, one per line
archive_depends()
{
	_apt apt-cache show "$1=$2" | sed -n 's/^Depends: //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//'
}

# archive_near PACKAGE VERSION: print the version, or the first one of the same upstream version that the archive has: while
# a new revision arrives, it has some packages in the old one and some in the new one
archive_near()
{
	_apt apt-cache madison "$1" | awk -F ' *[|] *' -v exact="$2" -v upstream="${2%-*}-" '
		$2 == exact { found = $2; exit }
		!found && index($2, upstream) == 1 { found = $2 }
		END { print found ? found : exact }'
}

# archive_fetch FOLDER PACKAGE=VERSION...: download and verify
archive_fetch()
{
	_to=$1
	shift
	mkdir -p "$_to"
	for _wanted in "$@"; do
		_size=$(_apt apt-get --print-uris download "$_wanted" 2>/dev/null | awk '{ printf "%.1f MB", $3 / 1e6 }')
		say "downloading ${_wanted%%=*} ($_size)"
		( cd "$_to" && logged "$_to/fetch.log" _apt apt-get -q download "$_wanted" ) ||
			# The archive removes versions that have been superseded.
			{ archive_update force; die "cannot download $_wanted; the package index has been updated, try again"; }
	done
}
