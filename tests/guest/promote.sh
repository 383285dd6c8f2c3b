# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The race that no lock of ours decides: the kernel frees tables under the walk, because blocks take their place, and
# what is in the freed page by then is poison. Not one row of it may be believed: see kunit/fixture/promote.c.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)
rounds=60

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

# no_poison: in the rows of maps as they are read, without the second look that check would take
no_poison()
{
	poison=$(sed -n 's/.* poison=//p' $fixture/promoted)
	retries=0 round=0
	while [ $round -lt $rounds ]; do
		cat $files/maps >"$tmp/maps" || return 1
		retries=$((retries + $(fact walk.retries)))
		# Its only row is that of the linear map, if it has one.
		grep -F " $poison " "$tmp/maps" | grep -v ' linear' && return 1
		round=$((round + 1))
	done
	echo $retries >"$tmp/retries"
}

no_finding()
{
	for _ in 1 2 3 4; do
		cat $files/check >"$tmp/check" || return 1
		! grep '^[^#]' "$tmp/check" || return 1
	done
}

ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
# In the same table of tables, and before, for so many fit where areas begin: while a walk is at these pages, its copy of
# what comes behind them grows old.
ok "40000 pages before" sh -c "echo 'map vmalloc 40000' >$fixture/control"
echo 'promote on' >$fixture/control
sleep 2
if [ "$(promoted)" = 0 ]; then
	skip "no poison in $rounds rounds" "this kernel makes no blocks here"
else
	ok "no poison in $rounds rounds" no_poison
	ok "check finds nothing" no_finding
	ok "tables were freed all the while" [ "$(promoted)" -gt $rounds ]
	ok "and filled with poison" [ "$(caught)" -gt $((rounds / 4)) ]
	note "$(uname -r): $(cat $fixture/promoted), $(cat "$tmp/retries") copies thrown away"
fi
echo 'promote off' >$fixture/control
ok "take the pages back" sh -c "echo undo >$fixture/control"
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
