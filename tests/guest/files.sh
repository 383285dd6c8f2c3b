#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Every row of every file parses, is what its columns say, and agrees with the other files.

# shellcheck source=tests/lib/ktap.sh
. ./ktap.sh
# shellcheck source=tests/lib/retry.sh
. ./retry.sh
files=/sys/kernel/debug/ptwalk
tmp=$(mktemp -d)

fact()
{
	sed -n "s/^$1: //p" $files/status
}

# check CHECKER VARIABLE... -- FILE...: run one of the awk programs beside this script
check()
{
	checker=$1
	shift
	awk -v page_size="$page_size" -v levels="$levels" -v va_bits="$va_bits" -v root_pa="$root_pa" \
		-f ./words.awk -f "./$checker.awk" "$@"
}

# rows FILE
rows()
{
	case $1 in
	summary | analysis) check "$1" "$files/$1" ;;
	metrics) check metrics "$files/layout" "$files/$1" ;;
	# What is in it is compared with areas, by holes.sh.
	holes) head -n 1 "$files/$1" | grep -qx '# ptwalk/1 holes: range bytes before after' ;;
	# The tree can only be checked against the layout of the same moment: below.
	tables) head -n 1 "$files/$1" | grep -qx '# ptwalk/1 tables: descriptor' ;;
	query) head -n 1 "$files/$1" | grep -q '^# ptwalk/1 query: ' ;;
	regs) check rows -v file=regs "$files/regs" ;;
	*) check rows -v file="$1" "$files/regs" "$files/$1" ;;
	esac
}

# snapshot: copy the files to $tmp/N.NAME, in one process, since the stack of a new one would be a new area. Succeeds if
# layout and maps were the same before and after.
snapshot()
{
	rm -f "$tmp"/[1-9].*
	( cd $files && cat layout maps extents tables maps layout status ) >"$tmp/all" || return 1
	awk -v dir="$tmp" '/^# ptwalk\/1 / { out = dir "/" ++n "." substr($3, 1, length($3) - 1) } { print >out }' \
		"$tmp/all"
	diff "$tmp/1.layout" "$tmp/6.layout" && diff "$tmp/2.maps" "$tmp/5.maps"
}

own_facts()
{
	[ "$(fact kernel)" = "$(uname -r)" ] && [ "$(fact arch)" = "$(uname -m | sed s/aarch64/arm64/)" ] && [ "$(fact abi)" = ptwalk/1 ] &&
		[ "$page_size" = "$(($(awk '/^KernelPageSize:/ { print $2; exit }' /proc/self/smaps) * 1024))" ]
}

ok "load" insmod /modules/ptwalk.ko
page_size=$(fact page_size) levels=$(fact levels) va_bits=$(fact va_bits) root_pa=$(fact root_pa)
ok "status is of this kernel" own_facts
for file in status regs layout tables maps extents holes summary analysis metrics; do
	ok "$file is there" [ -f "$files/$file" ]
done
for file in "$files"/*; do
	ok "rows of ${file##*/}" rows "${file##*/}"
done
ok "the files of one moment" retry 20 0.2 snapshot
ok "maps and extents sum up to layout" check sums "$tmp/1.layout" "$tmp/2.maps" "$tmp/3.extents" "$tmp/7.status"
ok "tables is a tree that sums up to layout" check tree "$tmp/4.tables" "$tmp/1.layout"
ok "unload" rmmod ptwalk
rm -rf "$tmp"
plan
