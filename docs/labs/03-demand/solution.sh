#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 3: compare the areas before and after, and count tables.

files=/sys/kernel/debug/ptwalk
page=$(awk '/^page_size:/ { print $2 }' $files/status)

areas()
{
	awk '!/^#/ && $4 == "busy" && $3 == "vmap" { print $1, $6 }' $files/areas
}

# tables RANGE: how many entries of the last level but one lead to a table
tables()
{
	ptwalk query range "$1" tables | grep -c '^ *PMD\[[0-9]*\] 0x[0-9a-f]* table '
}

old=$(areas)
lab step >/dev/null
new=$(areas | while read -r row; do
	case $old in
	*"$row"*) ;;
	*) echo "$row" ;;
	esac
done)
range=${new% *} pages=${new#* }
guard=$(printf '0x%016x' $((${range%-*} + pages * page)))
echo "start ${range%-*}"
echo "pages $pages"
echo "guard $guard"
# A range that ends before the guard page, which may be the first one under the next table.
range=${range%-*}-$guard
echo "tables $(tables "$range")"
lab step >/dev/null
echo "kept $(tables "$range")"
