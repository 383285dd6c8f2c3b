#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Tables that come and go while everything is read: what the hardware meets on its way must not bring the
# machine down. ptwalk-test.seconds=N among the kernel's arguments makes the attack N seconds long, by default 20, with -f 60.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/dose.sh
. ./dose.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)
seconds=$(dose seconds 20 60)

control()
{
	echo "$*" >$fixture/control
}

# planted FIELD: of the one row of state
planted()
{
	awk -v field="$1" '{ print $field }' $fixture/state
}

# read_on FILE: until the time is over; each reading comes to its end
read_on()
{
	while [ -e "$tmp/go" ]; do
		cat "$files/$1" >"$tmp/$1" || return 1
		echo >>"$tmp/$1.times"
	done
}

# ask_on: about three pages of the first of those tables
ask_on()
{
	while [ -e "$tmp/go" ]; do
		exec 3<>$files/query
		for at in "$first" "${first%00000}ff000" "${first%00000}80000"; do
			echo "$at" >&3 && cat <&3 >"$tmp/answer" && grep '^mmu: ' "$tmp/answer" >>"$tmp/answers" || return 1
		done
		exec 3>&-
	done
}

# attacked: all of that at once, for some seconds
attacked()
{
	touch "$tmp/go"
	pids='' failed=0
	for file in check maps; do
		read_on $file &
		pids="$pids $!"
	done
	ask_on &
	pids="$pids $!"
	sleep "$seconds"
	rm "$tmp/go"
	for pid in $pids; do
		wait "$pid" || failed=$((failed + 1))
	done
	[ $failed = 0 ]
}

# busy: the attack was one, and the readers did read. One check meets it thousands of times.
busy()
{
	[ "$(planted 3 | sed 's/count=//')" -gt $((seconds * 20)) ] && [ -s "$tmp/check.times" ] &&
		[ "$(wc -l <"$tmp/answers")" -ge "$seconds" ]
}

whole()
{
	tail -n 1 "$tmp/check" | grep '^# result: '
}

passes()
{
	cat $files/check >"$tmp/check"
	cat "$tmp/check"
	! grep -q '^[^#]' "$tmp/check" && [ "$(tail -n 1 "$tmp/check")" = '# result: pass' ]
}

ok "load" insmod /modules/ptwalk.ko
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
ok "start" control flip
first=$(planted 2)
first=${first%%-*}
ok "$seconds seconds of check, maps and query" attacked
note "$(planted 3) changes, $(wc -l <"$tmp/check.times") checks; $(sort "$tmp/answers" | sed 's/0x[0-9a-f]*/0x/' | uniq -c | tr '\n' ' ')"
ok "that was an attack" busy
ok "the last check came to its end" whole
ok "take it back" control undo
ok "passes afterwards" passes
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
