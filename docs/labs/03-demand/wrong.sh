# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 3: lines of KEY CLASS VALUE.

page=$(ptwalk status | awk '/^page_size/ { print $2 }')
printf 'start end 0x%x\n' $((guard + page))
printf 'start truncated 0x%x\n' $((start & 0xffffffffffff))
echo "pages guard $((pages + 1))"
echo "pages bytes $((pages * page))"
printf 'guard end 0x%x\n' $((guard + page))
printf 'guard last 0x%x\n' $((guard - page))
echo "tables pages $pages"
echo "tables none 0"
exact=$((pages / (page / 8)))
[ $exact = 0 ] || [ $exact = "$tables" ] || echo "tables aligned $exact"
echo "kept none 0"
