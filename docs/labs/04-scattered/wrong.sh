# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # the right answers are set by who sources this
# Wrong answers to lab 4: lines of KEY CLASS VALUE.

page=$(ptwalk status | awk '/^page_size/ { print $2 }')
# shellcheck disable=SC2046 # words
set -- $(sed -n '1s/-/ /p' /tmp/extents)
echo "pages guard $((pages + 1))"
echo "pages bytes $((pages * page))"
echo "extents virtual 1"
[ "$extents" = "$pages" ] || echo "extents pages $pages"
echo "largest pages $((largest / page))"
echo "largest virtual $((pages * page))"
first=$(sed -n '1s/.* \(0x[0-9a-f]*\) [^ ]* attrs.*/\1/p' /tmp/extents)
whole=$(printf '0x%016x' $((first + $(lab told data) - $1)))
[ "$whole" = "$pa" ] || echo "pa contiguous $whole"
printf 'pa offset 0x%x\n' $((pa & ~(page - 1)))
