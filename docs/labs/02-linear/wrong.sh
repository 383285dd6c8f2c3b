# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 2: lines of KEY CLASS VALUE.

start=$(ptwalk layout | awk '!/^#/ { print substr($1, 1, 18); exit }')
echo "first user user"
[ "$claimed" = linear ] || echo "claimed linear linear"
echo "claimed region vmalloc"
printf 'where base 0x%x\n' $((start + $(lab told frame)))
echo "where physical $(lab told frame)"
printf 'where truncated 0x%x\n' $((where & 0xffffffffffff))
page=$(ptwalk status | awk '/^page_size/ { print $2 }')
printf 'where offset 0x%x\n' $((where & ~(page - 1)))
[ "$index" = 0 ] || echo "index first 0"
[ "$index" = 0 ] || echo "index bytes $((index * 8))"
printf 'pa base 0x%x\n' $(($(lab told object) - start))
echo "pa virtual $(lab told object)"
