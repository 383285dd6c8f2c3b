# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The race that no lock of ours decides: the kernel frees tables under the walk, because blocks take their place, and
# what is in the freed page by then is poison. Not one row of it may be believed: see kunit/fixture/promote.c.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)
rounds=40

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# promoted: the number of tables that were freed; caught: of those that were filled with poison
promoted()
{
	sed -n 's/^promoted=\([0-9]*\) .*/\1/p' $fixture/promoted
}
caught()
{
	sed -n 's/.* caught=\([0-9]*\) .*/\1/p' $fixture/promoted
}

# read_them: each round all of the tables twice, by rows and by rules
read_them()
{
	poison=$(sed -n 's/.* poison=//p' $fixture/promoted)
	retries=0 round=0
	while [ $round -lt $rounds ]; do
		cat $files/maps >"$tmp/maps" && cat $files/check >"$tmp/check" || return 1
		retries=$((retries + $(fact walk.retries)))
		# No row has the poison, and none what it permits.
		grep -F "$poison" "$tmp/maps" | grep -v ' rw- ' && return 1
		grep -q '^[^#]' "$tmp/check" && { cat "$tmp/check"; return 1; }
		round=$((round + 1))
	done
	echo $retries >"$tmp/retries"
}

ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
echo 'promote on' >$fixture/control
sleep 2
if [ "$(promoted)" = 0 ]; then
	skip "no poison in $rounds rounds" "this kernel makes no blocks here"
else
	ok "no poison in $rounds rounds" read_them
	ok "tables were freed all the while" [ "$(promoted)" -gt $rounds ]
	ok "and filled with poison" [ "$(caught)" -gt $((rounds / 4)) ]
	note "$(uname -r): $(cat $fixture/promoted), $(cat "$tmp/retries") copies thrown away"
fi
echo 'promote off' >$fixture/control
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
