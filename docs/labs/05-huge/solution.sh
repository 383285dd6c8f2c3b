#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Lab 5: from the leaves of "areas", and the size of a table.

files=/sys/kernel/debug/ptwalk
page=$(awk '/^page_size:/ { print $2 }' $files/status)

# leaves NAME LEVEL: leaves of a level in the area around what we were told
leaves()
{
	awk -v va="$(lab told "$1")" -v level="$2" '
		/^#/ { next }
		{ split($1, is, "-") }
		"" is[1] <= "" va && "" va < "" is[2] {
			n = 0
			if (match($0, /leaves=[^ ]*/)) {
				count = split(substr($0, RSTART + 7, RLENGTH - 7), part, ",")
				for (i = 1; i <= count; i++) {
					split(part[i], pair, ":")
					if (pair[1] == level)
						n = pair[2]
				}
			}
			print n
		}' $files/areas
}

echo "leaf $((page * page / 8))"
echo "blocks $(leaves big pmd)"
echo "small $(leaves big pte)"
echo "shifted $(leaves shifted pte)"
case $page in
4096) echo "group 16" ;;
16384) echo "group 128" ;;
*) echo "group 32" ;;
esac
