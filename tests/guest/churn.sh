#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# 50 readers at once while vmalloc space changes under them: every row is whole, in order and disjoint all the same.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
files=/sys/kernel/debug/ptwalk
tmp=$(mktemp -d)
go=$tmp/go

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# Stacks come and go with processes, and larger areas with another module.
churn_stacks()
{
	while [ -e "$go" ]; do
		for _ in 1 2 3 4 5 6 7 8; do
			sleep 0.01 &
		done
		wait
	done
}

churn_module()
{
	while [ -e "$go" ] && [ -e /modules/ptwalk_fixture.ko ]; do
		insmod /modules/ptwalk_fixture.ko && rmmod ptwalk_fixture
	done
}

# read_all: 50 at once, each of them one file from its beginning to its end
read_all()
{
	touch "$go"
	churn_stacks &
	churners=$!
	churn_module &
	churners="$churners $!"
	i=0
	pids=
	while [ $i -lt 50 ]; do
		# shellcheck disable=SC2086 # a list
		set -- $read
		shift $((i % $#))
		cat "$files/$1" >"$tmp/$i.$1" &
		pids="$pids $!"
		i=$((i + 1))
	done
	failed=0
	for pid in $pids; do
		wait "$pid" || failed=$((failed + 1))
	done
	rm "$go"
	# shellcheck disable=SC2086 # process ids
	wait $churners
	[ $failed = 0 ] || { echo "$failed readers failed"; return 1; }
}

# rows FILE: of each reader of it
rows()
{
	seen=0
	for out in "$tmp"/*."$1"; do
		awk -v file="$1" -v page_size="$page_size" -v levels="$levels" -v va_bits="$va_bits" \
			-f ./words.awk -f ./rows.awk "$files/regs" "$out" || return 1
		seen=$((seen + 1))
	done
	[ $seen -ge 5 ]
}

# lines: of tables only the form; a table that changes while it is read need not have as many descriptors as it said
lines()
{
	hex='0x[0-9a-f]+'
	row="^ *P[GUM4T][DE]\[[0-9-]+\] ($hex table pa $hex used [0-9]+/[0-9]+|$hex-$hex (->|[a-z-]+|[0-9]+ tables,)) ?"
	for out in "$tmp"/*.tables; do
		# The first line, and from the root's last descriptor down to the last page in use.
		[ "$(grep -cvE "$row" "$out")" = 1 ] || { grep -vE "$row" "$out"; return 1; }
		tail -n 1 "$out" | grep -q ' 0xfffff' || { tail -n 1 "$out"; return 1; }
	done
}

# changed FILE: they did not all read the same, or nothing was churned
changed()
{
	[ "$(md5sum "$tmp"/*."$1" | cut -c 1-32 | sort -u | wc -l)" -gt 1 ]
}

ok "load" insmod /modules/ptwalk.ko
page_size=$(fact page_size) levels=$(fact levels) va_bits=$(fact va_bits)
read=
for file in maps extents layout areas tables; do
	[ ! -e "$files/$file" ] || read="$read $file"
done
ok "50 readers at once" read_all
for file in $read; do
	case $file in
	tables) ok "rows of tables" lines ;;
	*) ok "rows of $file" rows "$file" ;;
	esac
done
ok "what they read changed meanwhile" changed maps
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
