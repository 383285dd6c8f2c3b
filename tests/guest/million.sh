#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# As many areas as a machine with a million threads has: every file that needs them works, or says -ENOMEM.
# ptwalk-test.areas=N among the kernel's arguments makes it N areas, by default 1,200,000.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
fixture=/sys/kernel/debug/ptwalk_fixture
n=$(sed -n 's/.*ptwalk-test\.areas=\([0-9]*\).*/\1/p' /proc/cmdline)
n=${n:-1200000}

# hundredths: of a second since boot
hundredths()
{
	sed 's/ .*//; s/\.//' /proc/uptime
}

# counted: status has them all
counted()
{
	all=$(sed -n 's/^areas: //p' $files/status)
	echo "$all areas, $n of them the fixture's"
	[ "$all" -gt "$n" ]
}

# summed: and analysis too, each mapped whole
summed()
{
	cat $files/analysis >/tmp/analysis || return 1
	grep '^vmap ' /tmp/analysis
	awk -v n="$n" '$1 == "vmap" { found = $2 >= n } END { exit !found }' /tmp/analysis &&
		awk '/^vmalloc areas found in the page tables: / { found = $(NF - 2) == $NF } END { exit !found }' /tmp/analysis
}

# rows: of the fixture's areas, as many as asked for; by grep, for awk would take longer than all the rest
rows()
{
	found=$(grep -cF '[ptwalk_fixture] ok leaves=pte:1' $files/areas)
	echo "$found of $n"
	[ "$found" = "$n" ]
}

checked()
{
	cat $files/check >/tmp/check || return 1
	cat /tmp/check
	[ "$(tail -n 1 /tmp/check)" = '# result: pass' ]
}

# killed: a reader ends soon, wherever it is
killed()
{
	for after in 0.1 0.3 1 2; do
		cat $files/check >/dev/null &
		reader=$!
		sleep $after
		before=$(hundredths)
		kill -9 $reader
		wait $reader
		took=$(($(hundredths) - before))
		echo "killed after $after s, gone after $took hundredths"
		[ $took -lt 100 ] || return 1
	done
}

ok "load" insmod /modules/ptwalk.ko mmu=N
ok "load the fixture" insmod /modules/ptwalk_fixture.ko
ok "make $n areas" sh -c "echo areas $n >$fixture/control"
note "$(grep -E '^(MemTotal|MemFree|Slab)' /proc/meminfo)"
ok "status counts them" counted
note "$(counted)"
ok "analysis sums them up" summed
ok "areas has a row for each" rows
ok "check passes" checked
ok "a killed reader ends soon" killed
note "$(grep -E '^(MemTotal|MemFree|Slab)' /proc/meminfo)"
plan
