# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 5: lines of KEY CLASS VALUE.

page=$(ptwalk status | awk '/^page_size/ { print $2 }')
echo "leaf pages $((leaf / page))"
echo "leaf level $page"
echo "blocks leaves $((blocks + small))"
[ "$blocks" = "$small" ] || echo "blocks small $small"
[ "$blocks" = "$small" ] || echo "small blocks $blocks"
echo "small leaves $((blocks + small))"
echo "small pages $((blocks * leaf / page + small))"
echo "shifted blocks 0"
echo "shifted guard $((shifted + 1))"
echo "group bytes $((group * page))"
