# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 1: lines of KEY CLASS VALUE.

page=$(ptwalk status | awk '/^page_size/ { print $2 }')
offset=$((pa & (page - 1)))
printf 'root field 0x%x\n' $((root >> 1))
echo "root other 0x1000"
echo "top bytes $((top * 8))"
[ "$last" = 0 ] || echo "last bytes $((last * 8))"
printf 'last bits 0x%x\n' $((($(lab told page) & 0xffffffffffff) / page))
printf 'entry address 0x%x\n' $((entry & 0x0000fffffffff000))
printf 'pa offset 0x%x\n' $((pa - offset))
echo "pa entry $entry"
printf 'pa attributes 0x%x\n' $((entry + offset))
echo "pa virtual $(lab told page)"
echo "pa number ffff8000"
