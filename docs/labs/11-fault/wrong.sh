# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 11: lines of KEY CLASS VALUE.

page=$(ptwalk status | awk '/^page_size/ { print $2 }')
if [ "$rule" = wx ]; then
	echo "rule rule orphan"
else
	echo "rule rule wx"
fi
echo "rule other broken"
printf 'start end 0x%x\n' $((start + bytes))
printf 'start truncated 0x%x\n' $((start & 0xffffffffffff))
echo "bytes pages $((bytes / page))"
printf 'entry level %s\n' "$(ptwalk query "$start" | awk '$1 == "pgd" { print $4 }')"
