#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# A machine whose memory is not simply RAM: what is wrong with the linear map is found there as everywhere, and
# memory that goes offline is not missed.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
blocks=/sys/devices/system/memory
tmp=$(mktemp -d)

passes()
{
	cat $files/check | tee "$tmp/check"
	! grep '^[^#]' "$tmp/check" && grep -q '^# rules: 1[78] run ' "$tmp/check" &&
		! grep '^# rules:.*\(linear-\|memtype\)' "$tmp/check" && [ "$(tail -n 1 "$tmp/check")" = '# result: pass' ]
}

# exact: the rows of check are what the fixture says is planted
exact()
{
	cat $files/check >"$tmp/check" && cat $fixture/state >"$tmp/state" || return 1
	awk '!/^#/ { print $2, $3 }' "$tmp/check" | sort >"$tmp/found"
	awk '{ print $1, $2 }' "$tmp/state" | sort >"$tmp/planted"
	cat "$tmp/check"
	[ -s "$tmp/planted" ] && diff "$tmp/planted" "$tmp/found"
}

plant()
{
	for name in "$@"; do
		echo "fault $name" >$fixture/control || return 1
	done
}

take_back()
{
	echo undo >$fixture/control && passes
}

# take_offline: the last memory block that can be
take_offline()
{
	for block in $(printf '%s\n' $blocks/memory*[0-9] | sed 's/.*memory//' | sort -rn); do
		if echo offline >$blocks/memory"$block"/state; then
			echo "$block" >"$tmp/block"
			return
		fi
	done 2>/dev/null
	return 1
}

# is_offline: linear has that block as one that is
is_offline()
{
	size=$((0x$(cat $blocks/block_size_bytes)))
	start=$(($(cat "$tmp/block") * size))
	grep '^#' $files/linear | tee "$tmp/linear"
	grep -q "^# offline $(printf '0x%016x-0x%016x %d ' $start $((start + size)) $size)" "$tmp/linear"
}

ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
ok "passes" passes
for fault in linear-hole linear-extra linear-affine alias-memtype; do
	ok "$fault: plant" plant "$fault"
	ok "$fault: exactly its finding" exact
	ok "$fault: passes when it is taken back" take_back
done
ok "all at once: plant" plant linear-hole linear-extra linear-affine alias-memtype
ok "all at once: exactly their findings" exact
ok "all at once: passes when they are taken back" take_back
if take_offline; then
	ok "offline: linear says so" is_offline
	ok "offline: passes" passes
	ok "online again" sh -c "echo online >$blocks/memory$(cat "$tmp/block")/state"
	ok "online again: not offline any more" not is_offline
	ok "online again: passes" passes
else
	skip "offline" "no memory block can be taken offline here"
fi
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
