# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# How a guest ended: from canned ones, so a QEMU of our own is found first.

# shellcheck source=tests/lib/ktap.sh
. "$PTWALK_TOP/tests/lib/ktap.sh"
# shellcheck source=scripts/lib/all.sh
. "$PTWALK_TOP/scripts/lib/all.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin"
echo arm64 >"$tmp/arch"
PATH=$tmp/bin:$PATH

# ends STATUS FATE SCRIPT: a guest that does what SCRIPT says
ends()
{
	printf '#!/bin/sh\n%s\n' "$3" >"$tmp/bin/qemu-system-aarch64"
	chmod +x "$tmp/bin/qemu-system-aarch64"
	_is=0
	guest_run "$tmp" 2 || _is=$?
	echo "status $_is, fate: $guest_fate"
	[ "$_is" = "$1" ] || return 1
	# shellcheck disable=SC2254 # it is a pattern
	case $guest_fate in
	$2) ;;
	*) return 1 ;;
	esac
}

ok "success" ends 0 '' 'printf "hello\r\nptwalk-guest: exit 0\r\n"'
ok "failure" ends 3 '' 'echo "ptwalk-guest: exit 3"'
ok "panic" ends 125 'died: Kernel panic - not syncing: x' 'echo "[    1.0] Kernel panic - not syncing: x"'
ok "hung" ends 125 'hung: *' 'echo hello; exec sleep 60'
ok "silent" ends 125 'ended without a word' ':'
ok "breaks off within the last line" ends 125 'ended without a word' 'printf "ptwalk-guest: ex"'
ok "QEMU does not start" ends 125 'QEMU failed: no such cpu' 'echo "no such cpu" >&2; exit 1'
plan 7
