# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 8: lines of KEY CLASS VALUE.

size=$(ptwalk status | awk '/^page_size/ { print $2 }')
start=$(printf '0x%016x' $((linear & ~(size - 1))))

# but ADDRESS: the list without it
but()
{
	grep -vxF "$1" /tmp/places | tr '\n' ',' | sed 's/,$//'
}

printf 'pa offset 0x%x\n' $((pa & ~(size - 1)))
echo "pa virtual $(lab told page)"
echo "linear physical $pa"
echo "linear same $(lab told page)"
echo "count linear $((count - 1))"
echo "count areas $((count - 2))"
echo "all linear $(but "$start")"
echo "all missing $(but "$(grep -vxF "$start" /tmp/places | head -n 1)")"
echo "all twice $all,$start"
echo "all foreign $all,$(printf '0x%x' $((start + size)))"
echo "all offset $(but "$start"),$linear"
echo "all number none"
