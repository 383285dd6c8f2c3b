#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# maps against the kernel's own dump of its page tables: the same mappings, with the same attributes.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
debug=/sys/kernel/debug
tmp=$(mktemp -d)
sleepers=

# More to compare: stacks in vmalloc space, scattered ones among them, and other modules.
stir()
{
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		sleep 600 &
		sleepers="$sleepers $!"
		[ $((i % 3)) != 0 ] || { kill $! && wait $!; }
	done 2>/dev/null
	if [ -e /modules/ptwalk_fixture.ko ]; then
		insmod /modules/ptwalk_fixture.ko
	fi
}

# snapshot: copy both dumps, in one process, since the stack of a new one would be a new area. Succeeds if the kernel's
# own dump was the same before and after.
snapshot()
{
	rm -f "$tmp"/[1-9].*
	( cd $debug && cat kernel_page_tables ptwalk/regs ptwalk/maps kernel_page_tables ) >"$tmp/all" || return 1
	awk -v dir="$tmp" '
		/^---\[ / && !dump { out = dir "/" ++n ".kernel_page_tables" }
		{ dump = /^(---\[|0x)/ && out ~ /kernel_page_tables$/ }
		/^# ptwalk\/1 / { out = dir "/" ++n "." substr($3, 1, length($3) - 1) }
		{ print >out }' "$tmp/all"
	diff "$tmp/1.kernel_page_tables" "$tmp/4.kernel_page_tables"
}

compare()
{
	awk -f ./words.awk -f ./oracle.awk -f "./oracle_$(uname -m).awk" "$tmp/2.regs" "$1" "$tmp/3.maps"
}

# spoiled EXPRESSION: the comparison must see what the sed expression does to the kernel's dump
spoiled()
{
	sed "$1" "$tmp/1.kernel_page_tables" >"$tmp/spoiled.kernel_page_tables"
	not cmp -s "$tmp/1.kernel_page_tables" "$tmp/spoiled.kernel_page_tables" &&
		not compare "$tmp/spoiled.kernel_page_tables"
}

if [ ! -e $debug/kernel_page_tables ]; then
	skip "maps agrees with kernel_page_tables" "this kernel has none"
	plan
	exit
fi
stir
ok "load" insmod /modules/ptwalk.ko
ok "both dumps of one moment" retry 20 0.2 snapshot
ok "maps agrees with kernel_page_tables" compare "$tmp/1.kernel_page_tables"
note "$(compare "$tmp/1.kernel_page_tables" | tail -n 1)"
case $(uname -m) in
aarch64)
	set -- 's/ NX / x  /' 's/ RW / ro /' 's/ UXN/    /' 's/PMD   \(.*AF\)/PTE   \1/' 's/ CON /     /' \
		's/MEM\/NORMAL$/DEVICE\/nGnRE/' '/Linear Mapping start/,/MEM/{/MEM/d}' 's/000-0xffff\(8.*RW\)/001-0xffff\1/'
	;;
riscv64)
	set -- 's/ X \. R V/ . . R V/' 's/ W R V/ . R V/' 's/ G / . /' 's/ D A / . A /' 's/ A G / . G /' 's/PMD /PTE /' \
		's/ \. \. W R V/ U . W R V/' '/Linear mapping/,/V$/{/V$/d}' 's/000-0xff\(.*W R V\)/001-0xff\1/'
	;;
esac
for spoil in "$@"; do
	ok "the comparison sees $spoil" spoiled "$spoil"
done
ok "unload" rmmod ptwalk
[ ! -e /sys/module/ptwalk_fixture ] || rmmod ptwalk_fixture
# shellcheck disable=SC2086 # process ids
kill $sleepers 2>/dev/null
rm -rf "$tmp"
plan
