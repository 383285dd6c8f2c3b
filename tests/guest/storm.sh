#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# A storm of lazily freed areas: what reads them takes about as many times longer as there are more of them, lets
# itself be killed, and lets the machine be put to sleep.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
tmp=$(mktemp -d)

# hundredths: of a second since boot
hundredths()
{
	sed 's/ .*//; s/\.//' /proc/uptime
}

# storm MORE ALL: so many lazily freed areas more; then there are as many as ALL, and areas shows them
storm()
{
	echo "storm $1" >$fixture/control || return 1
	lazy=$(grep -c ' other lazy 0 0 ' $files/areas)
	echo "$lazy lazily freed"
	[ "$lazy" -ge "$2" ]
}

# time_of FILE: hundredths of a second of the quicker of two readings
time_of()
{
	best=
	for _ in 1 2; do
		before=$(hundredths)
		cat "$files/$1" >/dev/null || return 1
		took=$(($(hundredths) - before))
		[ -n "$best" ] && [ "$best" -le $took ] || best=$took
	done
	echo $best
}

measure()
{
	for file in summary areas status tasks; do
		time_of $file >"$tmp/$file.$1" || return 1
	done
}

# in_proportion FILE: four times as many take less than six times as long, give or take what else the machine does.
# In the square of their number it would be 16 times, in the cube 64.
in_proportion()
{
	few=$(cat "$tmp/$1.1000") many=$(cat "$tmp/$1.4000")
	echo "$1: $few with 1000, $many with 4000, in hundredths of a second"
	[ "$many" -lt $((6 * few + 20)) ]
}

# other_reader: /proc/vmallocinfo is not kept waiting by readers of ours
other_reader()
{
	while [ -e "$tmp/go" ]; do
		cat $files/summary >/dev/null
	done &
	before=$(hundredths)
	cat /proc/vmallocinfo >/dev/null
	took=$(($(hundredths) - before))
	rm "$tmp/go"
	wait
	echo "vmallocinfo: $alone hundredths alone, $took beside a reader of summary"
	[ $took -lt $((4 * alone + 20)) ]
}

# killed: a reader ends soon, wherever it is
killed()
{
	for file in summary areas check; do
		cat $files/$file >/dev/null &
		reader=$!
		sleep 0.2
		before=$(hundredths)
		kill -9 $reader
		wait $reader
		took=$(($(hundredths) - before))
		echo "$file: gone after $took hundredths"
		[ $took -lt 100 ] || return 1
	done
}

# freezes: all tasks can be stopped, as for suspend, while every file is read; and the readers then go on
freezes()
{
	touch "$tmp/go"
	readers=
	for file in summary areas check maps tasks tables; do
		while [ -e "$tmp/go" ]; do
			cat $files/$file >"$tmp/$file" || touch "$tmp/broken"
			[ "$(wc -l <"$tmp/$file")" -gt 3 ] || touch "$tmp/broken"
		done &
		readers="$readers $!"
	done
	frozen=0
	for _ in 1 2 3 4 5 6 7 8; do
		sleep 0.4
		echo mem >/sys/power/state || frozen=1
	done
	rm "$tmp/go"
	# shellcheck disable=SC2086 # process ids
	wait $readers
	[ $frozen = 0 ] && [ ! -e "$tmp/broken" ] && [ "$(tail -n 1 "$tmp/check")" = '# result: pass' ]
}

ok "load" insmod /modules/ptwalk.ko mmu=N
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
# What a module needed to load is given back a little later, and with it everything that was freed lazily.
sleep 2
ok "1000 lazily freed areas" storm 1000 1000
ok "all is read" measure 1000
ok "4000 of them" storm 3000 4000
ok "all is read" measure 4000
for file in summary areas status tasks; do
	ok "$file takes its time in proportion" in_proportion $file
	note "$(in_proportion $file)"
done
before=$(hundredths)
cat /proc/vmallocinfo >/dev/null
alone=$(($(hundredths) - before))
touch "$tmp/go"
ok "another reader of the areas does not wait for ours" other_reader
ok "a killed reader ends soon" killed
if [ -w /sys/power/pm_test ] && grep -q mem /sys/power/state; then
	echo freezer >/sys/power/pm_test
	# Not the five seconds that it then waits with the processor busy, which are a minute here.
	echo 0 >/sys/module/suspend/parameters/pm_test_delay
	ok "all tasks can be frozen while files are read" freezes
else
	skip "all tasks can be frozen while files are read" "this kernel can't be put to sleep for a test"
fi
ok "unload the fixture" rmmod ptwalk_fixture
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
