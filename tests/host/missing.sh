# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Bad days: what is missing is said, with what to do about it, and the exit status is 1.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export PTWALK_INSTALL=no

# dies PATTERN COMMAND...: with status 1, saying that
dies()
{
	_pattern=$1
	shift
	_status=0
	_said=$("$@" </dev/null 2>&1) || _status=$?
	echo "status $_status: $_said"
	[ "$_status" = 1 ] && echo "$_said" | grep -qE -e "$_pattern"
}

demo=$PTWALK_TOP/scripts/demo

# no_headers: make ends before it enters anything, saying what to install, and what to do without
no_headers()
{
	! make -C "$PTWALK_TOP" KDIR="$tmp/none" >"$tmp/said" 2>&1 || return 1
	cat "$tmp/said"
	grep -qF "linux-headers-$(uname -r)" "$tmp/said" && grep -q 'linux-headers-arm64' "$tmp/said" &&
		grep -q '\./scripts/demo' "$tmp/said" && ! grep -q 'No such file' "$tmp/said"
}
ok "make without headers" no_headers

# help: has a line for each verb that is not only for make
help_is_whole()
{
	make -s -C "$PTWALK_TOP" help >"$tmp/said" || return 1
	sed -n 's/^\.PHONY: //p' "$PTWALK_TOP/Makefile" | tr ' ' '\n' |
		grep -vxE 'all|headers|modules_install' | while read -r _verb; do
		grep -qE "^make \\[?$_verb" "$tmp/said" || { echo "not told: $_verb"; exit 1; }
	done
}
ok "make help" help_is_whole

# A machine that has all programs but some.
mkdir "$tmp/bin"
for dir in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
	[ ! -d $dir ] || find $dir/ -mindepth 1 -maxdepth 1 -exec ln -sf -t "$tmp/bin" {} +
done
without()
{
	_program=$1
	shift
	rm "$tmp/bin/$_program"
	_result=0
	PATH=$tmp/bin "$@" || _result=$?
	ln -s "$(command -v "$_program")" "$tmp/bin/$_program"
	return $_result
}
ok "no QEMU" without qemu-system-aarch64 dies 'missing: qemu-system-arm;.*apt-get install qemu-system-arm' "$demo"
ok "no compiler" without aarch64-linux-gnu-gcc-12 dies 'missing: gcc-12.*apt-get install' "$demo"
ok "no apt" without apt-get dies 'needs a Debian machine' "$demo"
ok "no shellcheck" without shellcheck dies 'missing: shellcheck' "$PTWALK_TOP/scripts/test" host/ktap

# installs: on a machine with an old package index and no QEMU, where apt is ours: the first try fails
installs()
{
	rm "$tmp/bin/qemu-system-aarch64" "$tmp/bin/apt-get" "$tmp/bin/sudo" 2>/dev/null
	cat >"$tmp/bin/apt-get" <<-END
	#!/bin/sh
	echo "\$*" >>"$tmp/apt"
	case "\$*" in
	*update*) touch "$tmp/index" ;;
	*install*qemu-system-arm*) [ -e "$tmp/index" ] && ln -s /bin/true "$tmp/bin/qemu-system-aarch64" ;;
	esac
	END
	cat >"$tmp/bin/sudo" <<-'END'
	#!/bin/sh
	[ "$1" != -n ] || shift
	exec "$@"
	END
	chmod +x "$tmp/bin/apt-get" "$tmp/bin/sudo"
	(
		PATH=$tmp/bin PTWALK_INSTALL=yes PTWALK_CACHE=$tmp/cache
		# shellcheck source=scripts/lib/all.sh
		. "$PTWALK_TOP/scripts/lib/all.sh"
		cache_open
		prereq demo demo-arm64
	) || return 1
	cat "$tmp/apt"
	[ "$(grep -c ' install ' "$tmp/apt")" = 2 ] && [ "$(grep -c ' update$' "$tmp/apt")" = 1 ]
}

help='check the network.*PTWALK_MIRROR'
empty()
{
	env PTWALK_CACHE="$(mktemp -d "$tmp/cache.XXXX")" "$@"
}
# Nobody listens there.
ok "no network" dies "$help" empty PTWALK_MIRROR=http://127.0.0.1:9 "$demo"
ok "no archive" dies "$help" empty PTWALK_MIRROR=file:/nonexistent "$demo"
ok "no network, for the tests" dies "$help" empty PTWALK_MIRROR=http://127.0.0.1:9 "$PTWALK_TOP/scripts/test" host/ktap

mkdir "$tmp/tree"
cp -R "$PTWALK_TOP/scripts" "$tmp/tree/"
echo 'gone stock arm64 cortex-a72 linux-image-gone/bookworm' >>"$tmp/tree/scripts/lib/kernels"
ok "a kernel that is gone from the archive" dies 'archive has none of: linux-image-gone.*scripts/lib/kernels' \
	"$tmp/tree/scripts/demo" -k gone

: >"$tmp/file"
ok "no room for the cache" dies 'cannot write to the cache.*set PTWALK_CACHE' env PTWALK_CACHE="$tmp/file/cache" "$demo"
ok "a cache with a blank in its name" dies 'has a blank' env PTWALK_CACHE="$tmp/a b" "$demo"
ok "a cache without a fixed place" dies 'absolute' env PTWALK_CACHE=cache "$demo"
# The last one, for it leaves that machine changed.
ok "what is missing is installed" installs
plan
